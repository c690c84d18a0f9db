"""Ledger in (台账导入): every row becomes a case of its own, first-class: events, clocks, figures, annual report.

All or nothing: a file with a faulty row stores nothing. The same file again changes nothing: a row is known by what it
says and by which of its like rows in the file it is; or by its number, if a request of that number, day and content is
there already, as when an exported ledger comes back.
"""

import hashlib
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from itertools import islice
from typing import BinaryIO

from django.db import connection, transaction

from interaction.casework.bulk import HistoryStep, NotLawful, Record, write
from interaction.casework.models import Case, Party, Submission
from interaction.organs.models import Organ, Staff
from interaction.privacy.names import masked_name
from interaction.workdays.current import lock_calendar, one_calendar
from interaction.workdays.now import today
from requests_app.ledger import Fault, LedgerRow, read
from requests_app.ledger.columns import BY_FIELD
from requests_app.models import DisclosureRequest, Remedy
from requests_app.states import State

BATCH = 2000
MOST_FAULTS = 500
SPACE = uuid.UUID("5f1f6ad5-6ad0-5b5c-9c43-2b7a8f6c1d70")
LONGEST_CONTENT = BY_FIELD["content"].longest
# Columns that came after the first ledgers had been imported: left empty, they change nobody's key.
LATER = frozenset({
    "reconsideration_filed_on", "reconsideration_decided_on", "litigation_filed_on", "litigation_decided_on",
    "more_remedies",
})  # fmt: skip
ENDED = {
    "3.6.1": (State.ABANDONED, "abandoned"),
    "3.6.2": (State.ABANDONED, "abandoned"),
    "3.6.3": (State.WITHDRAWN, "withdrawn"),
}


@dataclass
class Imported:
    """What an import came to."""

    rows: int = 0
    new: int = 0
    known: int = 0
    faults: tuple[Fault, ...] = ()


def import_ledger(
    file: BinaryIO, name: str, organ: Organ, *, staff: Staff | None = None, dry_run: bool = False,
    progress: Callable[[int], object] = lambda done: None,
) -> Imported:  # fmt: skip
    """Check the whole file, then store what is new in one transaction. Raises BadLedger when it is no ledger."""
    faults, rows = check(file, name)
    if faults or dry_run:
        return Imported(rows=rows, faults=tuple(faults))
    with transaction.atomic(), one_calendar():
        lock_calendar()
        return _store(file, name, organ, staff, progress)


def check(file: BinaryIO, name: str, progress: Callable[[int], object] = lambda done: None) -> tuple[list[Fault], int]:
    """Every faulty row (the first few hundred), and how many rows are right."""
    faults: list[Fault] = []
    rows = 0
    for line, found in enumerate(read(file, name, today()), start=1):
        if line % BATCH == 0:
            progress(BATCH)
        if isinstance(found, LedgerRow):
            rows += 1
        elif len(faults) < MOST_FAULTS:
            faults.append(found)
    return faults, rows


def _store(file: BinaryIO, name: str, organ: Organ, staff: Staff | None, progress: Callable[[int], object]) -> Imported:
    done, seen = Imported(), Counter[bytes]()
    rows = (found for found in read(file, name, today()) if isinstance(found, LedgerRow))
    while batch := list(islice(rows, BATCH)):
        keyed = {_key(row, organ, seen): row for row in batch}
        known = _known(keyed, organ)
        fresh = {key: row for key, row in keyed.items() if key not in known}
        try:
            _write(fresh, organ, staff)
        except NotLawful as wrong:
            line = list(fresh.values())[wrong.position].line
            transaction.set_rollback(True)
            return Imported(rows=done.rows, faults=(Fault(line, "", wrong.message),))
        done.rows, done.new, done.known = (
            done.rows + len(batch),
            done.new + len(fresh),
            done.known + len(batch) - len(fresh),
        )
        progress(len(batch))
    return done


def _known(keyed: dict[uuid.UUID, LedgerRow], organ: Organ) -> set[uuid.UUID]:
    """The keys of rows whose requests are stored already."""
    known = set(Submission.objects.filter(key__in=keyed).values_list("key", flat=True))
    numbers = [row.number for row in keyed.values() if row.number]
    there = DisclosureRequest.objects.filter(addressed_to__path__startswith=organ.path)
    stored = {
        (number, request.received_on, content_of(request))
        for named in ("number", "ledger_number")
        for request in there.filter(**{f"{named}__in": numbers}).only(named, "received_on", "wanted")
        if (number := getattr(request, named))
    }
    return known | {key for key, row in keyed.items() if (row.number, row.received_on, row.content) in stored}


def content_of(request: DisclosureRequest) -> str:
    """What was asked for, as a ledger has room for it."""
    return request.wanted[:LONGEST_CONTENT].strip()


def _key(row: LedgerRow, organ: Organ, seen: Counter[bytes]) -> uuid.UUID:
    """What the row says, and the how-manieth like row of the file it is: stable from one import to the next."""
    told = [(one.name, getattr(row, one.name)) for one in fields(row) if one.name != "line"]
    said = repr([(name, value) for name, value in told if name not in LATER or value])
    digest = hashlib.sha256(said.encode()).digest()
    seen[digest] += 1
    return uuid.uuid5(SPACE, f"{organ.code}:{digest.hex()}:{seen[digest]}")


