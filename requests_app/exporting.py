"""Ledger out (台账导出): an organ's requests as the rows that importing.py reads, so that both count the same.

Where a case says more than a ledger can, the ledger says what the figures need: of several consultations the span of
them all. What did not happen between receipt and end is left out, as no ledger could be read with it.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from django.db.models import Q, QuerySet

from interaction.casework.models import Case, Event
from interaction.organs.models import Organ
from requests_app.annual.counting import CARRIED_OUT, counted_in, remedies_in, requests_of
from requests_app.importing import RECORDED, content_of
from requests_app.ledger import Form, LedgerRow, write
from requests_app.ledger.rows import Contest
from requests_app.models import DisclosureRequest, Remedy

CHUNK = 1000
# Marks of events and what the ledger calls their days; the first of the first three, the last of the others.
FIRST = {
    "correction_requested": "correction_asked_on", "third_party_asked": "asked_on", "other_organ_asked": "asked_on",
    "fee_noticed": "fee_noticed_on", "extended": "extended_on",
}  # fmt: skip
LAST = {
    "corrected": "corrected_on", "third_party_answered": "answered_on", "other_organ_answered": "answered_on",
    "fee_paid": "fee_paid_on",
}  # fmt: skip
ANSWERS = {"corrected_on": "correction_asked_on", "answered_on": "asked_on", "fee_paid_on": "fee_noticed_on"}
Steps = dict[str, Any]


def requests_in(organ: Organ, year: int | None) -> QuerySet[DisclosureRequest]:
    """All of an organ's requests, or those that any figure of tables 3 and 4 of a year counts."""
    found = requests_of(organ)
    if year is None:
        return found
    still_open = counted_in(CARRIED_OUT, year - 1) | Q(received_on__year=year)
    contested = Q(remedied=True, pk__in=remedies_in(organ, year).values("case"))
    return found.filter(still_open | contested)


def export_ledger(file: BinaryIO, organ: Organ, form: Form, *, year: int | None = None, names: bool = True) -> int:
    """Write the ledger and tell how many requests it has."""
    return write(rows(organ, year, names=names), file, form)


def rows(organ: Organ, year: int | None = None, *, names: bool = True) -> Iterator[LedgerRow]:
    """The rows one after the other, read by key, so that no ledger is too long."""
    found = requests_in(organ, year).select_related("party").order_by("pk")
    after, line = 0, 1
    while chunk := list(found.filter(pk__gt=after)[:CHUNK]):
        steps, remarks, remedies = _steps(chunk), _remarks(chunk), _remedies(chunk)
        for request in chunk:
            line += 1
            said = {**steps[request.pk], **remedies[request.pk], "remark": remarks.get(request.pk, "")}
            yield _row(request, line, said, names=names)
        after = chunk[-1].pk


def _row(request: DisclosureRequest, line: int, said: Steps, *, names: bool) -> LedgerRow:
    assert request.received_on
    post = (Case.Source.REGISTERED_POST, Case.Source.POST)
    return LedgerRow(
        line=line, received_on=request.received_on, kind=request.party.kind, content=content_of(request),
        outcome=request.outcome_row, closed_on=request.outcome_on,
        number=(request.ledger_number or request.number)[:32],
        name=request.party.name if names else "",
        source=Case.Source.POST if request.source in post else request.source, oral=request.oral,
        **_lawful(said, request.received_on, request.outcome_on),
    )  # fmt: skip


def _lawful(said: Steps, received_on: date, closed_on: date | None) -> Steps:
    """The steps between receipt and end, each answer after its question."""
    days = {*FIRST.values(), *LAST.values()}
    kept = {
        name: value
        for name, value in said.items()
        if name not in days or (received_on <= value and (closed_on is None or value <= closed_on))
    }
    for answer, asked in ANSWERS.items():
        if answer in kept and (asked not in kept or kept[answer] < kept[asked]):
            del kept[answer]
    if "extended_on" not in kept:
        kept.pop("extended_by", None)
    return kept


def _steps(chunk: list[DisclosureRequest]) -> dict[int, Steps]:
    """The days of law of what happened to each request; also of what no clock counts."""
    found: dict[int, Steps] = defaultdict(dict)
    events = Event.objects.filter(case__in=chunk).order_by("case_id", "seq")
    for case, mark, on, amount, details in events.values_list("case_id", "mark", "on", "amount", "details"):
        mark = mark or details.get("not_counted", "")  # noqa: PLW2901
        if mark in FIRST:
            found[case].setdefault(FIRST[mark], on)
        elif mark in LAST:
            found[case][LAST[mark]] = on
        if mark == "extended" and amount:
            found[case]["extended_by"] = amount
    return found


def _remarks(chunk: list[DisclosureRequest]) -> dict[int, str]:
    """What the ledger a request came from remarked."""
    first = Event.objects.filter(case__in=chunk, seq=1, action=RECORDED, words__isnull=False)
    return {event.case_id: event.words.texts.get("remark", "") for event in first.select_related("words")}


def _remedies(chunk: list[DisclosureRequest]) -> dict[int, Steps]:
    """The first reconsideration and the first lawsuit in columns of their own, all others in one."""
    found: dict[int, Steps] = defaultdict(dict)
    contested = [request for request in chunk if request.remedied]
    for remedy in Remedy.objects.filter(case__in=contested, taken_back_on__isnull=True).order_by(
        "case_id", "filed_on", "pk"
    ):
        name, _line, way = remedy.kind.partition("_")
        said = found[remedy.case_id]
        if f"{name}_filed_on" in said:
            more = Contest(remedy.kind, remedy.result, remedy.filed_on, remedy.decided_on)
            said["more_remedies"] = (*said.get("more_remedies", ()), more)
            continue
        said |= {f"{name}_filed_on": remedy.filed_on, f"{name}_decided_on": remedy.decided_on}
        said |= {"litigation_kind": way, "litigation_result": remedy.result} if way else {name: remedy.result}
    return found
