"""Ledger in (台账导入): every row becomes a case of its own, first-class: events, clocks, figures, annual report.

All or nothing: a file with a faulty row stores nothing, unless somebody says to leave such rows out. The same file again
changes nothing; a row that says otherwise what is there is shown, and corrects it where somebody says so (matching.py).
"""

import hashlib
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from itertools import islice
from typing import BinaryIO

from django.db import connection, transaction

from interaction.casework.bulk import NotLawful, Record, write
from interaction.casework.engine import perform
from interaction.casework.models import Party, Submission
from interaction.casework.numbers import take_serials
from interaction.errors import Refused
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Staff
from interaction.workdays.current import lock_calendar, one_calendar
from interaction.workdays.now import today
from requests_app.correcting import correction
from requests_app.ledger import Choice, Fault, LedgerRow, Passed, lines, open_book, unread
from requests_app.ledger.rows import Cell
from requests_app.ledger_desk.models import LedgerColumn
from requests_app.matching import STANDS_IN, Known, Likenesses, Place, compared, match
from requests_app.models import DisclosureRequest, Remedy
from requests_app.recording import columns_of, remedies_of, steps_of
from requests_app.telling import CORRECTED, rows_of

BATCH = 2000
MOST_FAULTS = 500
SPACE = uuid.UUID("5f1f6ad5-6ad0-5b5c-9c43-2b7a8f6c1d70")
# Columns that came after the first ledgers had been imported: left empty, they change nobody's key.
LATER = frozenset({
    "reconsideration_filed_on", "reconsideration_decided_on", "litigation_filed_on", "litigation_decided_on",
    "more_remedies",
})  # fmt: skip
TOLD = tuple(one.name for one in fields(LedgerRow) if one.name not in ("line", "sheet"))
REASON = "按更正后的台账文件"


@dataclass
class Imported:
    """What an import came to."""

    rows: int = 0
    new: int = 0
    known: int = 0
    corrected: int = 0
    faults: tuple[Fault, ...] = ()
    stored: bool = False


@dataclass(frozen=True)
class Decided:
    """What a person decided of a ledger that was checked: whether what it says otherwise is taken up, which rows are
    requests that are there in other words, whether rows with faults are left out."""

    correct: bool = False
    same: Mapping[Place, int] = field(default_factory=dict)
    without_faulty: bool = False


@dataclass
class Survey:
    """A ledger checked and compared with what is there; nothing is stored."""

    rows: int = 0
    known: int = 0
    faults: list[Fault] = field(default_factory=list)
    faulty: dict[Place, list[Cell | None]] = field(default_factory=dict)  # the cells of rows with faults
    changed: list[Known] = field(default_factory=list)
    alike: list[Known] = field(default_factory=list)
    repeated: set[Place] = field(default_factory=set)  # told again on a later sheet, which is taken
    of_sheets: Counter[str] = field(default_factory=Counter)
    read: list[str] = field(default_factory=list)
    passed: tuple[Passed, ...] = ()
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def import_ledger(
    file: BinaryIO, name: str, organ: Organ, *, staff: Staff | None = None, dry_run: bool = False,
    progress: Callable[[int], object] = lambda done: None, sheets: Collection[str] | None = None,
    decided: Decided | None = None, found: Survey | None = None,
) -> Imported:  # fmt: skip
    """Check the whole file (`found` where that is done), then store what is new in one transaction. Raises BadLedger
    when it is no ledger."""
    decided, choice = decided or Decided(), choice_of(organ, sheets)
    found = found or survey(file, name, organ, sheets=sheets)
    if dry_run or (found.faults and not decided.without_faulty):
        return Imported(rows=found.rows, faults=tuple(found.faults))
    with transaction.atomic(), one_calendar():
        lock_calendar()
        return _Storing(organ, staff, decided, found).store(file, name, choice, progress)


