"""What the platform above says of an order after it has sent it down; each word of it is a step of the case.

Its requests come through hotline.exchange. Sending the order, and its answer to a return, stand with intake (taking).
"""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hotline.calling_back_forms import RatedForm
from hotline.conditions import from_above
from hotline.states import AT_WORK, State
from interaction.casework.actions import ActionContext, action
from interaction.casework.people import who_works_on
from interaction.casework.steps import WithdrawForm, unanswered
from interaction.organs.actors import SYSTEM, holders
from interaction.organs.models import Role
from interaction.workflow.forms import ActionForm, TextField

BEFORE_REPLY = (State.SUBMITTED, *AT_WORK, State.RETURNING_UP, State.JOINED)


class UrgedForm(ActionForm):
    words = TextField(label=_("催办意见（可不填）"), required=False, max_length=1000)


class SupplementForm(ActionForm):
    material = TextField(label=_("补充的情况"), max_length=1000)


class UpstreamActions:
    """Steps of the platform above. `Case` is mixed in beside this."""

    @action(_("上级催办"), source=(*BEFORE_REPLY, State.REPLIED), target=None, by=SYSTEM, form=UrgedForm,
            needs=(from_above,))  # fmt: skip
    def remind_from_above(self: Any, ctx: ActionContext, *, words: str) -> None:
        """Desk and handler are reminded; no clock answers."""
        self._tell_of_above(ctx, _t("上级平台催办：%(number)s"))

    @action(_("上级补充情况"), source=BEFORE_REPLY, target=None, by=SYSTEM, form=SupplementForm, needs=(from_above,),
            public_label=_("上级平台补充了情况"))  # fmt: skip
    def supplement_from_above(self: Any, ctx: ActionContext, *, material: str) -> None:
        """More of what the caller said to the platform above."""
        self._tell_of_above(ctx, _t("上级平台补充了情况：%(number)s"))

    @action(_("上级撤回工单"), source=BEFORE_REPLY, target=State.WITHDRAWN, by=SYSTEM, form=WithdrawForm,
            mark="withdrawn", needs=(from_above, unanswered), public_label=_("上级平台撤回了工单"))  # fmt: skip
    def withdraw_from_above(self: Any, ctx: ActionContext, *, reason: str) -> None:
        """The platform above takes the order back before it is answered."""
        self.when_withdrawn(ctx.on)
        self._tell_of_above(ctx, _t("上级平台撤回工单：%(number)s"))

    @action(_("上级回访结果"), source=State.REPLIED, target=State.CLOSED, by=SYSTEM, form=RatedForm, mark="rated",
            needs=(from_above,), public_label=_("上级平台已回访"))  # fmt: skip
    def call_back_from_above(self: Any, ctx: ActionContext, *, settled: str, stars: int, words: str) -> None:
        """The platform above has asked the caller itself: nobody is called twice."""
        self._rated(ctx, settled, stars)

    def _tell_of_above(self: Any, ctx: ActionContext, subject: str) -> None:
        for staff in {*holders(Role.INTAKE, self.addressed_to), *who_works_on(self)}:
            ctx.tell(staff, subject % {"number": self.number})
