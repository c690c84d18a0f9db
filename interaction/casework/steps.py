"""Steps that every channel shares: dispatch to an organ, taking up, handing over, returning, the party's own steps."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.accusations import accuse, people_named
from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.attachments import AttachmentsField, attach
from interaction.casework.clearances import cleared
from interaction.casework.dispatch_forms import DispatchForm, HandOverForm, ReleaseForm
from interaction.casework.materials import TakeBackForm, mark_taken_back, material_added
from interaction.casework.models import Attachment, CaseMixin
from interaction.casework.people import who_works_on
from interaction.organs.actors import PARTY, SYSTEM, Actor, holders
from interaction.organs.models import Organ, Role, Staff
from interaction.workflow.forms import ActionForm, TextField


class Stage:
    """The values that channels' states share, so that shared steps can name them."""

    SUBMITTED = "submitted"
    REGISTERED = "registered"
    AWAITING_CORRECTION = "correction"
    ACCEPTED = "accepted"
    HANDLING = "handling"
    REVIEWING = "reviewing"
    SIGNING = "signing"
    REPLIED = "replied"
    PUBLISHED = "published"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"

    RETURNING = "returning"
    ARBITRATING = "arbitration"
    MERGED = "merged"
    CONVERTED = "converted"
    ARCHIVED = "archived"
    RETURNING_UP = "returning_up"
    RETURNED_UP = "returned_up"

    AWAITING_PAYMENT = "payment"
    DELIVERING = "delivering"
    ABANDONED = "abandoned"

    # Accepted, on somebody's desk.
    AT_WORK = (ACCEPTED, HANDLING, RETURNING, ARBITRATING, REVIEWING, SIGNING)
    BEFORE_REPLY = (
        SUBMITTED, REGISTERED, AWAITING_CORRECTION, ACCEPTED, HANDLING, RETURNING, ARBITRATING, AWAITING_PAYMENT,
        REVIEWING, SIGNING, MERGED,
    )  # fmt: skip
    EVERY = (
        *BEFORE_REPLY, RETURNING_UP, DELIVERING, REPLIED, PUBLISHED, CLOSED, DECLINED, ABANDONED, WITHDRAWN, CONVERTED,
        RETURNED_UP, ARCHIVED,
    )  # fmt: skip


class ReturnForm(ActionForm):
    grounds = TextField(label=_("退回理由"), max_length=1000, help_text=_("写明依据哪项职责规定、应由哪个单位承办。"))


class MaterialForm(ActionForm):
    material = TextField(label=_("补充说明"), max_length=5000)
    attachments = AttachmentsField()


class WithdrawForm(ActionForm):
    reason = TextField(label=_("撤回原因（可不填）"), required=False, max_length=500)


takes_in = Condition(
    lambda case, actor: any(organ.kind != Organ.Kind.HOTLINE for organ in actor.organs_as(Role.INTAKE)),
    _("热线中心录入热线工单，来信和申请请由受理单位录入。"),
)
somebodys = Condition(lambda case, actor: case.handler_id is not None, _("此件还没有承办人。"))
nobody_yet = Condition(lambda case, actor: case.handler_id is None, _("已有承办人。"))


def _is_there(case: Any, actor: Actor) -> bool:
    """Whether a case can become somebody's: nobody takes one up who is on leave with nobody standing in."""
    return actor.attends(Role.HANDLER, case.organ)


at_work = Condition(_is_there, _("您正在请假，没有人代班。请先在“请假与代班”里销假，再签收办理。"))
mine_or_nobodys = Condition(
    lambda case, actor: case.handler_id in actor.persons or (case.handler_id is None and _is_there(case, actor)),
    _("此件已由其他承办人办理，请由该承办人办理或先改派；您正在请假的，请先销假。"),
)


def knows_the_sender(case: Any, actor: Actor) -> bool:
    """Whether the sender of a case asked to stay unknown to everybody but the desk that took it in (隐名)."""
    if case.identity != case.Identity.HIDDEN:
        return True
    return any(actor.holds(role, case.addressed_to) for role in (Role.INTAKE, Role.SUPERVISOR))


not_hidden = Condition(knows_the_sender, _("来件人要求隐名，只有受理机关的收件、督办人员可以查看。"))


