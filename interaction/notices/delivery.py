"""Sending what waits in an outbox: notices to people, reports to platforms. One mechanism, whatever goes out.

A row is claimed in one transaction, sent outside of any, and noted in another: it goes out at least once, and two
workers never send it at once. Lanes (an e-mail server, a platform) take turns, so that a slow one or a long one holds
nobody up. Whatever a gateway raises counts as not sent; the row waits longer each time, behind those that are due. After
the last attempt it is a dead letter: it stays, a page shows it, and a person may have it sent again.
"""

import logging
from abc import ABC, abstractmethod
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.errors import HeaderParseError
from http.client import HTTPException
from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused
from typing import Generic, TypeVar
from urllib.error import HTTPError

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from interaction.notices.models import Outgoing
from interaction.organs.actors import Actor
from interaction.workdays.now import now

logger = logging.getLogger(__name__)
Text = str | Promise
Row = TypeVar("Row", bound=Outgoing)
State = Outgoing.State
ATTEMPTS = 10
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
# A worker that claimed a row and was killed holds it no longer than this.
CLAIM_LASTS = timedelta(minutes=5)
SERVER_AT_FAULT, BUSY = 500, 429
# A gateway understood, and will not take this one: neither a key that was mistyped nor a moment that passes.
UNUSABLE = (400, 413, 422)


class NotTaken(Exception):
    """The other side answered, and did not take it."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


@dataclass(frozen=True)
class DeadLetter:
    """What a page shows of a row that did not go out: no text of it, and nobody's address in the clear."""

    what: Text
    to: str
    case_id: int | None = None


class Courier(ABC, Generic[Row]):
    """How the rows of one outbox go out."""

    key: str
    label: Text
    # So often in a row a gateway may fail to answer before its lane is left alone until the next run.
    patience = 3
    order: tuple[str | Combinable, ...] = ("send_after", "pk")

    @abstractmethod
    def rows(self) -> QuerySet[Row]:
        """What may go out, each annotated with its `lane`; when it is due is not asked here."""

    @abstractmethod
    def send(self, row: Row) -> None:
        """Hand it to its gateway; raise anything if it was not taken."""

    @abstractmethod
    def dead_letter(self, row: Row) -> DeadLetter: ...

    @abstractmethod
    def is_handled_by(self, actor: Actor) -> bool:
        """Whether this person sees its dead letters and may have them sent again."""

    @abstractmethod
    def all(self) -> QuerySet[Row]: ...

    def is_stale(self, row: Row) -> bool:
        """Whether it is of no use any more; such a row is deleted."""
        return False

    def is_kept(self, row: Row) -> bool:
        """Whether the row stays after it was sent."""
        return True


_couriers: dict[str, Courier] = {}


def register(courier: Courier) -> None:
    _couriers[courier.key] = courier


def courier_of(key: str) -> Courier:
    """The courier of this name. Raises KeyError."""
    return _couriers[key]


def couriers() -> list[Courier]:
    return list(_couriers.values())


def couriers_for(actor: Actor) -> list[Courier]:
    return [one for one in _couriers.values() if one.is_handled_by(actor)]


def deliver(courier: Courier, most: int = 200) -> int:
    """Send what is due, one of each lane in turn; answers how many were taken."""
    waiting = _free(courier).order_by("lane").values_list("lane", flat=True).distinct()
    lanes = deque(waiting)
    unanswered: Counter[object] = Counter()
    taken = tried = 0
    while lanes and tried < most:
        lane = lanes.popleft()
        with _alone_in(courier, lane) as alone:
            row = _claim_next(courier, lane) if alone else None
            if row is None:
                continue
            tried += 1
            if courier.is_stale(row):
                row.delete()
                lanes.append(lane)
                continue
            error = _try(courier, row)
        taken += error is None
        unanswered[lane] = unanswered[lane] + 1 if _is_silence(error) else 0
        if unanswered[lane] < courier.patience:
            lanes.append(lane)
    return taken


