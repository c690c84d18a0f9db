"""The states of a work order, and whose action each waits for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interaction.casework.steps import Stage
from interaction.organs.models import Role


class State(models.TextChoices):
    SUBMITTED = Stage.SUBMITTED, _("待受理")
    ACCEPTED = Stage.ACCEPTED, _("待派单")
    HANDLING = Stage.HANDLING, _("办理中")
    RETURNING = Stage.RETURNING, _("退单待定")
    ARBITRATING = Stage.ARBITRATING, _("待裁定")
    RETURNING_UP = Stage.RETURNING_UP, _("退回上级待定")
    REVIEWING = Stage.REVIEWING, _("待单位审核")
    CHECKING = Stage.SIGNING, _("待热线审核")
    REPLIED = Stage.REPLIED, _("待回访")
    CLOSED = Stage.CLOSED, _("已办结")
    PUBLISHED = Stage.PUBLISHED, _("已公开")
    DECLINED = Stage.DECLINED, _("不予受理")
    JOINED = Stage.MERGED, _("已并入事件")
    RETURNED_UP = Stage.RETURNED_UP, _("已退回上级")
    WITHDRAWN = Stage.WITHDRAWN, _("已撤回")
    ARCHIVED = Stage.ARCHIVED, _("已归档")


# Before a reply, on somebody's desk.
AT_WORK = (State.ACCEPTED, State.HANDLING, State.RETURNING, State.ARBITRATING, State.REVIEWING, State.CHECKING)
# An order that leads others may be on its way back to the platform above.
LEADS = (*AT_WORK, State.RETURNING_UP)
BEFORE_DISPATCH = (State.SUBMITTED, State.ACCEPTED)
ANSWERED = (State.REPLIED, State.CLOSED, State.PUBLISHED)
ENDED = frozenset({
    State.CLOSED, State.PUBLISHED, State.DECLINED, State.RETURNED_UP, State.WITHDRAWN, State.ARCHIVED,
})  # fmt: skip
WAITS_FOR = {
    State.SUBMITTED: Role.CALL_AGENT, State.ACCEPTED: Role.INTAKE, State.HANDLING: Role.HANDLER,
    State.RETURNING: Role.INTAKE, State.ARBITRATING: Role.SUPERVISOR, State.REVIEWING: Role.REVIEWER,
    State.RETURNING_UP: Role.INTAKE, State.CHECKING: Role.INTAKE, State.REPLIED: Role.CALL_AGENT,
}  # fmt: skip
