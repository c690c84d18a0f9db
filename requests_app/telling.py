"""A request as a row of the ledger (台账), so that what is exported, compared and corrected says the same.

Where a case says more than a ledger can, the ledger says what the figures need: of several consultations the span of
them all. What did not happen between receipt and end is left out, as no ledger could be read with it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from interaction.casework.clocks import RETOLD
from interaction.casework.models import Case, Event
from requests_app.ledger import LedgerRow
from requests_app.ledger.rows import Contest
from requests_app.recording import LONGEST_CONTENT, RECORDED
from requests_app.records import Remedy

CORRECTED = "correct_record"
# Marks of events and what the ledger calls their days; the first of the first three, the last of the others.
FIRST = {
    "correction_requested": "correction_asked_on", "third_party_asked": "asked_on", "other_organ_asked": "asked_on",
    "third_party_posted": "asked_on", "other_organ_posted": "asked_on", "fee_posted": "fee_noticed_on",
    "fee_noticed": "fee_noticed_on", "extended": "extended_on",
}  # fmt: skip
LAST = {
    "corrected": "corrected_on", "third_party_answered": "answered_on", "other_organ_answered": "answered_on",
    "fee_paid": "fee_paid_on",
}  # fmt: skip
ANSWERS = {"corrected_on": "correction_asked_on", "answered_on": "asked_on", "fee_paid_on": "fee_noticed_on"}
Steps = dict[str, Any]


def rows_of(requests: Sequence[Any], *, names: bool = True, first_line: int = 2) -> Iterator[LedgerRow]:
    """The rows of requests; their parties are to be fetched with them where there are many."""
    steps, remarks, remedies = _steps(requests), _remarks(requests), _remedies(requests)
    for line, request in enumerate(requests, start=first_line):
        said = {**steps[request.pk], **remedies[request.pk], "remark": remarks.get(request.pk, "")}
        yield _row(request, line, said, names=names)


def content_of(request: Any) -> str:
    """What was asked for, as a ledger has room for it."""
    return str(request.wanted)[:LONGEST_CONTENT].strip()


def _row(request: Any, line: int, said: Steps, *, names: bool) -> LedgerRow:
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


def _steps(requests: Sequence[Any]) -> dict[int, Steps]:
    """The days of law of what happened to each request; also of what no clock counts."""
    found: dict[int, Steps] = defaultdict(dict)
    events = Event.objects.filter(case__in=requests).order_by("case_id", "seq")
    reopened: set[int] = set()
    for case, mark, on, amount, details in events.values_list("case_id", "mark", "on", "amount", "details"):
        if mark == "redo_ordered":  # a ledger tells of the first outcome, as the annual report counts it
            reopened.add(case)
        if case in reopened:
            continue
        if RETOLD in details:
            found[case] = {}
            for told in details[RETOLD]:
                _note(found[case], told["mark"], date.fromisoformat(told["on"]), told["amount"])
        else:
            _note(found[case], mark or details.get("not_counted", ""), on, amount)
    return found


def _note(said: Steps, mark: str, on: date, amount: int) -> None:
    if mark in FIRST:
        said.setdefault(FIRST[mark], on)
    elif mark in LAST:
        said[LAST[mark]] = on
    if mark == "extended" and amount:
        said["extended_by"] = amount


def _remarks(requests: Sequence[Any]) -> dict[int, str]:
    """What the ledger a request came from remarked, and what was put in its place."""
    told = Event.objects.filter(case__in=requests, action__in=[RECORDED, CORRECTED], words__isnull=False)
    remarks = {}
    for event in told.select_related("words").order_by("case_id", "seq"):
        if "remark" in event.words.texts:
            remarks[event.case_id] = event.words.texts["remark"]
    return remarks


def _remedies(requests: Sequence[Any]) -> dict[int, Steps]:
    """The first reconsideration and the first lawsuit in columns of their own, all others in one."""
    found: dict[int, Steps] = defaultdict(dict)
    contested = [request for request in requests if request.remedied]
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
