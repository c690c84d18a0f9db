"""What a row of the ledger says, as a request has it: its columns, what happened to it step by step, its remedies."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from interaction.casework.bulk import HistoryStep
from interaction.casework.models import Case, Party
from interaction.privacy.names import masked_name
from requests_app.ledger import LedgerRow
from requests_app.ledger.columns import BY_FIELD
from requests_app.ledger.rows import Contest
from requests_app.records import Remedy
from requests_app.states import State

RECORDED = "import_record"  # what an event of an import is called; it is no action: nobody does it to a case
LONGEST_TITLE = 120
LONGEST_CONTENT = BY_FIELD["content"].longest
LONGEST_EXTENSION = 20  # working days, 条例 A.33
ENDED = {
    "3.6.1": (State.ABANDONED, "abandoned"),
    "3.6.2": (State.ABANDONED, "abandoned"),
    "3.6.3": (State.WITHDRAWN, "withdrawn"),
}


def as_stored(row: LedgerRow) -> LedgerRow:
    """The row with what is filled in where it says nothing: an extension of the most the law allows (A.33), and for
    remedies without their days the day of the outcome."""
    day = row.closed_on or row.received_on
    filled: dict[str, Any] = {"extended_by": (row.extended_by or LONGEST_EXTENSION) if row.extended_on else 0}
    for name, result in (("reconsideration", row.reconsideration), ("litigation", row.litigation_result)):
        if result:
            filed, decided = getattr(row, f"{name}_filed_on"), getattr(row, f"{name}_decided_on")
            filled[f"{name}_filed_on"] = filed or decided or day
            filled[f"{name}_decided_on"] = None if result == Remedy.PENDING else decided or filed or day
    return replace(row, **filled)


def contests_of(row: LedgerRow) -> list[Contest]:
    """All remedies that a row tells of."""
    row = as_stored(row)
    found = list(row.more_remedies)
    if row.reconsideration and row.reconsideration_filed_on:
        found.append(
            Contest(
                "reconsideration", row.reconsideration, row.reconsideration_filed_on, row.reconsideration_decided_on
            )
        )
    if row.litigation_result and row.litigation_filed_on:
        kind = f"litigation_{row.litigation_kind}"
        found.append(Contest(kind, row.litigation_result, row.litigation_filed_on, row.litigation_decided_on))
    return found


def remedies_of(case: Case, row: LedgerRow) -> Iterator[Remedy]:
    for one in contests_of(row):
        yield Remedy(case_id=case.pk, **one._asdict())


def columns_of(row: LedgerRow) -> dict[str, Any]:
    """What of a row stands in columns of the request."""
    answered = bool(row.outcome) and row.outcome not in ENDED
    return {
        "title": row.content.splitlines()[0][:LONGEST_TITLE], "wanted": row.content, "oral": row.oral,
        "source": row.source or Case.Source.ONLINE, "from_whom": _from_whom(row), "received_on": row.received_on,
        "replied_on": row.closed_on if answered else None,
        "correction_requested": row.correction_asked_on is not None, "extended": row.extended_on is not None,
        "outcome_row": row.outcome, "outcome_on": row.closed_on if row.outcome else None, "ledger_number": row.number,
        "remedied": bool(contests_of(row)),
    }  # fmt: skip


def _from_whom(row: LedgerRow) -> str:
    if not row.name:
        return "未登记"
    return masked_name(row.name) if row.kind == Party.Kind.PERSON else row.name[:60]


def steps_of(row: LedgerRow) -> list[HistoryStep]:
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
    on(row.extended_on, "extended", State.HANDLING, as_stored(row).extended_by)
    first = HistoryStep(RECORDED, row.received_on, State.HANDLING, "received", details={"line": row.line},
                 words={"remark": row.remark} if row.remark else {})  # fmt: skip
    steps = [first, *(step for _day, step in sorted(happened, key=lambda pair: pair[0]))]
    if row.outcome in ENDED and row.closed_on:
        state, mark = ENDED[row.outcome]
        steps.append(HistoryStep(RECORDED, row.closed_on, state, mark))
    elif row.outcome and row.closed_on:
        steps.append(HistoryStep(RECORDED, row.closed_on, State.CLOSED, "replied"))
    return steps
