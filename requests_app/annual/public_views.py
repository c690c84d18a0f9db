"""The published reports, for everybody: frozen figures and texts, no case in reach."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from interaction.visitors.made_once import made_once
from requests_app.annual.drawing import chapters
from requests_app.annual.files import FORMS, as_answer, as_file
from requests_app.annual.models import AnnualReport
from requests_app.annual.reports import thawed


@login_not_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """All organs' reports of a year, the newest year first asked; and every report by organ and year."""
    reports = AnnualReport.objects.filter(state=AnnualReport.State.PUBLISHED)
    years = list(reports.order_by("-year").values_list("year", flat=True).distinct())
    year = next((one for one in years if str(one) == request.GET.get("year", "")), years[0] if years else 0)
    found = list(reports.select_related("organ").defer("snapshot").order_by("organ__path", "-year"))
    by_organ = [
        (organ, [next((row for row in rows if row.year == one), None) for one in years])
        for organ, rows in ((organ, list(rows)) for organ, rows in groupby(found, key=lambda row: row.organ))
    ]
    context = {
        "years": years, "year": year, "reports": [row for row in found if row.year == year], "by_organ": by_organ,
    }  # fmt: skip
    return render(request, "annual/public_list.html", context)


def _published(code: str, year: int) -> AnnualReport:
    reports = AnnualReport.objects.select_related("organ").filter(state=AnnualReport.State.PUBLISHED)
    return get_object_or_404(reports, organ__code=code, year=year)


@login_not_required
@require_GET
def report(request: HttpRequest, code: str, year: int) -> HttpResponse:
    row = _published(code, year)
    shown = thawed(row.snapshot, row.published_on)
    context = {"report": shown, "row": row, "chapters": chapters(shown), "forms": FORMS}
    return render(request, "annual/public_report.html", context)


@login_not_required
@require_GET
def download(request: HttpRequest, code: str, year: int, form: str) -> HttpResponse:
    """A file of the frozen report: made once, kept a day."""
    if form not in FORMS:
        raise Http404
    row = _published(code, year)
    shown = thawed(row.snapshot, row.published_on)
    key = f"annual:{row.pk}:{row.version}:{form}"
    content = made_once(key, lambda: as_file(shown, form))
    return as_answer(content, shown, form)
