"""An SMS becomes the caller's own rating of the order it speaks of; in doubt a person calls, and none goes to nobody."""

from dataclasses import dataclass

from django.db import connection, transaction

from hotline.kinds import Settled
from hotline.models import WorkOrder
from hotline.states import State
from hotline.telephony.history import number_index
from hotline.texting.invitations import letters_of
from hotline.texting.models import ReceivedText
from hotline.texting.stray import keep_stray
from hotline.texting.tokens import read_token
from hotline.texting.typed import readable
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
    order, outcome, on_orders = _rate(one)
    # What speaks of no order that waits is somebody's to read, but for a late word that all is well.
    to_a_person = outcome == Outcome.NOT_UNDERSTOOD
    received = ReceivedText.objects.create(
        message_id=one.message_id,
        digest=digest,
        outcome=outcome,
        case=order,
        received_at=now(),
        to_a_person=to_a_person,
    )
    if to_a_person and not on_orders:
        keep_stray(received, one.sender, readable(one.text))
    return received


def _rate(one: Text) -> tuple[WorkOrder | None, str, bool]:
    """A clear answer about one order is its rating; everything else that a caller with an answered order writes is put
    before the person who calls back: the last of what is returned says whether it was."""
    letter, said = read_token(one.text)
    waiting = _waiting_for_rating(one.sender)
    meant = verdict(said)
    if not waiting:
        return None, Outcome.NOTHING_ASKED if meant and meant[0] == Settled.YES else Outcome.NOT_UNDERSTOOD, False
    letters = letters_of(waiting) if letter else {}
    asked_about = [order for order in waiting if letters.get(order.pk) == letter] if letter else waiting
    if meant and len(asked_about) == 1 and _rated(asked_about[0], *meant):
        return asked_about[0], Outcome.RATED, False
    return None, Outcome.NOT_UNDERSTOOD, _put_before_a_person(asked_about or waiting, one.text)


def _rated(order: WorkOrder, settled: str, stars: int) -> bool:
    try:
        with transaction.atomic():
            perform(order, "rate", Actor.party(order.pk), {"settled": settled, "stars": stars, "words": ""})
    except NotNow:  # an agent has called meanwhile
        return False
    return True


def _put_before_a_person(orders: list[WorkOrder], text: str) -> bool:
    """Whoever calls back about any of them reads what was written; False where all have been rated meanwhile."""
    noted = False
    for order in orders:
        try:
            with transaction.atomic():
                perform(order, "note_text", Actor.system(), {"words": readable(text)})
        except NotNow:  # rated meanwhile
            continue
        noted = True
    return noted


def _waiting_for_rating(sender: str) -> list[WorkOrder]:
    """The answered orders of this number that nobody has rated, the one answered last first."""
    index = number_index(sender)
    if not index:
        return []
    senders = Party.objects.filter(Party.telephoned_from(index)).order_by("-case_id")
    ids = senders.values_list("case_id", flat=True)[:MOST]
    waiting = WorkOrder.objects.filter(pk__in=list(ids), state=State.REPLIED)
    return list(waiting.order_by("-replied_on", "-pk"))
