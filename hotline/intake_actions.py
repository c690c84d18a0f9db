"""Intake: how an order comes in - on the site, on the telephone, from the platform above - and the first look."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hotline.centre import DESK, hotline_centre
from hotline.conditions import at_the_hotline, from_above, not_returned_up_before
from hotline.intake_forms import AnswerForm, CalledForm, DeclineForm, OrderForm, UpstreamForm
from hotline.kinds import DeclineGround
from hotline.repeats import earlier_alike
from hotline.states import BEFORE_DISPATCH, State
from interaction.casework.actions import ActionContext, action
from interaction.casework.attachments import attach
from interaction.casework.classification import AcceptForm
from interaction.casework.merging import MergeForm, others_at_work
from interaction.casework.models import NEW, Attachment
from interaction.casework.party import keep_party
from interaction.casework.returning import ReasonForm
from interaction.organs.actors import PARTY, SYSTEM, holders
from interaction.organs.models import Role
from interaction.publicity.retention import masked

# The third time the same caller comes with the same matter is an alarm.
THIRD = 3


class IntakeActions:
    """Before an order goes to an organ. `Case` is mixed in beside this."""

    @action(_("提交诉求"), source=NEW, target=State.SUBMITTED, by=PARTY, form=OrderForm, mark="received",
            public_label=_("已提交"))  # fmt: skip
    def submit(self: Any, ctx: ActionContext, *, attachments: list[Any], **data: Any) -> None:
        """A citizen writes to the hotline on the site."""
        self._take_in(ctx, data)
        attach(ctx, self, attachments, Attachment.Origin.PARTY, for_party=True)

    @action(_("受话录单"), source=NEW, target=State.ACCEPTED, by=Role.CALL_AGENT, form=CalledForm, mark="received",
            needs=(at_the_hotline,), public_label=_("已受理"))  # fmt: skip
    def take_call(self: Any, ctx: ActionContext, *, subject: Any, urgency: str, sensitive: bool, **data: Any) -> None:
        """An agent hears a caller and writes the matter down; hearing it is accepting it."""
        self.source = self.Source.PHONE
        self._sort(subject=subject, urgency=urgency, sensitive=sensitive)
        self._take_in(ctx, data)

    @action(_("接收上级工单"), source=NEW, target=State.SUBMITTED, by=(SYSTEM, Role.INTAKE), form=UpstreamForm,
            mark="received", needs=(at_the_hotline,), public_label=_("已收到"))  # fmt: skip
    def take_from_above(self: Any, ctx: ActionContext, *, source: str, upstream_number: str, upstream_days: int | None,
                        subject: Any, urgency: str, sensitive: bool, **data: Any) -> None:  # fmt: skip
        """The platform above sends an order down: its number and its limit stand beside ours."""
        self.source, self.upstream_number, self.upstream_days = source, upstream_number, upstream_days
        ctx.amount = upstream_days or 0
        self._sort(subject=subject, urgency=urgency, sensitive=sensitive)
        self._take_in(ctx, data)

    def _take_in(self: Any, ctx: ActionContext, data: dict[str, Any]) -> None:
        for name in ("kind", "title", "content", "accused", "town", "place", "identity", "public_wish"):
            setattr(self, name, data[name])
        self.addressed_to = self.organ = hotline_centre()
        self.received_on = ctx.on
        party = keep_party(self, data)
        self.from_whom = self.from_whom or _t("来电人")
        self.anonymous = not data["phone"]
        if self.identity == self.Identity.HIDDEN:
            self.from_whom, self.title = _t("隐名"), masked(self.title, party.names)
        ctx.tell_party(_t("您的诉求已受理"), _t(
            "12345热线收到您的诉求，编号 %(number)s，查询码 %(code)s。凭编号和查询码可以随时查询进度。"
        ) % {"number": self.number, "code": self.query_code})  # fmt: skip
        self._raise_alarm_on_repeat(ctx)

    def _raise_alarm_on_repeat(self: Any, ctx: ActionContext) -> None:
        earlier = earlier_alike(self)
        if not earlier:
            return
        ctx.details["repeats"] = [one.pk for one in earlier]
        self.repeat_of = len(earlier)
        if len(earlier) + 1 >= THIRD:
            for staff in holders(Role.SUPERVISOR, self.addressed_to):
                ctx.tell(staff, _t("同一事项第 %(n)s 次来电：%(number)s")
                         % {"n": len(earlier) + 1, "number": self.number})  # fmt: skip

    # -- The first look -----------------------------------------------------------------------------------

    @action(_("受理"), source=State.SUBMITTED, target=State.ACCEPTED, by=DESK, at="addressed_to", form=AcceptForm,
            mark="accepted", main=True, public_label=_("已受理"))  # fmt: skip
    def accept(self: Any, ctx: ActionContext, *, kind: str, **sorted_as: Any) -> None:
        """The hotline takes the matter on; its kind and urgency decide the limit."""
        self.kind = kind
        self._sort(**sorted_as)

    @action(_("不予受理"), source=BEFORE_DISPATCH, target=State.DECLINED, by=DESK, at="addressed_to", form=DeclineForm,
            law="国办发〔2020〕53号", mark="declined", public_label=_("未予受理"), public_text_field="advice")  # fmt: skip
    def decline(self: Any, ctx: ActionContext, *, ground: str, advice: str) -> None:
        """Not for the hotline: the caller is told why and where to turn."""
        ctx.tell_party(_t("您的诉求未予受理"), _t(
            "您的诉求 %(number)s 未予受理，理由：%(ground)s。%(advice)s"
        ) % {"number": self.number, "ground": DeclineGround(ground).label, "advice": advice})  # fmt: skip

    @action(_("当场答复"), source=BEFORE_DISPATCH, target=State.CLOSED, by=DESK, at="addressed_to", form=AnswerForm,
            law="国办发〔2020〕53号", mark="replied", public_label=_("已答复"), public_text_field="answer")  # fmt: skip
    def answer_directly(self: Any, ctx: ActionContext, *, answer: str) -> None:
        """Answered from the knowledge base while the caller is on the line; whoever is not hears of it."""
        self.replied_on, self.direct = ctx.on, True
        if self.source != self.Source.PHONE or self.party.email:
            ctx.tell_party(_t("您的诉求已答复"), _t("您的诉求 %(number)s 已答复，凭编号和查询码可以查看。") % {
                "number": self.number,
            })  # fmt: skip

    def when_dispatched(self: Any, ctx: ActionContext) -> None:
        """The caller hears who answers."""
        ctx.tell_party(_t("您的诉求已派单"), _t("您的诉求 %(number)s 已交由%(organ)s办理。") % {
            "number": self.number, "organ": self.organ.name,
        })  # fmt: skip

    # -- One incident, many callers -----------------------------------------------------------------------

    @action(_("并入事件"), source=BEFORE_DISPATCH, target=State.JOINED, by=DESK, at="addressed_to", form=MergeForm,
            mark="merged", needs=(others_at_work,), public_label=_("与同一事项一并办理"))  # fmt: skip
    def join(self: Any, ctx: ActionContext, *, lead: Any) -> None:
        """Many call about one thing: one order is worked on, and all callers hear of it."""
        self._join(ctx, lead)

    # -- Back to the platform above -----------------------------------------------------------------------

    @action(_("申请退回上级"), source=BEFORE_DISPATCH, target=State.RETURNING_UP, by=Role.INTAKE, at="addressed_to",
            form=ReasonForm, mark="up_asked", needs=(from_above, not_returned_up_before))  # fmt: skip
    def ask_return_up(self: Any, ctx: ActionContext, *, reason: str) -> None:
        """Not this county's: the platform above decides. The caller's clock runs on."""

    @action(_("上级同意退回"), source=State.RETURNING_UP, target=State.RETURNED_UP, by=(SYSTEM, Role.INTAKE),
            at="addressed_to", mark="returned_up", answers="ask_return_up", main=True,
            public_label=_("已退回上级平台，由上级另行交办"))  # fmt: skip
    def grant_return_up(self: Any, ctx: ActionContext) -> None:
        """The platform above takes the order back."""

    @action(_("上级不同意退回"), source=State.RETURNING_UP, target=State.ACCEPTED, by=(SYSTEM, Role.INTAKE),
            at="addressed_to", form=ReasonForm, mark="up_refused")  # fmt: skip
    def refuse_return_up(self: Any, ctx: ActionContext, *, reason: str) -> None:
        """The order stays with the county."""