class DispatchActions(CaseMixin):
    """From acceptance to a handler's desk. `Case` is mixed in beside this."""

    @action(
        _("交办"), source=Stage.ACCEPTED, target=Stage.HANDLING, by=Role.INTAKE, form=DispatchForm, needs=(cleared,),
        mark="dispatched", main=True, public_label=_("已交由承办单位办理"),
    )  # fmt: skip
    def dispatch(self, ctx: ActionContext, *, organ: Organ, note: str, accused_organs: Iterable[Organ] = (),
                 accused_people: str = "", not_accused: bool = False) -> None:  # fmt: skip
        """Hand the case to the organ that has to answer it."""
        accuse(self, accused_organs, people_named(accused_people))
        self.organ, self.handler = organ, None
        for staff in holders(Role.HANDLER, organ):
            ctx.tell(staff, _t("新交办：%(number)s") % {"number": self.number})
        self.when_dispatched(ctx)

    def when_dispatched(self, ctx: ActionContext) -> None:
        """For a channel that tells the party."""

    @action(_("签收办理"), source=Stage.HANDLING, target=None, by=Role.HANDLER, needs=(nobody_yet, at_work),
            mark="taken_up", main=True)  # fmt: skip
    def take_up(self, ctx: ActionContext) -> None:
        """A handler of the organ takes the case on."""
        self.handler = ctx.actor.in_whose_post

    @action(
        _("指定承办人"),
        source=Stage.HANDLING,
        target=None,
        by=(Role.REVIEWER, Role.SUPERVISOR),
        form=HandOverForm,
        mark="taken_up",
    )
    def hand_over(self, ctx: ActionContext, *, handler: Staff) -> None:
        """Give the case to a certain handler."""
        self.handler = handler
        ctx.tell(handler, _t("指定由您承办：%(number)s") % {"number": self.number})

    @action(_("承办人离岗，移交或者退回岗位"), source=Stage.BEFORE_REPLY, target=None, by=(SYSTEM, Role.SECURITY),
            form=ReleaseForm, needs=(somebodys,))  # fmt: skip
    def release(self, ctx: ActionContext, *, handler: Staff | None = None) -> None:
        """The handler leaves the post: a colleague takes the case over, or it is back in the queue of all who hold the post."""
        if self.handler:
            ctx.details["names"] = [self.handler.name, *([handler.name] if handler else [])]
        self.handler = handler
        if handler:
            ctx.tell(handler, _t("原承办人已离岗，移交给您承办：%(number)s") % {"number": self.number})
            return
        for staff in who_works_on(self):
            ctx.tell(staff, _t("承办人已离岗，请签收办理：%(number)s") % {"number": self.number})


class HandBackActions(CaseMixin):
    """A plain return, for channels whose organs are seldom in doubt. (Returns that may be disputed: returning.)"""

    @action(
        _("退回"), source=Stage.HANDLING, target=Stage.ACCEPTED, by=Role.HANDLER, form=ReturnForm,
        mark="returned", needs=(mine_or_nobodys,),
    )  # fmt: skip
    def return_to_intake(self, ctx: ActionContext, *, grounds: str) -> None:
        """The organ hands the case back; the citizen's clock runs on (clock rule 11)."""
        ctx.details["returned_by"] = self.organ_id
        self.organ, self.handler = self.addressed_to, None


class RevealPartyActions(CaseMixin):
    """Personal data is shown masked; who needs it in the clear leaves a trace (个人信息保护法 A.51)."""

    @action(
        _("查看来件人信息"), source=Stage.EVERY, target=None,
        by=(Role.INTAKE, Role.HANDLER, Role.REVIEWER, Role.SIGNER, Role.SUPERVISOR), law="个人信息保护法第五十一条",
        needs=(not_hidden,),
    )  # fmt: skip
    def view_party(self, ctx: ActionContext) -> None:
        """Somebody who works on the case looks at who sent it."""


own_or_on_paper = Condition(
    lambda case, actor: actor.staff is None or case.source != case.Source.ONLINE,
    _("网上提交的由本人在网上办理；只有书面、电话来的，才由工作人员代为登记。"),
)
unanswered = Condition(lambda case, actor: case.replied_on is None, _("本件已经答复过，不能撤回。"))


class PartyActions(CaseMixin):
    """What the party may do until there is a reply."""

    @action(_("补充材料"), source=Stage.BEFORE_REPLY, target=None, by=(PARTY, Role.INTAKE), at="addressed_to",
            form=MaterialForm, needs=(own_or_on_paper,), public_label=_("您补充了材料"))  # fmt: skip
    def add_material(self, ctx: ActionContext, *, material: str, attachments: list[Any]) -> None:
        """The party adds to what was sent."""
        files = attach(ctx, self, attachments, Attachment.Origin.PARTY, for_party=True)
        ctx.details["attachments"], ctx.details["files"] = len(attachments), [str(file.pk) for file in files]
        for staff in who_works_on(self):
            ctx.tell(staff, _t("来件人补充了材料：%(number)s") % {"number": self.number})
        if self.identity == self.Identity.HIDDEN:
            ctx.ask(
                Role.INTAKE,
                self.addressed_to,
                _t("隐名来件补充了材料，请核对后转给承办单位：%(number)s") % {"number": self.number},
            )

    @action(_("撤回补充的材料"), source=Stage.BEFORE_REPLY, target=None, by=(PARTY, Role.INTAKE), at="addressed_to",
            form=TakeBackForm, needs=(material_added,), public_label=_("您撤回了补充的材料"))  # fmt: skip
    def take_back_material(self, ctx: ActionContext, *, material: str, reason: str) -> None:
        """Something was added by mistake: it stays known, marked as taken back."""
        mark_taken_back(self, self.events.get(seq=int(material)))

    @action(
        _("撤回"),
        source=(*Stage.BEFORE_REPLY, Stage.RETURNING_UP),
        target=Stage.WITHDRAWN,
        by=(PARTY, Role.INTAKE),
        at="addressed_to",
        form=WithdrawForm,
        mark="withdrawn",
        needs=(unanswered, own_or_on_paper),
        public_label=_("您撤回了来件"),
    )
    def withdraw(self, ctx: ActionContext, *, reason: str) -> None:
        """The party takes the case back before a reply."""
        self.when_withdrawn(ctx.on)
        for staff in who_works_on(self):
            ctx.tell(staff, _t("来件人已撤回：%(number)s") % {"number": self.number})

    def when_withdrawn(self, on: date) -> None:
        """For a channel that notes more of it."""
