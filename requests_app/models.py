"""依申请公开: a disclosure request from the application to the published reply, step by step as the Regulation has it.

条例 = 中华人民共和国政府信息公开条例 (State Council Order 711, in force 2019-05-15).
"""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import Act, Condition, action
from interaction.casework.attachments import attach
from interaction.casework.channels import Channel
from interaction.casework.models import NEW, Attachment, Case
from interaction.casework.party import keep_party
from interaction.casework.steps import Dispatching, Looking, PartySteps, Stage, mine_or_nobodys
from interaction.organs.actors import PARTY, holders
from interaction.organs.models import Organ, Role
from interaction.publicity.publishing import publish
from interaction.replies.documents import deliver
from interaction.replies.drafting import latest, save_draft
from interaction.replies.steps import Answering, ApprovalForm, RemarksForm, four_eyes
from interaction.workdays.current import calendar
from interaction.workdays.now import today
from requests_app import letters
from requests_app.forms import (
    ApplicationForm,
    AskExtensionForm,
    CorrectedForm,
    CorrectionForm,
    DeliveryForm,
    DraftForm,
    ExtensionForm,
    PublishRequestForm,
    RegisterForm,
    WithholdForm,
)

CORRECTION_WITHIN = 7  # working days of receipt, 条例 A.30


class State(models.TextChoices):
    SUBMITTED = Stage.SUBMITTED, _("待登记")
    REGISTERED = Stage.REGISTERED, _("待受理")
    AWAITING_CORRECTION = Stage.AWAITING_CORRECTION, _("待补正")
    ACCEPTED = Stage.ACCEPTED, _("待交办")
    HANDLING = Stage.HANDLING, _("办理中")
    REVIEWING = Stage.REVIEWING, _("待审核")
    SIGNING = Stage.SIGNING, _("待签发")
    DELIVERING = Stage.DELIVERING, _("待送达")
    REPLIED = Stage.REPLIED, _("已答复")
    PUBLISHED = Stage.PUBLISHED, _("已公开")
    CLOSED = Stage.CLOSED, _("已办结")
    ABANDONED = Stage.ABANDONED, _("视为放弃")
    WITHDRAWN = Stage.WITHDRAWN, _("已撤回")


in_time_for_correction = Condition(
    lambda case, actor: calendar().between(case.received_on, today()) <= CORRECTION_WITHIN,
    _("收到申请已超过 7 个工作日，不能再要求补正，请受理后办理。"),
    "条例第三十条",
)
not_corrected_before = Condition(
    lambda case, actor: not case.correction_requested,
    _("补正只能一次性告知，本件已经要求过补正。仍不明确的，请在答复中作出“补正后申请内容仍不明确”的决定。"),
    "条例第三十条",
)
correction_overdue = Condition(
    lambda case, actor: case.correction_by is not None and case.correction_by < today(),
    _("补正期限还没有届满。"),
    "条例第三十条",
)
not_extended_before = Condition(
    lambda case, actor: not case.extended, _("答复期限只能延长一次，本件已经延长过。"), "条例第三十三条"
)
within_first_limit = Condition(
    lambda case, actor: case.due_on is not None and case.due_on >= today(),
    _("延期应当在原期限届满前批准并告知申请人，本件期限已经届满。"),
    "条例第三十三条",
)


