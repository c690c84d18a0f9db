"""The states of a letter, and whose action each waits for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interaction.casework.steps import Stage
from interaction.organs.models import Role


class State(models.TextChoices):
    SCREENING = Stage.SUBMITTED, _("待审看")
    ACCEPTED = Stage.ACCEPTED, _("待交办")
    HANDLING = Stage.HANDLING, _("办理中")
    RETURNING = Stage.RETURNING, _("退办待定")
    ARBITRATING = Stage.ARBITRATING, _("待裁定")
    RETURNING_UP = Stage.RETURNING_UP, _("待上级答复异议")
    REVIEWING = Stage.REVIEWING, _("待审核")
    SIGNING = Stage.SIGNING, _("待签发")
    REPLIED = Stage.REPLIED, _("已答复")
    PUBLISHED = Stage.PUBLISHED, _("已公开")
    CLOSED = Stage.CLOSED, _("已办结")
    DECLINED = Stage.DECLINED, _("不予受理")
    MERGED = Stage.MERGED, _("已并案")
    CONVERTED = Stage.CONVERTED, _("已转为公开申请")
    RETURNED_UP = Stage.RETURNED_UP, _("已退回上级")
    WITHDRAWN = Stage.WITHDRAWN, _("已撤回")
    ARCHIVED = Stage.ARCHIVED, _("已归档")


# Before a reply, on somebody's desk.
AT_WORK = (State.ACCEPTED, State.HANDLING, State.RETURNING, State.ARBITRATING, State.REVIEWING, State.SIGNING)
# A letter that leads others may be on its way back to the superior that sent it.
LEADS = (*AT_WORK, State.RETURNING_UP)
ANSWERED = (State.REPLIED, State.PUBLISHED, State.CLOSED)
ENDED = frozenset({
    State.PUBLISHED, State.CLOSED, State.DECLINED, State.CONVERTED, State.RETURNED_UP, State.WITHDRAWN, State.ARCHIVED,
})  # fmt: skip
WAITS_FOR = {
    State.SCREENING: Role.INTAKE, State.ACCEPTED: Role.INTAKE, State.HANDLING: Role.HANDLER,
    State.RETURNING: Role.INTAKE, State.ARBITRATING: Role.SUPERVISOR, State.REVIEWING: Role.REVIEWER,
    State.RETURNING_UP: Role.INTAKE, State.SIGNING: Role.SIGNER, State.REPLIED: Role.PUBLISHER,
}  # fmt: skip
