"""Number and query code open what somebody sent to whoever has both: a case, an opinion, a sign-up."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.numbers import query_code_matches
from interaction.visitors.throttle import try_code
from interaction.workflow.forms import LineField, PlainForm

# How many numbers of one kind a session remembers.
MOST_REMEMBERED = 20


class LookUpForm(PlainForm):
    """What is asked of who wants to see it; each room names its number and gives an example."""

    number = LineField(label=_("编号"), max_length=32)
    code = LineField(
        label=_("查询码"), max_length=20, help_text=_("提交后给您的 10 位字母和数字，不分大小写。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


def look_up(request: HttpRequest, form: LookUpForm, rows: QuerySet[Any]) -> tuple[Any, int]:
    """The row that number and code open, else None; and the status of the page that asks again.

    `rows` have a number and the id of the key their code was made with. Wrong codes are counted, for a number and for a
    visitor; whoever has guessed too often waits an hour. The session gets a new key when something is opened.
    """
    if not form.is_valid():
        return None, 422 if form.errors else 200
    number = form.cleaned_data["number"].upper()
    spent = try_code(request, number)
    if spent is None:
        form.add_error(None, _t("查询次数过多，为保护个人信息，请一小时后再试。"))
        return None, 429
    found = rows.filter(number=number).first()
    if found and query_code_matches(found.number, found.query_key_id, form.cleaned_data["code"]):
        spent.give_back()
        request.session.cycle_key()
        return found, 200
    form.add_error(None, _t("编号和查询码对不上，请核对后再试。"))
    return None, 422


def remember(request: HttpRequest, where: str, number: str) -> None:
    """Keep a number in a list of the session, the last ones."""
    have = [one for one in request.session.get(where, []) if one != number]
    request.session[where] = [*have, number][-MOST_REMEMBERED:]
