"""Which rows of a ledger are known already, what they say otherwise, and which could be known in other words.

A row is known by what it says (it was imported before), or by its number within the year of receipt. A row without a
number that is nearly one that is there - the same day and nearly the same words - is asked about, never counted twice in
silence.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.db.models import QuerySet

from interaction.casework.models import Event, Submission
from interaction.organs.models import Organ
from requests_app.correcting import Difference, came_from_ledger, differences, worked_on_here
from requests_app.ledger import LedgerRow
from requests_app.models import DisclosureRequest
from requests_app.telling import CORRECTED, content_of, rows_of

Place = tuple[str, int]  # the sheet (empty where only one is read) and the line
CHUNK = 500
STANDS_IN = "~"  # what the numbers of an import begin with until they are given
ALIKE, NEARLY = 0.8, 0.6  # of the words; the less where the name is the same
MOST_PAIRS = 40_000  # compared letter by letter of one day


@dataclass(frozen=True)
class Known:
    """A row that says otherwise what is there; `open_to_it` says whether the ledger may correct it."""

    row: LedgerRow
    case: int
    number: str
    changed: tuple[Difference, ...]
    open_to_it: bool = True


@dataclass(frozen=True)
class Matched:
    """What a batch of rows came to: which are there, and which of these say otherwise."""

    cases: dict[Place, int] = field(default_factory=dict)
    changed: list[Known] = field(default_factory=list)


def of_organ(organ: Organ) -> QuerySet[DisclosureRequest]:
    return DisclosureRequest.objects.filter(addressed_to__path__startswith=organ.path, received_on__isnull=False)


def match(keyed: dict[Any, LedgerRow], organ: Organ) -> Matched:
    """Find the requests of rows by their keys and by their numbers."""
    by_key = dict(Submission.objects.filter(key__in=keyed).values_list("key", "case_id"))
    corrected = set(
        Event.objects.filter(case_id__in=by_key.values(), seq__gt=1, action=CORRECTED).values_list("case_id", flat=True)
    )
    found = Matched({keyed[key].place: case for key, case in by_key.items()})
    rest = [row for key, row in keyed.items() if key not in by_key]
    by_number = _by_number([row for row in rest if row.number], organ, set(by_key.values()))
    found.cases.update({row.place: case for row, case in by_number})
    again = [(row, by_key[key]) for key, row in keyed.items() if by_key.get(key) in corrected]
    found.changed.extend(compared([*again, *by_number]))
    return found


def _by_number(rows: Sequence[LedgerRow], organ: Organ, taken: set[int]) -> list[tuple[LedgerRow, int]]:
    """Rows and the requests of their numbers: the one of the same day and words, else one of that year that is related."""
    wanted = {row.number for row in rows}
    there: dict[tuple[str, int], dict[int, DisclosureRequest]] = defaultdict(dict)
    for named in ("number", "ledger_number") if wanted else ():
        held = of_organ(organ).filter(**{f"{named}__in": wanted}).exclude(pk__in=taken)
        held = held.exclude(number__startswith=STANDS_IN)  # of this very import: the same number twice is two requests
        for request in held.only(named, "received_on", "wanted"):
            assert request.received_on
            there[getattr(request, named), request.received_on.year][request.pk] = request
    found: list[tuple[LedgerRow, int]] = []
    left = list(rows)
    for fits in (_same, _related):
        for row in list(left):
            held_so = there.get((row.number, row.received_on.year), {})
            pk = next((pk for pk, one in held_so.items() if fits(row, one)), None)
            if pk is not None:
                found.append((row, pk))
                left.remove(row)
                del held_so[pk]
    return found


def _same(row: LedgerRow, request: DisclosureRequest) -> bool:
    return (row.received_on, row.content) == (request.received_on, content_of(request))


def _related(row: LedgerRow, request: DisclosureRequest) -> bool:
    """Where the numbers begin anew each month, the same number on another day is another request."""
    return row.received_on == request.received_on or _ratio(row.content, content_of(request), NEARLY) > 0


def compared(pairs: Sequence[tuple[LedgerRow, int]]) -> list[Known]:
    """Those of the rows that say something else than their requests."""
    found = []
    for start in range(0, len(pairs), CHUNK):
        part = pairs[start : start + CHUNK]
        requests = {one.pk: one for one in _fetched([pk for _row, pk in part])}
        stored = dict(zip(requests, rows_of(list(requests.values())), strict=True))
        for row, pk in part:
            if changed := differences(stored[pk], row):
                open_to_it = came_from_ledger(requests[pk]) and not worked_on_here(requests[pk])
                found.append(Known(row, pk, requests[pk].number, tuple(changed), open_to_it))
    return found


def _fetched(pks: Iterable[int]) -> QuerySet[DisclosureRequest]:
    return DisclosureRequest.objects.filter(pk__in=list(pks)).select_related("party").prefetch_related("events")


class Likenesses:
    """Collects rows that are not known, and finds those that nearly are."""

    def __init__(self, organ: Organ) -> None:
        self.organ = organ
        self.days = set(of_organ(organ).values_list("received_on", flat=True).distinct())
        self.loose: dict[date, list[LedgerRow]] = defaultdict(list)
        self.known: set[int] = set()

    def take(self, rows: Iterable[LedgerRow], matched: Matched) -> None:
        """Rows of the file, in any order, and what they were found to be."""
        self.known.update(matched.cases.values())
        if self.days:
            for row in rows:
                if row.place not in matched.cases and row.received_on in self.days:
                    self.loose[row.received_on].append(row)

    def found(self) -> list[Known]:
        """One row to one request, of the same day; each with what it says otherwise."""
        pairs: list[tuple[LedgerRow, int]] = []
        for day, rows in self.loose.items():
            there = list(_fetched(of_organ(self.organ).filter(received_on=day).values_list("pk", flat=True)))
            left = [one for one in there if one.pk not in self.known]
            pairs += _paired(rows, left) if left else []
        return [_asked(row, pk) for row, pk in pairs]


def _asked(row: LedgerRow, pk: int) -> Known:
    changed = compared([(row, pk)])
    number = DisclosureRequest.objects.values_list("number", flat=True).get(pk=pk)
    return changed[0] if changed else Known(row, pk, number, ())


def _paired(rows: list[LedgerRow], requests: list[DisclosureRequest]) -> list[tuple[LedgerRow, int]]:
    closely = len(rows) * len(requests) <= MOST_PAIRS
    scored = [
        (score, place, request.pk)
        for place, row in enumerate(rows)
        for request in requests
        if (score := _likeness(row, request, closely=closely))
    ]
    found: dict[int, int] = {}
    for _score, place, pk in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if place not in found and pk not in found.values():
            found[place] = pk
    return [(rows[place], pk) for place, pk in sorted(found.items())]


def _likeness(row: LedgerRow, request: DisclosureRequest, *, closely: bool) -> float:
    """How much a row is like a request of the same day; 0 where it is another. Two numbers are two requests."""
    if row.number and request.ledger_number and row.number != request.ledger_number:
        return 0
    words, name = content_of(request), request.party.name
    if row.name and name and row.name != name:
        return 0
    if row.content == words:
        return 1
    if not closely:
        return 0
    least = NEARLY if row.name and row.name == name else ALIKE
    return _ratio(row.content, words, least)


def _ratio(one: str, other: str, least: float) -> float:
    """How much two texts are alike; 0 below the least."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0
