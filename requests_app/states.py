"""The states of a disclosure request, and whose action each waits for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interaction.casework.steps import Stage
from interaction.organs.actors import PARTY
from interaction.organs.models import Role


class State(models.TextChoices):
    SUBMITTED = Stage.SUBMITTED, _("待登记")
    REGISTERED = Stage.REGISTERED, _("待受理")
    AWAITING_CORRECTION = Stage.AWAITING_CORRECTION, _("待补正")
    ACCEPTED = Stage.ACCEPTED, _("待交办")
    HANDLING = Stage.HANDLING, _("办理中")
    AWAITING_PAYMENT = "payment", _("待缴费")
    REVIEWING = Stage.REVIEWING, _("待审核")
    SIGNING = Stage.SIGNING, _("待签发")
    DELIVERING = Stage.DELIVERING, _("待送达")
    REPLIED = Stage.REPLIED, _("已答复")
    PUBLISHED = Stage.PUBLISHED, _("已公开")
    CLOSED = Stage.CLOSED, _("已办结")
    ABANDONED = Stage.ABANDONED, _("视为放弃")
    WITHDRAWN = Stage.WITHDRAWN, _("已撤回")


WAITS_FOR = {
    State.SUBMITTED: Role.INTAKE, State.REGISTERED: Role.INTAKE, State.AWAITING_CORRECTION: PARTY,
    State.ACCEPTED: Role.INTAKE, State.HANDLING: Role.HANDLER, State.AWAITING_PAYMENT: PARTY,
    State.REVIEWING: Role.REVIEWER, State.SIGNING: Role.SIGNER, State.DELIVERING: Role.INTAKE,
    State.REPLIED: Role.PUBLISHER,
}  # fmt: skip
ENDED = frozenset({State.PUBLISHED, State.CLOSED, State.ABANDONED, State.WITHDRAWN})
# Where a decision has reached the applicant, or the request has ended otherwise: what can be contested.
CONTESTABLE = (State.REPLIED, State.PUBLISHED, State.CLOSED, State.ABANDONED)
