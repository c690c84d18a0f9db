"""manage.py check_cases: whether every case of the county is answered or waited on."""

from bench.measuring import ReportLine, count, seconds
from interaction.casework.models import Case
from interaction.casework.waiting import unattended
from interaction.workbench.case_checks import check_cases

# For a hundred thousand cases.
BAR, OF = 10.0, 100_000


def measure() -> ReportLine:
    alone, faults = seconds(lambda: list(unattended()))
    taken, found = seconds(lambda: check_cases(everything=True))
    cases = Case.objects.count()
    return ReportLine(
        what="check_cases, everything",
        result=f"{taken:.1f} s for {count(cases)} cases ({alone:.1f} s whether each is waited on: {len(faults)} are not), "
        f"{count(found.texts)} texts", bar=f"≤ {BAR:.0f} s for {count(OF)} cases", met=taken / max(cases, OF) <= BAR / OF,
    )  # fmt: skip