@contextmanager
def _alone_in(courier: Courier[Row], lane: object) -> Iterator[bool]:
    """Have a lane to oneself: a server that hangs holds one worker, and the next tick finds the lane taken."""
    key = f"{courier.key}:{lane}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])


def dead_letters(courier: Courier) -> QuerySet:
    return courier.all().filter(state=State.DEAD).order_by("send_after", "pk")


def send_again(courier: Courier, pk: object) -> bool:
    """Let a dead letter, and what waits behind it, be sent anew."""
    again = courier.all().filter(pk=pk, state=State.DEAD)
    return bool(again.update(state=State.WAITING, attempts=0, send_after=now(), claimed_at=None))


def _free(courier: Courier[Row]) -> QuerySet[Row]:
    moment = now()
    free = Q(state=State.WAITING) | Q(state=State.SENDING, claimed_at__lt=moment - CLAIM_LASTS)
    return courier.rows().filter(free, send_after__lte=moment)


def _claim_next(courier: Courier[Row], lane: object) -> Row | None:
    """The next row of a lane that is due. One that took its worker down at every attempt is given up."""
    due = _free(courier).filter(lane=lane).select_for_update(skip_locked=True, of=("self",))
    while True:
        with transaction.atomic():
            row = due.order_by(*courier.order).first()
            if row is None:
                return None
            spent = row.attempts >= ATTEMPTS
            row.state = State.DEAD if spent else State.SENDING
            row.failure = "killed" if spent else row.failure
            row.claimed_at, row.attempts = now(), row.attempts + (not spent)
            row.save(update_fields=["state", "failure", "claimed_at", "attempts"])
        if not spent:
            return row


def _try(courier: Courier[Row], row: Row) -> Exception | None:
    """What kept it from being taken, if anything did."""
    try:
        courier.send(row)
    except Exception as error:
        _note_failure(courier, row, error)
        return error
    if courier.is_kept(row):
        note_sent(courier, row)
    else:
        row.delete()
    return None


def note_sent(courier: Courier, row: Outgoing) -> None:
    _mine(courier, row).update(state=State.SENT, sent_at=now(), failure="")


def _note_failure(courier: Courier, row: Outgoing, error: Exception) -> None:
    failure = str(error.status) if isinstance(error, NotTaken) else type(error).__name__
    # The reason is logged without address or text: they are personal data.
    logger.warning("%s %s did not go out: %s", courier.key, row.pk, failure)
    pause = min(FIRST_PAUSE * 2 ** (row.attempts - 1), LONGEST_PAUSE)
    state = State.DEAD if row.attempts >= ATTEMPTS or _is_permanent(error) else State.WAITING
    _mine(courier, row).update(state=state, failure=failure[:60], send_after=now() + pause)


def _mine(courier: Courier, row: Outgoing) -> QuerySet:
    """The row, as long as nobody else has claimed it since."""
    return courier.all().filter(pk=row.pk, state=State.SENDING, claimed_at=row.claimed_at)


def _is_permanent(error: Exception) -> bool:
    """Whether the same row would be refused again, however often it is sent: no such mailbox, no such address."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= SERVER_AT_FAULT for code, _words in error.recipients.values())
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= SERVER_AT_FAULT
    if isinstance(error, HTTPError):
        return error.code in UNUSABLE
    return isinstance(error, UnicodeError | HeaderParseError | SMTPNotSupportedError)


def _is_silence(error: Exception | None) -> bool:
    """Whether it is the gateway that failed, and not the row."""
    status = error.status if isinstance(error, NotTaken) else error.code if isinstance(error, HTTPError) else None
    if status is not None:
        return status >= SERVER_AT_FAULT or status == BUSY
    if isinstance(error, SMTPRecipientsRefused | SMTPDataError):
        return False
    return isinstance(error, OSError | HTTPException)
