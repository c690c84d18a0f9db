"""查询码丢失: number and the contact that was given bring a new code - to that contact, and nowhere else."""

from contextlib import suppress
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interaction.casework.code_actions import find_by_contact, means_by
from interaction.casework.engine import perform
from interaction.casework.query_code_access import NumberField
from interaction.citizens.addresses import Address, read_address
from interaction.errors import Refused
from interaction.notices import sms
from interaction.organs.actors import Actor
from interaction.privacy.text import InvalidInput
from interaction.visitors.proofs import spend_or_ask
from interaction.visitors.throttle import LOST_CODES, NEW_CODES, NEW_CODES_A_DAY, spend_all
from interaction.workflow.forms import LineField, PlainForm


class LostCodeForm(PlainForm):
    number = NumberField(label=_("受理编号"), max_length=32, help_text=_("例如 YSQ-2026-000187"))
    contact = LineField(
        label=_("提交时填写的手机号码或者电子邮箱"), max_length=120, help_text=_("新的查询码只发到这里，不在网页上显示。"),
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sms.can_send():
            self.fields["contact"].label = _("提交时填写的电子邮箱")

    def clean_contact(self) -> Address:
        try:
            return read_address(self.cleaned_data["contact"])
        except InvalidInput as wrong:
            raise ValidationError(str(wrong)) from wrong


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def lost_code(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether or not there is such a case, sent from there, and whether or not a code was sent there
    as often as may be: only what is sent counts, so that nobody's guesses keep its owner from it."""
    form = LostCodeForm(request.POST or None)
    if not form.is_valid():
        return render(request, "portal/lost_code.html", {"form": form}, status=422 if form.errors else 200)
    address: Address = form.cleaned_data["contact"]
    if not spend_or_ask(request, LOST_CODES, form):
        return render(request, "portal/lost_code.html", {"form": form}, status=429)
    case = find_by_contact(form.cleaned_data["number"], address.means, address.text)
    if case and spend_all((NEW_CODES, address.digest), (NEW_CODES_A_DAY, address.digest)):
        with suppress(Refused):  # whose personal data was erased meanwhile
            perform(case, "send_new_code", Actor.system(), {"means": means_by(case, address.text)})
    most = {"an_hour": NEW_CODES.allowed, "a_day": NEW_CODES_A_DAY.allowed}
    return render(request, "portal/lost_code.html", {"sent_to": address.masked, "most": most})
