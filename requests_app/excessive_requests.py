"""Number or frequency clearly beyond reason: 条例 A.35. The reasons decide; refusing is a decision of its own."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.casework.steps import mine_or_nobodys
from interaction.organs.actors import PARTY
from interaction.organs.models import Role
from interaction.replies.documents import deliver
from interaction.workdays.current import calendar
from interaction.workflow.forms import ActionForm, DayField, TextField
from requests_app import interim_letters, letters
from requests_app.conditions import (
    due_day_known,
    office_reachable,
    reasons_asked,
    reasons_given,
    reasons_not_asked_before,
    within_first_limit,
)
from requests_app.forms import ArrivedOnPaper
from requests_app.states import State


class AskReasonsForm(ActionForm):
    found = TextField(
        label=_("数量、频次情况"),
        max_length=1000,
        help_text=_("写明申请人在什么时间内申请了多少件，为什么明显超过合理范围。"),
    )
    answer_by = DayField(label=_("说明理由的期限"), future=True)


class ReasonsForm(ArrivedOnPaper):
    reasons = TextField(label=_("理由"), max_length=3000)


class DelayForm(ActionForm):
    until = DayField(label=_("延迟答复至"), future=True)
    reason = TextField(label=_("不能在期限内答复的原因（写入告知书）"), max_length=1000)

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if self.case.due_on and day <= self.case.due_on:
            self.add_error("until", _("延迟答复的日期应晚于现在的答复期限。"))
        return day


class ExcessiveRequestActions:
    """When somebody asks too much, too often."""

    reasons_asked_on: Any
    reasons_by: Any

    @action(_("要求说明理由"), source=State.HANDLING, target=None, by=Role.HANDLER, form=AskReasonsForm,
            law="条例第三十五条", needs=(mine_or_nobodys, reasons_not_asked_before, office_reachable),
            public_label=_("请您说明理由"), public_text_field="found")  # fmt: skip
    def ask_reasons(self: Any, ctx: ActionContext, *, found: str, answer_by: date) -> None:
        """The only case in which an applicant may be asked why."""
        self.reasons_asked_on, self.reasons_by = ctx.on, answer_by
        document = interim_letters.reasons_notice(self, found, answer_by)
        deliver(document, method=self.way, on=ctx.on)
        ctx.details["document"] = document.number
        ctx.tell_party(*interim_letters.reasons_mail(self, answer_by))

    @action(_("说明理由"), source=State.HANDLING, target=None, by=(PARTY, Role.INTAKE), at="addressed_to",
            form=ReasonsForm, law="条例第三十五条", needs=(reasons_asked,), public_label=_("您说明了理由"))  # fmt: skip
    def give_reasons(self: Any, ctx: ActionContext, *, reasons: str, arrived_on: date | None = None) -> None:
        """The applicant says why so much is asked: on line today, on paper on the day it reached the organ."""
        ctx.on = arrived_on or ctx.on
        self.reasons_given = True

    @action(_("确定延迟答复期限"), source=State.HANDLING, target=None, by=Role.SIGNER, at="addressed_to", form=DelayForm,
            law="条例第三十五条", mark="delayed", needs=(reasons_given, within_first_limit, due_day_known, office_reachable),
            signs_in_anew=True, public_label=_("延迟答复"), public_text_field="reason")  # fmt: skip
    def fix_delay(self: Any, ctx: ActionContext, *, until: date, reason: str) -> None:
        """The reasons are good but the time is too short: a reasonable date is fixed, and told."""
        assert self.due_on
        self.delayed = True
        ctx.amount = calendar().between(self.due_on, until)
        document = interim_letters.delay_notice(self, reason, until)
        deliver(document, method=self.way, on=ctx.on)
        ctx.details["document"] = document.number
        ctx.tell_party(*letters.extension_mail(self, ctx.amount, until))
