"""Number and query code open what somebody sent to whoever has both: a case, an opinion, a sign-up."""

import unicodedata
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Case
from interaction.casework.numbers import query_code_matches, typed_number
from interaction.visitors.proofs import spend_or_ask
from interaction.visitors.throttle import WRONG_CODES
from interaction.workflow.forms import LineField, PlainForm

# How many numbers of one kind a session remembers.
MOST_REMEMBERED = 20


class NumberField(LineField):
    """The number of a case, an opinion, a sign-up: every way of typing it is read as the one it is kept in."""

    def to_python(self, value: Any) -> str:
        return super().to_python(typed_number(str(value or "")))


class CodeField(LineField):
    """A query code: what a keyboard or a message put around it is no part of it."""

    def to_python(self, value: Any) -> str:
        return super().to_python("".join(char for char in str(value or "") if unicodedata.category(char) != "Cf"))


class LookUpForm(PlainForm):
    """What is asked of who wants to see it; each room names its number and gives an example."""

    number = NumberField(label=_("编号"), max_length=32)
    code = CodeField(
        label=_("查询码"), max_length=20, help_text=_("提交后给您的 10 位字母和数字，不分大小写。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


def look_up(request: HttpRequest, form: LookUpForm, rows: QuerySet[Any]) -> tuple[Any, int]:
    """The row that number and code open, else None; and the status of the page that asks again.

    `rows` have a number and the id of the key their code was made with. The right code always opens: wrong ones are
    counted for the visitor who tries them, never for the case. The session gets a new key when something is opened.
    """
    if not form.is_valid():
        return None, 422 if form.errors else 200
    found = rows.filter(number=form.cleaned_data["number"]).first()
    if found and _opens(found, form.cleaned_data["code"]):
        request.session.cycle_key()
        return found, 200
    if not spend_or_ask(request, WRONG_CODES, form):
        return None, 429
    form.add_error(None, _t("编号和查询码对不上，请核对后再试。"))
    return None, 422


def _opens(found: Any, code: str) -> bool:
    issue = found.query_code_issue if isinstance(found, Case) else 0  # what else has a code keeps its first one
    return query_code_matches(found.number, found.query_key_id, code, issue)


def remember(request: HttpRequest, where: str, number: str) -> None:
    """Keep a number in a list of the session, the last ones."""
    have = [one for one in request.session.get(where, []) if one != number]
    request.session[where] = [*have, number][-MOST_REMEMBERED:]