def _write(fresh: dict[uuid.UUID, LedgerRow], organ: Organ, staff: Staff | None) -> None:
    numbers = _numbers(Counter(row.received_on.year for row in fresh.values()))
    records = [_record(row, organ, key, next(numbers[row.received_on.year])) for key, row in fresh.items()]
    write(records, staff)
    remedies = [
        remedy for record, row in zip(records, fresh.values(), strict=True) for remedy in _remedies(record.case, row)
    ]
    Remedy.objects.bulk_create(remedies, batch_size=BATCH)


def _numbers(wanted: Counter[int]) -> dict[int, Iterator[str]]:
    """So many case numbers of each year, taken from the series in one step."""
    prefix = DisclosureRequest.describes.prefix
    found: dict[int, Iterator[str]] = {}
    for year, count in sorted(wanted.items()):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO casework_numberseries (series, year, last) VALUES (%s, %s, %s) ON CONFLICT (series, year)"
                " DO UPDATE SET last = casework_numberseries.last + excluded.last RETURNING last",
                [f"case:{prefix}", year, count],
            )
            last = cursor.fetchone()[0]
        found[year] = iter([f"{prefix}-{year}-{serial:06d}" for serial in range(last - count + 1, last + 1)])
    return found


def _record(row: LedgerRow, organ: Organ, key: uuid.UUID, number: str) -> Record:
    ended, answered = row.outcome in ENDED, bool(row.outcome) and row.outcome not in ENDED
    line = row.content.splitlines()[0]
    case = DisclosureRequest(
        channel="disclosure", number=number, title=line[:120], wanted=row.content, addressed_to=organ, organ=organ,
        source=row.source or Case.Source.ONLINE, oral=row.oral, from_whom=_from_whom(row), public_wish=False,
        received_on=row.received_on, replied_on=row.closed_on if answered else None, submission_key=key,
        correction_requested=row.correction_asked_on is not None, extended=row.extended_on is not None,
        outcome_row=row.outcome, outcome_on=row.closed_on if row.outcome else None, ledger_number=row.number,
        remedied=bool(row.reconsideration or row.litigation_kind),
    )  # fmt: skip
    party = Party(kind=row.kind, name=row.name)
    return Record(case, party, _steps(row, ended=ended, answered=answered))


def _from_whom(row: LedgerRow) -> str:
    if not row.name:
        return "未登记"
    return masked_name(row.name) if row.kind == Party.Kind.PERSON else row.name[:60]


def _steps(row: LedgerRow, *, ended: bool, answered: bool) -> list[HistoryStep]:
    """What the ledger says happened, in the order of its days; those of one day in the order of the law."""
    happened: list[tuple[date, HistoryStep]] = []

    def on(day: date | None, mark: str, state: str = State.HANDLING, amount: int = 0) -> None:
        if day is not None:
            happened.append((day, HistoryStep(RECORDED, day, state, mark, amount)))

    on(row.correction_asked_on, "correction_requested", State.AWAITING_CORRECTION)
    on(row.corrected_on, "corrected")
    on(row.asked_on, "third_party_asked")
    on(row.answered_on, "third_party_answered")
    on(row.fee_noticed_on, "fee_noticed", State.AWAITING_PAYMENT)
    on(row.fee_paid_on, "fee_paid")
    # An extension without its days: the most the law allows (A.33).
    on(row.extended_on, "extended", State.HANDLING, row.extended_by or 20)
    first = HistoryStep(RECORDED, row.received_on, State.HANDLING, "received", details={"line": row.line},
                 words={"remark": row.remark} if row.remark else {})  # fmt: skip
    steps = [first, *(step for _day, step in sorted(happened, key=lambda pair: pair[0]))]
    if ended and row.closed_on:
        state, mark = ENDED[row.outcome]
        steps.append(HistoryStep(RECORDED, row.closed_on, state, mark))
    elif answered and row.closed_on:
        steps.append(HistoryStep(RECORDED, row.closed_on, State.CLOSED, "replied"))
    return steps


RECORDED = "import_record"


def _remedies(case: Case, row: LedgerRow) -> Iterator[Remedy]:
    """Where the ledger names results without their days, the day of the outcome stands in."""
    day = row.closed_on or row.received_on
    found = [
        ("reconsideration", row.reconsideration, row.reconsideration_filed_on, row.reconsideration_decided_on),
        (f"litigation_{row.litigation_kind}", row.litigation_result, row.litigation_filed_on,
         row.litigation_decided_on),
        *row.more_remedies,
    ]  # fmt: skip
    for kind, result, filed_on, decided_on in found:
        if result:
            yield Remedy(case_id=case.pk, kind=kind, filed_on=filed_on or decided_on or day, result=result,
                         decided_on=None if result == Remedy.PENDING else decided_on or filed_on or day)  # fmt: skip