def survey(
    file: BinaryIO, name: str, organ: Organ, progress: Callable[[int], object] = lambda done: None,
    sheets: Collection[str] | None = None,
) -> Survey:  # fmt: skip
    """Every faulty row (the first few hundred), how many rows are right, and what they come to."""
    found, likenesses, keys, choice = Survey(), Likenesses(organ), _Keys(organ), choice_of(organ, sheets)
    numbered: dict[tuple[str, date], LedgerRow] = {}
    told: set[uuid.UUID] = set()  # by more than one sheet
    for batch in _batches(_rows(file, name, choice, found)):
        found.rows += len(batch)
        found.of_sheets.update(row.sheet for row in batch)
        for row in batch:
            if row.sheet and row.number:
                _on_an_earlier_sheet(row, numbered, found)
        keyed = {key: row for key, row in keys.of(batch) if key not in told}
        told.update(key for key, row in keyed.items() if row.sheet)
        matched = match(keyed, organ)
        likenesses.take(keyed.values(), matched)
        found.known += len(batch) - len(keyed) + len(matched.cases)
        found.changed += matched.changed
        progress(len(batch))
    found.known += len(found.repeated)
    found.changed = [one for one in found.changed if one.row.place not in found.repeated]
    found.alike = [one for one in likenesses.found() if one.row.place not in found.repeated]
    return found


def choice_of(organ: Organ, sheets: Collection[str] | None) -> Choice:
    """The sheets that were chosen (None: the visible ones), and the columns that were settled once."""
    return Choice(None if sheets is None else frozenset(sheets), LedgerColumn.of(organ))


def _rows(file: BinaryIO, name: str, choice: Choice, found: Survey | None = None) -> Iterator[LedgerRow]:
    """The right rows of all sheets; what is wrong with the others goes into the survey."""
    book = open_book(file, name, choice)
    for sheet in book.sheets:
        if found is not None:
            found.passed = book.passed
            found.heads[sheet.name if book.several else ""] = sheet.header
            found.read.append(sheet.name)
            found.ignored += [head for head in unread(sheet) if head not in found.ignored]
        for said, row in lines(sheet, today(), several=book.several):
            if isinstance(row, LedgerRow):
                yield row
            elif found is not None and len(found.faults) < MOST_FAULTS:
                found.faults += row
                found.faulty[row[0].place] = said


