"""What an agent does with a call: orders out of it, answered on the line or joined to an incident; similar ones shown."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from hotline.intake_forms import LONGEST_TITLE
from hotline.models import WorkOrder
from hotline.telephony.calls import link
from hotline.telephony.models import Call, CallCase
from interaction.casework.engine import perform
from interaction.casework.models import Subject
from interaction.casework.similarity import Like, duplicates_of, subject_of
from interaction.errors import InvalidData
from interaction.notices.outbox import by_sms
from interaction.organs.actors import Actor
from interaction.privacy.names import masked_address

# What an agent may do at once with an order just written down: nothing more, answer it, join it to an incident.
DISPATCH, ANSWER, JOIN = "dispatch", "answer", "join"
MOST_ALIKE = 4


class NextStepWrong(InvalidData):
    """The order's own fields are right; what should follow it is not. Nothing was kept."""


@transaction.atomic
def take_order(actor: Actor, call: Call | None, data: Mapping[str, Any], submission: Any) -> WorkOrder:
    """One order, linked to the call it came from, and what follows at once; all of it or nothing.

    Raises InvalidData (NextStepWrong for the second step), Refused.
    """
    order = WorkOrder(submission_key=submission)
    perform(order, "take_call", actor, data)
    if call is not None:
        link(call, actor, order, CallCase.Kind.RAISED)
    step = data.get("then", DISPATCH)
    try:
        if step == ANSWER:
            perform(order, "answer_directly", actor, {"answer": data.get("answer", "")})
        elif step == JOIN:
            perform(order, "join", actor, {"lead": data.get("lead", "")})
    except InvalidData as invalid:
        raise NextStepWrong(invalid.form) from invalid
    return order


def sent_to(order: WorkOrder) -> str:
    """Where number and query code went when the order was taken, masked; empty where they are to be read out."""
    party = order.party
    reached = party.email or (party.phone if by_sms(email=party.email, phone=party.phone) else "")
    return masked_address(reached) if reached else ""


def alike(title: str, content: str) -> list[Like]:
    """Orders at work that may be the same incident, as far as what is typed tells."""
    if len(title.strip()) + len(content.strip()) < len("停水"):
        return []
    return duplicates_of(WorkOrder(title=title[:LONGEST_TITLE], content=content))[:MOST_ALIKE]


def subject_for(title: str, content: str) -> Subject | None:
    return subject_of(f"{title} {content}")
