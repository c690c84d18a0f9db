"""Intake: from the application to acceptance, 条例 A.27-31 and 45."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.casework.attachments import attach
from interaction.casework.models import NEW, Attachment
from interaction.casework.party import keep_party
from interaction.casework.steps import takes_in
from interaction.organs.actors import PARTY
from interaction.organs.models import Organ, Role
from interaction.replies.documents import deliver
from interaction.workdays.now import today
from requests_app import letters
from requests_app.conditions import (
    abandoned_for_want_of_correction,
    correction_overdue,
    not_corrected_before,
    office_reachable,
    recourse_named,
)
from requests_app.forms import ApplicationForm, CorrectedForm, CorrectionForm, RegisterForm, ResumeForm
from requests_app.intake_forms import ArrivedForm, ReceivedForm
from requests_app.states import State
from requests_app.topics import gather


class IntakeActions:
    """How an application comes in. `Case` is mixed in beside this."""

    received_on: Any
    correction_by: Any
    outcome_on: Any

    @action(_("提交申请"), source=NEW, target=State.SUBMITTED, by=PARTY, form=ApplicationForm,
            law="条例第二十七条、第二十九条", mark="submitted", public_label=_("已提交"))  # fmt: skip
    def submit(self: Any, ctx: ActionContext, *, addressed_to: Organ, attachments: list[Any], **data: Any) -> None:
        """A citizen, legal person or other organisation applies, over the network."""
        self._take_in(ctx, addressed_to, attachments, data)
        ctx.tell_party(_t("您的信息公开申请已提交"), _t(
            "您向%(organ)s提交的申请已收到，编号 %(number)s，查询码 %(code)s。该机关确认收到后，另行告知收到日期。"
        ) % {"organ": addressed_to.name, "number": self.number, "code": self.query_code})  # fmt: skip

    @action(_("录入当面、挂号信申请"), source=NEW, target=State.REGISTERED, by=Role.INTAKE, form=ReceivedForm,
            law="条例第二十九条、第三十一条第一项、第二项", mark="received", needs=(takes_in,),
            public_label=_("已登记，确定收到日期"))  # fmt: skip
    def enter_received(self: Any, ctx: ActionContext, *, addressed_to: Organ, attachments: list[Any], received_on: date,
                       source: str, oral: bool, **data: Any) -> None:  # fmt: skip
        """Handed in, written down for somebody who cannot write, or signed for: received on that very day."""
        self._take_in(ctx, addressed_to, attachments, data)
        self.source, self.oral = source, oral
        self.received_on = ctx.on = received_on
        self._confirm_registration(ctx)

    @action(_("录入平信、传真、邮件申请"), source=NEW, target=State.SUBMITTED, by=Role.INTAKE, form=ArrivedForm,
            law="条例第二十九条、第三十一条第二项、第三项", mark="submitted", needs=(takes_in,),
            public_label=_("已收到，待与您确认"))  # fmt: skip
    def enter_arrived(self: Any, ctx: ActionContext, *, addressed_to: Organ, attachments: list[Any], arrived_on: date,
                      source: str, **data: Any) -> None:  # fmt: skip
        """Ordinary post, fax, e-mail: received on the day the organ confirms it with the applicant (`register`)."""
        self._take_in(ctx, addressed_to, attachments, data)
        self.source = source
        ctx.on = arrived_on

    def _take_in(
        self: Any, ctx: ActionContext, addressed_to: Organ, attachments: list[Any], data: dict[str, Any]
    ) -> None:
        self.addressed_to = self.organ = addressed_to
        self.title, self.wanted, self.public_wish = data["title"], data["wanted"], data["public_wish"]
        self.manner, self.way, self.matter = data["manner"], data["way"], data["matter"]
        keep_party(self, data)
        attach(ctx, self, attachments, Attachment.Origin.PARTY, for_party=True)

    @action(_("登记"), source=State.SUBMITTED, target=State.REGISTERED, by=Role.INTAKE, at="addressed_to",
            form=RegisterForm, law="条例第三十一条、第四十五条", mark="received", main=True,
            public_label=_("已登记，确定收到日期"))  # fmt: skip
    def register(self: Any, ctx: ActionContext, *, received_on: date, later_because: str = "") -> None:
        """Enter in the ledger and fix the date of receipt: the day of confirmation, which is that of sending or arrival."""
        self.received_on = ctx.on = received_on
        self._confirm_registration(ctx)

    def _confirm_registration(self: Any, ctx: ActionContext) -> None:
        """登记回执: what was asked, how it came, the date of receipt and by when there will be a reply."""
        document = letters.registration_receipt(self)
        deliver(document, method=self.way, on=today())
        ctx.details["document"] = document.number
        ctx.tell_party(*letters.registered_notice(self))
        if self.matter == self.RequestType.INFORMATION:
            gather(self)

    @action(_("要求补正"), source=State.REGISTERED, target=State.AWAITING_CORRECTION, by=Role.INTAKE, at="addressed_to",
            form=CorrectionForm, law="条例第三十条", mark="correction_requested",
            needs=(not_corrected_before, office_reachable), public_label=_("告知您补正"), public_text_field="missing")  # fmt: skip
    def request_correction(
        self: Any, ctx: ActionContext, *, missing: str, answer_by: date, late_because: str = ""
    ) -> None:
        """Tell the applicant, once and all together, what an unclear application lacks; within seven working days, or with
        the reason why so late."""
        self.correction_requested, self.correction_by = True, answer_by
        document = letters.correction_notice(self, missing, answer_by)
        deliver(document, method=self.way, on=ctx.on)
        ctx.details["document"] = document.number
        ctx.tell_party(*letters.correction_mail(self, answer_by))

    @action(_("提交补正"), source=State.AWAITING_CORRECTION, target=State.REGISTERED, by=(PARTY, Role.INTAKE),
            at="addressed_to", form=CorrectedForm, law="条例第三十条", mark="corrected", main=True,
            public_label=_("您提交了补正"))  # fmt: skip
    def supply_correction(
        self: Any, ctx: ActionContext, *, correction: str, attachments: list[Any], late_reason: str = "",
        arrived_on: date | None = None,
    ) -> None:  # fmt: skip
        """The applicant completes the application; the reply clock starts anew from the day it reached the organ. Late, it
        takes a good reason: the organ accepts it by going on, or ends the request (`abandon`)."""
        ctx.on = arrived_on or ctx.on
        self.corrected_late = bool(late_reason)
        self.wanted = f"{self.wanted}\n\n{_t('补正：')}{correction}"
        attach(ctx, self, attachments, Attachment.Origin.PARTY, for_party=True)

    @action(_("视为放弃"), source=(State.AWAITING_CORRECTION, State.REGISTERED), target=State.ABANDONED, by=Role.INTAKE,
            at="addressed_to", law="条例第三十条", mark="abandoned", needs=(correction_overdue, recourse_named, office_reachable),
            public_label=_("视为放弃申请"))  # fmt: skip
    def abandon(self: Any, ctx: ActionContext) -> None:
        """No correction in time and no good reason: the application is handled no further, and is told so."""
        document = letters.abandoned_notice(self)
        deliver(document, method=self.way, on=ctx.on)
        ctx.details["document"] = document.number
        self.settle_undecided("abandoned", ctx.on)

    @action(_("因正当理由恢复办理"), source=State.ABANDONED, target=State.AWAITING_CORRECTION, by=Role.INTAKE,
            at="addressed_to", form=ResumeForm, law="条例第三十条", mark="reopened",
            needs=(abandoned_for_want_of_correction,), public_label=_("恢复办理"), public_text_field="reason")  # fmt: skip
    def resume(self: Any, ctx: ActionContext, *, reason: str, answer_by: date) -> None:
        """There was a good reason for the silence (A.30 abandons only without one): the correction may still come."""
        self.correction_by = answer_by
        self.outcome_row, self.outcome_on = "", None

    @action(_("受理"), source=State.REGISTERED, target=State.ACCEPTED, by=Role.INTAKE, at="addressed_to",
            law="条例第三十三条", mark="accepted", main=True, public_label=_("已受理"))  # fmt: skip
    def accept(self: Any, ctx: ActionContext) -> None:
        """The application is complete: it goes on to the organ that holds the information."""