class DisclosureRequest(Dispatching, Answering, PartySteps, Looking, Case):  # type: ignore[misc]
    wanted = models.TextField(_("所需信息"))
    manner = models.CharField(_("提供形式"), max_length=12)
    way = models.CharField(_("获取方式"), max_length=12)
    correction_requested = models.BooleanField(default=False)
    correction_by = models.DateField(null=True)
    extended = models.BooleanField(default=False)
    decision = models.CharField(_("决定类型"), max_length=40, blank=True, default="")

    describes: ClassVar[Channel]
    States: ClassVar[type[models.TextChoices]] = State
    WAITS_FOR: ClassVar[dict[str, str]] = {
        State.SUBMITTED: Role.INTAKE, State.REGISTERED: Role.INTAKE, State.AWAITING_CORRECTION: PARTY,
        State.ACCEPTED: Role.INTAKE, State.HANDLING: Role.HANDLER, State.REVIEWING: Role.REVIEWER,
        State.SIGNING: Role.SIGNER, State.DELIVERING: Role.INTAKE, State.REPLIED: Role.PUBLISHER,
    }  # fmt: skip
    ENDED: ClassVar[frozenset[str]] = frozenset(
        {State.PUBLISHED, State.CLOSED, State.ABANDONED, State.WITHDRAWN}
    )

    class Meta:
        verbose_name = _("依申请公开")

    # -- Intake: 条例 A.29-31, 45 -------------------------------------------------------------------------

    @action(_("提交申请"), source=NEW, target=State.SUBMITTED, by=PARTY, form=ApplicationForm,
            law="条例第二十七条、第二十九条", mark="submitted")  # fmt: skip
    def submit(self, act: Act, *, addressed_to: Organ, attachments: list[Any], **data: Any) -> None:
        """A citizen, legal person or other organisation applies, over the network."""
        self.addressed_to = self.organ = addressed_to
        self.title, self.wanted, self.public_wish = data["title"], data["wanted"], data["public_wish"]
        self.manner, self.way = data["manner"], data["way"]
        keep_party(self, data)
        attach(self, attachments, Attachment.Origin.PARTY, for_party=True)

    @action(_("登记"), source=State.SUBMITTED, target=State.REGISTERED, by=Role.INTAKE, at="addressed_to",
            form=RegisterForm, law="条例第三十一条、第四十五条", mark="received", main=True)  # fmt: skip
    def register(self, act: Act, *, received_on: date) -> None:
        """Enter in the ledger and fix the date of receipt: online, the day both sides confirm."""
        self.received_on = act.on = received_on
        act.tell_party(*letters.registered_notice(self))

    @action(_("要求补正"), source=State.REGISTERED, target=State.AWAITING_CORRECTION, by=Role.INTAKE, at="addressed_to",
            form=CorrectionForm, law="条例第三十条", mark="correction_requested",
            needs=(not_corrected_before, in_time_for_correction))  # fmt: skip
    def request_correction(self, act: Act, *, missing: str, answer_by: date) -> None:
        """Tell the applicant, once and all together, what an unclear application lacks."""
        self.correction_requested, self.correction_by = True, answer_by
        document = letters.correction_notice(self, missing, answer_by)
        deliver(document, method=self.way, on=act.on)
        act.details["document"] = document.number
        act.tell_party(*letters.correction_mail(self, answer_by))

    @action(_("提交补正"), source=State.AWAITING_CORRECTION, target=State.REGISTERED, by=(PARTY, Role.INTAKE),
            at="addressed_to", form=CorrectedForm, law="条例第三十条", mark="corrected", main=True)  # fmt: skip
    def supply_correction(self, act: Act, *, correction: str, attachments: list[Any]) -> None:
        """The applicant completes the application; the reply clock starts anew from this day."""
        self.wanted = f"{self.wanted}\n\n{_t('补正：')}{correction}"
        attach(self, attachments, Attachment.Origin.PARTY, for_party=True)

    @action(_("视为放弃"), source=State.AWAITING_CORRECTION, target=State.ABANDONED, by=Role.INTAKE, at="addressed_to",
            law="条例第三十条", mark="abandoned", needs=(correction_overdue,))  # fmt: skip
    def abandon(self, act: Act) -> None:
        """No correction in time and no good reason: the application is handled no further, and is told so."""
        document = letters.abandoned_notice(self)
        deliver(document, method=self.way, on=act.on)
        act.details["document"] = document.number

    @action(_("受理"), source=State.REGISTERED, target=State.ACCEPTED, by=Role.INTAKE, at="addressed_to",
            law="条例第三十三条", mark="accepted", main=True)  # fmt: skip
    def accept(self, act: Act) -> None:
        """The application is complete: it goes on to the organ that holds the information."""

    # -- Handling: 条例 A.33 ------------------------------------------------------------------------------

    @action(_("申请延期"), source=State.HANDLING, target=None, by=Role.HANDLER, form=AskExtensionForm,
            law="条例第三十三条", needs=(mine_or_nobodys, not_extended_before, within_first_limit))  # fmt: skip
    def ask_extension(self, act: Act, *, reason: str) -> None:
        """The handler asks the head of the disclosure office for more time."""
        for head in holders(Role.SIGNER, self.addressed_to):
            act.tell(head, _t("申请延期：%(number)s") % {"number": self.number})

    @action(_("批准延期"), source=(State.ACCEPTED, State.HANDLING, State.REVIEWING), target=None, by=Role.SIGNER,
            at="addressed_to", form=ExtensionForm, law="条例第三十三条", mark="extended",
            needs=(not_extended_before, within_first_limit))  # fmt: skip
    def extend(self, act: Act, *, reason: str, workdays: int) -> None:
        """Approved by the head of the disclosure office, at most 20 working days, once, and told to the applicant."""
        self.extended, act.amount = True, workdays
        assert self.due_on
        document = letters.extension_notice(self, reason, calendar().add(self.due_on, workdays))
        deliver(document, method=self.way, on=act.on)
        act.details["document"] = document.number
        act.tell_party(*letters.extension_mail(self, calendar().add(self.due_on, workdays)))

    # -- The reply: 条例 A.36-40 --------------------------------------------------------------------------

    @action(_("拟写答复"), source=State.HANDLING, target=State.REVIEWING, by=Role.HANDLER, form=DraftForm,
            law="条例第三十六条至第三十九条", needs=(mine_or_nobodys,), main=True)  # fmt: skip
    def draft_reply(self, act: Act, *, decision: str, body: str, **particulars: str) -> None:
        """The decision and what it must say, for review."""
        self.handler = act.actor.staff
        said = {name: text for name, text in particulars.items() if text}
        draft = save_draft(self, act.actor, body=body, decision=decision, particulars=said)
        act.details["version"] = draft.version

    @action(_("退回修改"), source=State.SIGNING, target=State.HANDLING, by=Role.SIGNER, at="addressed_to",
            form=RemarksForm, needs=(four_eyes,))  # fmt: skip
    def decline_to_sign(self, act: Act, *, remarks: str) -> None:
        """The signer sends the draft back with remarks."""
        self._tell_author(act, _t("答复退回修改：%(number)s"))

    @action(_("签发"), source=State.SIGNING, target=State.DELIVERING, by=Role.SIGNER, at="addressed_to",
            form=ApprovalForm, law="条例第三十六条", needs=(four_eyes,), main=True)  # fmt: skip
    def sign(self, act: Act, *, remarks: str) -> None:
        """Sign off: the letter gets its document number, date and remedies paragraph."""
        draft = latest(self)
        assert draft
        self.decision = draft.decision
        act.details["document"] = letters.reply(self, draft, act.on).number

    @action(_("送达"), source=State.DELIVERING, target=State.REPLIED, by=Role.INTAKE, at="addressed_to",
            form=DeliveryForm, law="条例第三十三条、第四十条", mark="replied", main=True)  # fmt: skip
    def deliver_reply(self, act: Act, *, method: str, on: date, proof: str) -> None:
        """The reply reaches the applicant: this stops the clock."""
        self.replied_on = act.on = on
        deliver(self.documents.filter(kind="reply").latest("pk"), method=method, on=on, proof=proof)
        act.tell_party(*letters.replied_mail(self))

    # -- Publication --------------------------------------------------------------------------------------

    @action(_("公开答复"), source=State.REPLIED, target=State.PUBLISHED, by=Role.PUBLISHER, at="addressed_to",
            form=PublishRequestForm, law="条例第四十四条", mark="published", main=True,
            needs=(Condition(lambda case, actor: case.public_wish, _("申请人不同意公开本件答复。")),))  # fmt: skip
    def publish_reply(self, act: Act, *, title: str, content: str, reply: str, checked: bool) -> None:
        """The masked question and reply go on the public site."""
        clock = self.clocks.get(slot="reply")
        publish(self, title=title, content=content, reply=reply, kind=letters.decision_of(self).label,
                workdays=clock.counted)  # fmt: skip

    @action(_("不公开，直接办结"), source=State.REPLIED, target=State.CLOSED, by=Role.PUBLISHER, at="addressed_to",
            form=WithholdForm)  # fmt: skip
    def withhold_reply(self, act: Act, *, reason: str) -> None:
        """Close without publishing."""
