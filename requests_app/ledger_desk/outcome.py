"""What a check found, as the row of an import keeps it (sealed) until somebody has decided; and the decision."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

from requests_app.importing import Decided, Survey
from requests_app.ledger import BadLedger, Fault, write_errors
from requests_app.ledger.rows import Cell
from requests_app.matching import Known

MOST_SHOWN = 500
MOST_ALIKE = 2000
MOST_KEPT = 2_000_000  # characters of the rows with faults
SAME, NEW, SOME = "same", "new", "some"


def said_of(found: Survey, sheets: Sequence[str] | None) -> dict[str, Any]:
    """What the page tells."""
    if len(found.alike) > MOST_ALIKE:
        raise BadLedger(
            f"有{len(found.alike)}行与已有的申请相近，而没有受理编号可以分辨。请在台账中填写受理编号后重新上传。"
        )
    open_to_it = [one for one in found.changed if one.open_to_it]
    closed = [one for one in found.changed if not one.open_to_it]
    return {
        **chosen(sheets), "ignored": found.ignored,
        "read": [[name, found.of_sheets[name if len(found.read) > 1 else ""]] for name in found.read],
        "passed": [[one.name, one.reason, one.hidden] for one in found.passed],
        "faults": [[one.line, one.column, one.message, one.sheet] for one in found.faults],
        "faulty": _faulty(found), "heads": {name: list(head) for name, head in found.heads.items()},
        "changed": [_known(one) for one in open_to_it[:MOST_SHOWN]], "changed_count": len(open_to_it),
        "closed": [_known(one) for one in closed[:MOST_SHOWN]], "closed_count": len(closed),
        "alike": [_known(one) for one in found.alike],
    }  # fmt: skip


def chosen(sheets: Sequence[str] | None) -> dict[str, Any]:
    return {} if sheets is None else {"sheets": list(sheets)}


def _known(one: Known) -> dict[str, Any]:
    row = one.row
    return {"sheet": row.sheet, "line": row.line, "case": one.case, "number": one.number,
            "content": row.content[:60], "changed": [list(change) for change in one.changed]}  # fmt: skip


def _faulty(found: Survey) -> list[list[Any]]:
    """The rows with faults as they stand, as many as can be kept."""
    reasons: defaultdict[tuple[str, int], list[Fault]] = defaultdict(list)
    for fault in found.faults:
        reasons[fault.place].append(fault)
    kept: list[list[Any]] = []
    size = 0
    for (sheet, line), cells in found.faulty.items():
        why = "\n".join(f"{one.column}：{one.message}" if one.column else one.message for one in reasons[sheet, line])
        told = [sheet, line, [_plain(cell) for cell in cells], why]
        size += len(json.dumps(told, ensure_ascii=False))
        if size > MOST_KEPT:
            break
        kept.append(told)
    return kept


def _plain(cell: Cell | None) -> Any:
    return {"day": cell.isoformat()} if isinstance(cell, date) else cell


def errors_of(said: Mapping[str, Any], file: BinaryIO) -> None:
    """The rows with faults as a workbook."""
    faulty = [
        (sheet, line, [date.fromisoformat(one["day"]) if isinstance(one, dict) else one for one in cells], why)
        for sheet, line, cells, why in said["faulty"]
    ]
    write_errors(said["heads"], faulty, file)


def decided_of(said: Mapping[str, Any]) -> Decided:
    """What was decided on the page, of what was shown there."""
    told = said.get("decided", {})
    which = told.get("alike", NEW)
    same = {
        (one["sheet"], one["line"]): one["case"]
        for place, one in enumerate(said.get("alike", ()))
        if which == SAME or (which == SOME and place in told.get("places", ()))
    }
    return Decided(bool(told.get("correct")), same, bool(told.get("without_faulty")))
