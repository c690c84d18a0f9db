"""The process that takes an old workbook apart: XLS comes in, and goes out as lines of JSON. Run by old_workbooks.py.

A workbook whose sheets claim more than they hold makes the library take all memory; here it finds only so much.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MOST_MEMORY = 1 << 30
MOST_WRITTEN = 1 << 27
MOST_SECONDS = 50
MOST_CELLS = 65_536 * 64  # from the first to the last that is filled: one at the far corner spans them all


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    book = CalamineWorkbook.from_object(BytesIO(sys.stdin.buffer.read()))
    written = 0
    for told in book.sheets_metadata:
        if told.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(told.name)
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            sys.exit("too large")
        rows = sheet.to_python(skip_empty_area=False)
        merged = [[top + 1, bottom + 1, left] for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()]
        hidden = told.visible != SheetVisibleEnum.Visible
        written += _write({"name": told.name, "hidden": hidden, "lines": len(rows), "merged": merged})
        for row in rows:
            written += _write([_cell(one) for one in row])
            if written > MOST_WRITTEN:
                sys.exit("too much")


def _write(told: Any) -> int:
    return sys.stdout.write(json.dumps(told, ensure_ascii=True) + "\n")


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"day": value.date().isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004
    return str(value) or None


if __name__ == "__main__":
    main()
