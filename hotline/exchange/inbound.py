"""Taking in what platforms send: each order and message once, messages in their turn, all of it by `perform`.

One request is one transaction: whoever got no answer repeats it, and finds all of it done or nothing.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from hotline.exchange.messages import apply
from hotline.exchange.models import Message, Platform, UpstreamOrder
from hotline.exchange.schemas import Sent
from hotline.models import WorkOrder
from interaction.casework.engine import perform
from interaction.casework.models import Subject
from interaction.errors import InvalidData
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.privacy.encryption import blind_index
from interaction.visitors.interfaces import Unfit
from interaction.workdays.now import now

# Fields of the form of the order's first step that go by another name here.
NAMED = {"number": "upstream_number", "limit_days": "upstream_days", "caller_name": "name", "caller_phone": "phone"}
AS_SENT = ("kind", "title", "content", "urgency", "place", "identity", "public_wish", "sensitive")


@dataclass(frozen=True)
class Received:
    """What was sent: as it was understood, and all of it as it came."""

    said: Sent
    content: dict[str, Any]

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.said)


class IdempotencyConflict(Exception):
    """An id, a number or a place in the sequence that was used before, for another content."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def take_order(platform: Platform, sent: Received) -> Message:
    """Open a case for an order, and let messages that came before it have their turn. Raises InvalidPayload, IdempotencyConflict."""
    return _at_once(lambda: _take_order(platform, sent))


def take_message(platform: Platform, sent: Received) -> Message:
    """Keep a message, and apply it if its turn has come. Raises IdempotencyConflict."""
    return _at_once(lambda: _take_message(platform, sent))


def _at_once(take: Any) -> Message:
    try:
        with transaction.atomic():
            message: Message = take()
            return message
    except IntegrityError:  # another order's message took the same id at this very moment
        raise IdempotencyConflict("message_id") from None


def _take_order(platform: Platform, sent: Received) -> Message:
    order = _locked(platform, sent.said.number)
    known = _delivered(order, sent, 0)
    if known:
        return known
    case = WorkOrder()
    try:
        perform(case, "take_from_above", Actor.system(), _as_entered(platform, sent.values))
    except InvalidData as invalid:
        raise _unfit(invalid) from None
    order.case = case
    order.save(update_fields=["case"])  # before anything else happens to the case: that is reported
    message = _kept(order, sent, 0, Message.Kind.ORDER, Message.Outcome.APPLIED)
    _catch_up(order)
    return message


def _take_message(platform: Platform, sent: Received) -> Message:
    order, sequence = _locked(platform, sent.said.number), sent.values["sequence"]
    known = _delivered(order, sent, sequence)
    if known:
        return known
    message = _kept(order, sent, sequence, sent.values["kind"], Message.Outcome.WAITING)
    _catch_up(order)
    message.refresh_from_db()
    return message


def _locked(platform: Platform, number: str) -> UpstreamOrder:
    """The order's row, locked until the transaction ends, so that what concerns one order comes one after another.

    Reports refer to the row while the case is locked (reporting.py): a lock that lets them refer to it, else two
    transactions could wait for each other.
    """
    UpstreamOrder.objects.bulk_create([UpstreamOrder(platform=platform, number=number)], ignore_conflicts=True)
    orders = UpstreamOrder.objects.select_for_update(no_key=True)
    return orders.get(platform=platform, number=number)


def _delivered(order: UpstreamOrder, sent: Received, sequence: int) -> Message | None:
    """The message, if it was delivered before."""
    digest = _digest(sent.content)
    by_id = Message.objects.filter(platform=order.platform_id, message_id=sent.said.message_id).first()
    by_place = Message.objects.filter(order=order, sequence=sequence).first()
    if by_id and (by_id != by_place or by_id.digest != digest):
        raise IdempotencyConflict("message_id")
    if by_place and by_place.digest != digest:
        raise IdempotencyConflict("sequence" if sequence else "number")
    return by_place


def _digest(content: dict[str, Any]) -> str:
    """Keyed, because the content holds a number that could be guessed from a plain digest; the id is not part of it."""
    said = {name: value for name, value in content.items() if name != "message_id"}
    return blind_index("exchange.message", json.dumps(said, sort_keys=True))


def _kept(order: UpstreamOrder, sent: Received, sequence: int, kind: str, outcome: str) -> Message:
    return Message.objects.create(
        platform_id=order.platform_id, order=order, message_id=sent.said.message_id, sequence=sequence, kind=kind,
        digest=_digest(sent.content), content=sent.content, received_at=now(), outcome=outcome,
    )  # fmt: skip


def _catch_up(order: UpstreamOrder) -> None:
    """Apply the messages whose turn has come."""
    if order.case is not None:
        waiting = {one.sequence: one for one in order.messages.filter(outcome=Message.Outcome.WAITING)}
        while message := waiting.get(order.last_taken + 1):
            apply(message, order.case)
            order.last_taken += 1
        order.save(update_fields=["last_taken"])


def _as_entered(platform: Platform, values: dict[str, Any]) -> dict[str, Any]:
    """What the form of the step takes; our own classes and townships where the names are the same."""
    data = {name: values[name] for name in AS_SENT} | {ours: values[theirs] for theirs, ours in NAMED.items()}
    subject = Subject.objects.filter(active=True, name=values["subject"]).first()
    return {**data, "source": platform.source, "subject": subject.pk if subject else "", "town": _town(values["town"])}


def _town(said: str) -> Any:
    towns = Organ.objects.filter(kind=Organ.Kind.TOWNSHIP, active=True)
    found = next((one for one in towns if said and said in (one.code, one.name, one.short_name)), None)
    return found.pk if found else ""


def _unfit(invalid: InvalidData) -> Unfit:
    """The form's first complaint, under the name that the platform knows."""
    theirs = {ours: name for name, ours in NAMED.items()}
    name, messages = next(iter(invalid.form.errors.items()))
    return Unfit(theirs.get(name, name), str(messages[0]))
