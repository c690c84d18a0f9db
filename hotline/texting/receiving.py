"""An SMS becomes the caller's own rating of the order that was answered last."""

from dataclasses import dataclass

from django.db import connection, transaction

from hotline.models import WorkOrder
from hotline.states import State
from hotline.telephony.history import number_index
from hotline.texting.models import ReceivedText
from hotline.texting.verdicts import verdict
from interaction.casework.engine import perform
from interaction.casework.models import Party
from interaction.errors import NotNow
from interaction.organs.actors import Actor
from interaction.privacy.encryption import blind_index
from interaction.workdays.now import now

Outcome = ReceivedText.Outcome
# Two deliveries of one message at once wait for each other.
LOCK = 7_302
MOST = 50


class IdempotencyConflict(Exception):
    """The message's id was used before for something else."""


@dataclass(frozen=True)
class Text:
    message_id: str
    sender: str
    text: str


@transaction.atomic
def receive(one: Text) -> ReceivedText:
    """Take a message; the same again changes nothing. Raises IdempotencyConflict."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, one.message_id])
    digest = blind_index("texting", f"{one.sender}\0{one.text}")
    before = ReceivedText.objects.filter(pk=one.message_id).first()
    if before:
        if before.digest != digest:
            raise IdempotencyConflict
        return before
    order, outcome = _rate(one)
    return ReceivedText.objects.create(
        message_id=one.message_id, digest=digest, outcome=outcome, case=order, received_at=now()
    )


def _rate(one: Text) -> tuple[WorkOrder | None, str]:
    said = verdict(one.text)
    if said is None:
        return None, Outcome.NOT_UNDERSTOOD
    order = _asked_about(one.sender)
    if order is None:
        return None, Outcome.NOTHING_ASKED
    settled, stars = said
    try:
        with transaction.atomic():
            perform(order, "rate", Actor.party(order.pk), {"settled": settled, "stars": stars, "words": ""})
    except NotNow:  # an agent has called meanwhile
        return None, Outcome.NOTHING_ASKED
    return order, Outcome.RATED


def _asked_about(sender: str) -> WorkOrder | None:
    """The order of this number that was answered last and not rated."""
    index = number_index(sender)
    if not index:
        return None
    ids = Party.objects.filter(phone_index=index).order_by("-case_id").values_list("case_id", flat=True)[:MOST]
    waiting = WorkOrder.objects.filter(pk__in=list(ids), state=State.REPLIED)
    return waiting.order_by("-replied_on", "-pk").first()
