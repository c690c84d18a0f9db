"""The cases behind each figure of tables 3 and 4."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from interaction.casework.queries import PAGE
from requests_app.annual.counting import remedies_in, requests_behind
from requests_app.annual.table3 import COLUMNS, FIGURE_ROWS, ROWS
from requests_app.annual.table4 import REMEDIES, RESULTS
from requests_app.annual.views import At, for_report

ROW_LABELS = {row.code: row.numbered for row in ROWS}
COLUMN_LABELS = {column.code: column.label for column in COLUMNS}
REMEDY_LABELS = {one.code: one.label for one in REMEDIES}
RESULT_LABELS = {one.code: one.label for one in RESULTS}


@require_GET
@for_report
def requests(request: HttpRequest, at: At, row: str, column: str) -> HttpResponse:
    if row not in FIGURE_ROWS or column not in COLUMN_LABELS:
        raise Http404
    found = requests_behind(at.organ, at.year, row, column).select_related("organ", "handler").order_by("pk")
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) <= len(str(2**62)):
        found = found.filter(pk__gt=int(after))
    cases = list(found[: PAGE + 1])
    context = {
        "what": f"{ROW_LABELS[row]}　{COLUMN_LABELS[column]}",
        "rows": [(case, None) for case in cases[:PAGE]],
        "next_cursor": str(cases[PAGE - 1].pk) if len(cases) > PAGE else "",
    }  # fmt: skip
    return at.page(request, "annual/cases.html", context)


@require_GET
@for_report
def remedies(request: HttpRequest, at: At, kind: str, result: str) -> HttpResponse:
    if kind not in REMEDY_LABELS or result not in RESULT_LABELS:
        raise Http404
    found = remedies_in(at.organ, at.year, kind, result).select_related("case__organ", "case__handler")
    if after := _key(request.GET.get("after", "")):
        found = found.filter(Q(case_id__gt=after[0]) | Q(case_id=after[0], pk__gt=after[1]))
    listed = list(found.order_by("case_id", "pk")[: PAGE + 1])
    last = listed[PAGE - 1] if len(listed) > PAGE else None
    context = {
        "what": f"{REMEDY_LABELS[kind]}　{RESULT_LABELS[result]}",
        "rows": [(remedy.case, remedy) for remedy in listed[:PAGE]],
        "next_cursor": f"{last.case_id}.{last.pk}" if last else "",
    }  # fmt: skip
    return at.page(request, "annual/cases.html", context)


def _key(text: str) -> tuple[int, UUID] | None:
    case, _dot, remedy = text[:60].partition(".")
    try:
        return int(case), UUID(remedy)
    except ValueError:
        return None
