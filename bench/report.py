"""The table, and what machine it was measured on."""

import os
import re
import sys
from datetime import date
from pathlib import Path

from django.db import connection

from bench.measuring import ReportLine
from config.servers import BASE_DIR

DOCUMENT = BASE_DIR / "docs" / "performance.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
HEAD = ("What", "Result", "Compared with", "Ratio", "Bar", "Met")
MET = {True: "yes", False: "**no**", None: ""}


def table(lines: list[ReportLine]) -> str:
    rows = [HEAD, ("---",) * len(HEAD)]
    rows += [(one.what, one.result, one.against, one.ratio, one.bar, MET[one.met]) for one in lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def machine() -> str:
    """Cores, memory, processor, and the versions that matter; nothing that tells whose machine it is."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgresql = cursor.fetchone()[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"Measured on {os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB of memory, "
        f"PostgreSQL {postgresql.split()[0]}, Python {sys.version.split()[0]}."
    )


def _processor() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1].strip() if found else "unknown processor"


def write(lines: list[ReportLine], minutes: float) -> None:
    """Put the table between the document's markers."""
    day = date.today()  # noqa: DTZ011 - the day of the machine that ran it
    generated = f"{machine()} The run of {day.isoformat()} took {minutes:.0f} minutes.\n\n{table(lines)}"
    before, rest = DOCUMENT.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    DOCUMENT.write_text(f"{before}{BEGIN}\n{generated}\n{END}{after}", encoding="utf-8")