def _batches(rows: Iterator[LedgerRow]) -> Iterator[list[LedgerRow]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _on_an_earlier_sheet(row: LedgerRow, numbered: dict[tuple[str, date], LedgerRow], found: Survey) -> None:
    """A request carried over stands on the sheets of two years: it is one, and what the sheet says that knows its end
    is taken. Where both know an end, and not the same, somebody has to say which is right."""
    earlier = numbered.setdefault((row.number, row.received_on), row)
    if earlier.sheet == row.sheet or replace(earlier, sheet="", line=0) == replace(row, sheet="", line=0):
        return
    if earlier.outcome and row.outcome and len(found.faults) < MOST_FAULTS:
        said = f"工作表“{earlier.sheet}”第{earlier.line}行有同一编号、同一天收到的申请，内容不同，请只保留一行。"
        found.faults.append(Fault(row.line, "受理编号", said, row.sheet))
    elif earlier.outcome:
        found.repeated.add(row.place)
    else:
        found.repeated.add(earlier.place)
        numbered[row.number, row.received_on] = row


class _Keys:
    """What a row says, and the how-manieth like row of its sheet it is: stable from one import to the next."""

    def __init__(self, organ: Organ) -> None:
        self.organ = organ
        self.seen: defaultdict[str, Counter[bytes]] = defaultdict(Counter)

    def of(self, rows: Iterable[LedgerRow]) -> Iterator[tuple[uuid.UUID, LedgerRow]]:
        for row in rows:
            told = [(name, getattr(row, name)) for name in TOLD]
            said = repr([(name, value) for name, value in told if name not in LATER or value])
            digest = hashlib.sha256(said.encode()).digest()
            seen = self.seen[row.sheet]
            seen[digest] += 1
            yield uuid.uuid5(SPACE, f"{self.organ.code}:{digest.hex()}:{seen[digest]}"), row


class _Storing:
    """One import: what is new is written, what is there is corrected where that was decided."""

    def __init__(self, organ: Organ, staff: Staff | None, decided: Decided, found: Survey) -> None:
        self.organ, self.staff, self.decided = organ, staff, decided
        self.left_out = found.repeated | {fault.place for fault in found.faults}
        self.actor = Actor.of(staff) if staff else Actor.system()
        self.numbers = _Numbers()
        self.done = Imported(faults=tuple(found.faults), stored=True)

    def store(self, file: BinaryIO, name: str, choice: Choice, progress: Callable[[int], object]) -> Imported:
        keys = _Keys(self.organ)
        for batch in _batches(_rows(file, name, choice)):
            try:
                self._store(dict(keys.of(batch)), len(batch))
            except _Impossible as wrong:
                transaction.set_rollback(True)
                return Imported(rows=self.done.rows, faults=(wrong.fault,))
            progress(len(batch))
        self.numbers.give()
        return self.done

    def _store(self, keyed: dict[uuid.UUID, LedgerRow], rows: int) -> None:
        matched = match(keyed, self.organ)
        same = {key: row for key, row in keyed.items() if row.place in self.decided.same}
        fresh = {
            key: row
            for key, row in keyed.items()
            if not (row.place in matched.cases or key in same or row.place in self.left_out)
        }
        try:
            _write(fresh, self.organ, self.staff, self.numbers)
        except NotLawful as wrong:
            row = list(fresh.values())[wrong.position]
            raise _Impossible(Fault(row.line, "", wrong.message, row.sheet)) from wrong
        for known in matched.changed if self.decided.correct else ():
            self._correct(known)
        for key, row in same.items():
            case = self.decided.same[row.place]
            for known in compared([(row, case)]):
                self._correct(known)
            Submission.objects.get_or_create(key=key, defaults={"case_id": case})
        done = self.done
        done.rows, done.new, done.known = done.rows + rows, done.new + len(fresh), done.known + rows - len(fresh)

    def _correct(self, known: Known) -> None:
        if not known.open_to_it or known.row.place in self.left_out:
            return
        request = DisclosureRequest.objects.select_related("party").get(pk=known.case)
        (stored,) = rows_of([request])
        try:
            perform(request, CORRECTED, self.actor, correction(known.row, stored, REASON))
        except Refused as wrong:
            said = f"{known.number}不能按本行更正：{wrong}"
            raise _Impossible(Fault(known.row.line, "", said, known.row.sheet)) from wrong
        self.done.corrected += 1


class _Impossible(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class _Numbers:
    """Case numbers are given at the very end: whoever takes one holds the year's series until his transaction is over,
    and nobody else shall wait for a whole ledger."""

    def __init__(self) -> None:
        self.token = uuid.uuid4().hex[:12]
        self.of_year: defaultdict[int, list[int]] = defaultdict(list)
        self.waiting = 0

    def stand_in(self) -> str:
        """What stands in the place of a number meanwhile."""
        self.waiting += 1
        return f"{STANDS_IN}{self.token}-{self.waiting}"

    def give(self) -> None:
        prefix = DisclosureRequest.describes.prefix
        for year, cases in sorted(self.of_year.items()):
            last = take_serials(f"case:{prefix}", year, len(cases))
            numbers = [f"{prefix}-{year}-{serial:06d}" for serial in range(last - len(cases) + 1, last + 1)]
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE casework_case held SET number = given.number"
                    " FROM unnest(%s::bigint[], %s::text[]) AS given(id, number) WHERE held.id = given.id",
                    [cases, numbers],
                )


def _write(fresh: dict[uuid.UUID, LedgerRow], organ: Organ, staff: Staff | None, numbers: _Numbers) -> None:
    records = [_record(row, organ, key, numbers.stand_in()) for key, row in fresh.items()]
    write(records, staff)
    for record, row in zip(records, fresh.values(), strict=True):
        numbers.of_year[row.received_on.year].append(record.case.pk)
    remedies = [
        remedy for record, row in zip(records, fresh.values(), strict=True) for remedy in remedies_of(record.case, row)
    ]
    Remedy.objects.bulk_create(remedies, batch_size=BATCH)


def _record(row: LedgerRow, organ: Organ, key: uuid.UUID, number: str) -> Record:
    case = DisclosureRequest(
        channel="disclosure", number=number, addressed_to=organ, organ=organ, public_wish=False, submission_key=key,
        **columns_of(row),
    )  # fmt: skip
    return Record(case, Party(kind=row.kind, name=row.name), steps_of(row))
