"""The rows of a ledger that could not be read, as a workbook to correct and to bring again: as they stood, with reasons."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import BinaryIO

from xlsxwriter import Workbook

from requests_app.ledger.days import DAY_0
from requests_app.ledger.new_workbooks import SHEET

REASON, LINE = "原因和改法", "原来的行"  # heads that no ledger has: columns that are not read when the sheet comes back
_WIDE = 60
_NOT_IN_NAMES = str.maketrans("", "", "[]:*?/\\")
_LONGEST_NAME = 31

# Sheet and line, the cells (days as dates), the reasons.
Faulty = tuple[str, int, Sequence[str | date | None], str]


def write_errors(heads: Mapping[str, Sequence[str]], faulty: Sequence[Faulty], file: BinaryIO) -> None:
    """Write the rows under their own heads, those of each sheet on a sheet of its own."""
    with Workbook(file, {"in_memory": True}) as book:
        text = book.add_format({"num_format": "@"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        bold, reason = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "font_color": "#b3261e"})
        for name, head in heads.items():
            rows = [one for one in faulty if one[0] == name]
            if not rows:
                continue
            sheet = book.add_worksheet((name or SHEET).translate(_NOT_IN_NAMES)[:_LONGEST_NAME] or None)
            sheet.freeze_panes(1, 0)
            width = max(len(head), *(len(cells) for _name, _line, cells, _why in rows))
            for place in range(width):
                sheet.write_string(0, place, head[place] if place < len(head) else "", bold)
            sheet.write_string(0, width, REASON, bold)
            sheet.write_string(0, width + 1, LINE, bold)
            sheet.set_column(width, width, _WIDE)
            for at, (_name, line, cells, why) in enumerate(rows, start=1):
                for place, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_number(at, place, (cell - DAY_0).days, day)
                    elif cell:
                        sheet.write_string(at, place, cell, text)
                sheet.write_string(at, width, why, reason)
                sheet.write_number(at, width + 1, line)
