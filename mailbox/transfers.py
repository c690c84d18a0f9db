"""Objection to a transfer (异议): what a superior or a petition bureau sent down is returned to it within 5 working days of its
receipt, with reasons (信访工作条例 A.23). The sender's clock runs on until the superior has taken the letter back.
"""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.returning import ReasonForm, within_limit
from interaction.organs.actors import holders
from interaction.organs.models import Role
from mailbox.intake_forms import ABOVE
from mailbox.states import State

LAW = "信访工作条例第二十三条"

sent_down = Condition(lambda case, actor: case.is_from_above, _("本件不是上级转送、交办的，不能退回上级。"))
in_time_to_object = Condition(
    lambda case, actor: within_limit(case, "objection"),
    _("对转送、交办提出异议的期限已过，请继续办理。"), LAW,
)  # fmt: skip
not_objected_before = Condition(
    lambda case, actor: not case.events.filter(action="object_to_transfer").exists(),
    _("上级已经决定由本级办理，不能再提出异议。"),
)


class TransferActions:
    """Between a superior and this government. `Case` is mixed in beside this."""

    @property
    def is_from_above(self: Any) -> bool:
        """Whether a superior sent the letter down."""
        return self.source in ABOVE

    @action(_("对转送提出异议"), source=(State.SCREENING, State.ACCEPTED), target=State.RETURNING_UP, by=Role.INTAKE,
            at="addressed_to", form=ReasonForm, law=LAW, mark="up_asked",
            needs=(sent_down, not_objected_before, in_time_to_object), public_label=_("正在与上级核对由谁办理"))  # fmt: skip
    def object_to_transfer(self: Any, ctx: ActionContext, *, reason: str) -> None:
        """Not within this government's powers: the superior is told why, and decides."""
        for staff in holders(Role.SUPERVISOR, self.addressed_to):
            ctx.tell(staff, _t("对上级转送提出异议，请跟进：%(number)s") % {"number": self.number})

    @action(_("上级同意收回"), source=State.RETURNING_UP, target=State.RETURNED_UP, by=Role.INTAKE, at="addressed_to",
            law=LAW, mark="returned_up", answers="object_to_transfer", main=True,
            public_label=_("已退回上级，由上级另行转送"))  # fmt: skip
    def grant_objection(self: Any, ctx: ActionContext) -> None:
        """The superior takes the letter back; the sender hears who has it now."""
        ctx.tell_party(_t("您的来信已退回上级"), _t(
            "您的来信 %(number)s 不属于本级职权范围，%(source)s已经收回，由其转送有权处理的机关。请向其查询办理进度。"
        ) % {"number": self.number, "source": self.get_source_display()})  # fmt: skip

    @action(_("上级不同意收回"), source=State.RETURNING_UP, target=State.ACCEPTED, by=Role.INTAKE, at="addressed_to",
            form=ReasonForm, law=LAW, mark="up_refused", answers="object_to_transfer",
            public_label=_("由本级继续办理"))  # fmt: skip
    def refuse_objection(self: Any, ctx: ActionContext, *, reason: str) -> None:
        """The letter stays, and is handled."""
