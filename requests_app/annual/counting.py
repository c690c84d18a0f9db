"""The figures of the annual report, from the requests themselves (条例 A.50; 国办公开办函〔2021〕30号).

A request is new by the statutory date of receipt, handled by the day of its outcome; what has been received and has no
outcome by 31 December is carried over. As no outcome comes before its receipt, 1 + 2 = 3.7 + 4 by construction.
"""

from collections import Counter
from datetime import date

from django.db.models import Count, Q, QuerySet

from interaction.organs.models import Organ
from requests_app.annual.table3 import CARRIED_IN, CARRIED_OUT, HANDLED, NEW, OUTCOMES, TOTAL, Table3
from requests_app.annual.table4 import REMEDIES, RESULTS, Results, Table4
from requests_app.models import DisclosureRequest, Remedy

# Party.Kind -> column of table 3.
COLUMN = {
    "person": "natural_person", "enterprise": "enterprise", "research": "research", "welfare": "nonprofit",
    "legal_service": "legal_service", "other": "other_org",
}  # fmt: skip
KIND = {column: kind for kind, column in COLUMN.items()}


def requests_of(organ: Organ) -> QuerySet[DisclosureRequest]:
    """What this organ, and those under it that report with it, received. Matters of A.41 are no requests for information."""
    received = DisclosureRequest.objects.filter(
        received_on__isnull=False, matter=DisclosureRequest.RequestType.INFORMATION
    )
    if elsewhere := reporting_elsewhere(organ):
        received = received.exclude(addressed_to__in=elsewhere)
    return received if organ.is_root else received.filter(addressed_to__path__startswith=organ.path)


def reporting_elsewhere(organ: Organ) -> list[int]:
    """The organs under this one that report in their own line: vertical ones and branches of the city's departments,
    with what lies under them (条例 A.3(4), A.49). In their own reports they count themselves."""
    under = Organ.objects.filter(path__startswith=organ.path).exclude(pk=organ.pk).order_by("path")
    own_line = [one for one in under if one.reports_elsewhere]
    return [one.pk for one in under if any(above.covers(one) for above in own_line)]


def counted_in(row: str, year: int) -> Q:
    """Which requests a row counts."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if row == NEW:
        return Q(received_on__range=(first, last))
    if row == CARRIED_IN:
        return Q(received_on__lt=first) & (Q(outcome_on__isnull=True) | Q(outcome_on__gte=first))
    if row == CARRIED_OUT:
        return Q(received_on__lte=last) & (Q(outcome_on__isnull=True) | Q(outcome_on__gt=last))
    handled = Q(outcome_on__range=(first, last))
    return handled if row == HANDLED else handled & Q(outcome_row=row)


def requests_behind(organ: Organ, year: int, row: str, column: str) -> QuerySet[DisclosureRequest]:
    """The requests behind one cell."""
    found = requests_of(organ).filter(counted_in(row, year))
    return found if column == TOTAL else found.filter(party__kind=KIND[column])


def table3(organ: Organ, year: int) -> Table3:
    cells: Counter[tuple[str, str]] = Counter()
    for row in (NEW, CARRIED_IN, CARRIED_OUT):
        counted = requests_of(organ).filter(counted_in(row, year)).values_list("party__kind").annotate(Count("pk"))
        for kind, n in counted.order_by():
            cells[row, COLUMN[kind]] += n
    handled = requests_of(organ).filter(counted_in(HANDLED, year)).values_list("party__kind", "outcome_row")
    for kind, row, n in handled.annotate(Count("pk")).order_by():
        assert row in OUTCOMES
        cells[row, COLUMN[kind]] += n
    return Table3(cells)


def remedies_in(organ: Organ, year: int, kind: str = "", result: str = TOTAL) -> QuerySet[Remedy]:
    """The remedies behind one cell of table 4: results by the year they came in; what was filed and has none by
    31 December is pending. What was noted by mistake and taken back counts for nothing."""
    last = date(year, 12, 31)
    pending = Q(filed_on__lte=last) & (Q(decided_on__isnull=True) | Q(decided_on__gt=last))
    decided = Q(decided_on__year=year)
    found = Remedy.objects.filter(case__in=requests_of(organ).values("pk"), taken_back_on__isnull=True)
    if kind:
        found = found.filter(kind=kind)
    if result == TOTAL:
        return found.filter(decided | pending)
    return found.filter(pending if result == Remedy.PENDING else decided & Q(result=result))


def table4(organ: Organ, year: int) -> Table4:
    counted: Counter[tuple[str, str]] = Counter()
    handled, pending = Q(decided_on__year=year), remedies_in(organ, year, result=Remedy.PENDING)
    for kind, result, n in (
        remedies_in(organ, year).filter(handled).values_list("kind", "result").annotate(Count("pk")).order_by()
    ):
        counted[kind, result] += n
    for kind, n in pending.values_list("kind").annotate(Count("pk")).order_by():
        counted[kind, Remedy.PENDING] += n
    results = {
        remedy.code: Results(**{one.code: counted[remedy.code, one.code] for one in RESULTS if one.code != TOTAL})
        for remedy in REMEDIES
    }
    return Table4(**results)
