"""A platform's message as a step of the case. One that the case's state does not allow is kept, and says so."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from hotline.exchange.models import Message
from hotline.exchange.schemas import Message as Said
from hotline.models import WorkOrder
from interaction.casework.engine import perform
from interaction.errors import Refused
from interaction.organs.actors import Actor

Data = dict[str, Any]
Kind = Message.Kind
# {kind: (the step, what its form takes of the message's fields)}
STEPS: dict[str, tuple[str, Callable[[Data], Data]]] = {
    Kind.REMINDER: ("remind_from_above", lambda said: {"words": said["words"]}),
    Kind.SUPPLEMENT: ("supplement_from_above", lambda said: {"material": said["words"]}),
    # Of a reason the form takes no more than this; all of it is kept with the message.
    Kind.WITHDRAWAL: ("withdraw_from_above", lambda said: {"reason": said["words"][:500]}),
    Kind.RETURN_GRANTED: ("grant_return_up", lambda said: {}),
    Kind.RETURN_REFUSED: ("refuse_return_up", lambda said: {"reason": said["words"]}),
    Kind.CALL_BACK_RESULT: (
        "call_back_from_above", lambda said: {name: said[name] for name in ("settled", "stars", "words")}
    ),
}  # fmt: skip


def apply(message: Message, case: WorkOrder) -> None:
    """Do what a message says, in the caller's transaction."""
    step, data = STEPS[message.kind]
    message.outcome = Message.Outcome.APPLIED
    try:
        perform(case, step, Actor.system(), data(dict(Said.model_validate(message.content))))
    except Refused:
        message.outcome = Message.Outcome.NOT_APPLIED
        message.reason = _("工单现在是“%(state)s”，不能办理这条%(kind)s消息。") % {
            "state": WorkOrder.objects.get(pk=case.pk).state_label, "kind": message.get_kind_display(),
        }  # fmt: skip
    message.save(update_fields=["outcome", "reason"])
