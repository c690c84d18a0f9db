"""The public figures, from tallies: by year, quarter and month, of one organ and of all, as pages and as files."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from interaction.casework.registry import channels
from interaction.organs.models import Organ
from interaction.statistics import cells, queries
from interaction.statistics.indicators import INDICATORS
from interaction.statistics.periods import Period, period_of
from interaction.statistics.reports import Asked, Report
from interaction.statistics.sheets import comparison_csv
from interaction.workdays.now import today

COMPARISON = "comparison"


def asked_of(request: HttpRequest, years: list[int], organ: Organ | None = None) -> Asked:
    """What the address asks for: `period` (2026, 2026-Q3, 2026-11), or `year` and `part` as the form sends them; the
    newest year where that is nothing there are figures of."""
    year, part = request.GET.get("year", "")[:4], request.GET.get("part", "")[:2]
    written = request.GET.get("period", "")[:7] or (f"{year}-{part}" if part else year)
    newest = years[0] if years else today().year
    period = period_of(written)
    if period is None or period.first.year not in {*years, newest}:
        period = period_of(str(newest))
    assert period
    channel = request.GET.get("channel", "")
    return Asked(period, channel if channel in {one.key for one in channels()} else "", organ)


def as_svg(draw: Callable[[], str]) -> SafeString:
    """The charts escape what they are given."""
    return mark_safe(draw())  # noqa: S308


@login_not_required
@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    """Received, replied, on time and working days taken, of the whole county."""
    return _page(request, None)


@login_not_required
@require_GET
def organ(request: HttpRequest, code: str) -> HttpResponse:
    """The same of one organ: what it itself had, not what lies under it."""
    return _page(request, get_object_or_404(Organ, code=code))


def _page(request: HttpRequest, organ: Organ | None) -> HttpResponse:
    years = queries.years()
    asked = asked_of(request, years, organ)
    report = Report(asked)
    here = reverse("portal:statistics_organ", args=[organ.code]) if organ else reverse("portal:statistics")
    sheets = [(report.channels, "")]
    if not organ:
        sheets += [(report.organs, as_svg(report.organ_chart)), *((sheet, "") for sheet in report.facets)]
    context = {
        "asked": asked, "report": report, "organ": organ, "here": here, "years": years or [asked.period.first.year],
        "parts": _parts(asked.period), "sheets": [(report.months, as_svg(report.month_chart)), *sheets],
        "indicators": INDICATORS, "around": _around(asked, years), "query": asked.query(),
    }  # fmt: skip
    return render(request, "portal/statistics.html", context)


def _parts(period: Period) -> list[tuple[str, Period, bool]]:
    """The quarters and months of a period's year, as the form offers them, and whether each is the one shown."""
    year = period.first.year
    keys = [f"{year}", *(f"{year}-Q{one}" for one in range(1, 5)), *(f"{year}-{one:02}" for one in range(1, 13))]
    found = [one for key in keys if (one := period_of(key))]
    return [(one.key[len(str(year)) + 1 :], one, one == period) for one in found]


def _around(asked: Asked, years: list[int]) -> list[tuple[str, Period, str]]:
    """The periods before and after, where there may be figures of them, with the parameters that ask for them."""
    found = (("prev", asked.period.previous), ("next", asked.period.following))
    return [(rel, one, asked.query(one)) for rel, one in found if one.first.year in years and one.first <= today()]


@login_not_required
@require_GET
def table(request: HttpRequest, table: str, code: str = "") -> HttpResponse:
    """One table of the page as CSV, of the county or of one organ."""
    organ = get_object_or_404(Organ, code=code) if code else None
    asked = asked_of(request, queries.years(), organ)
    report = Report(asked)
    if table == COMPARISON and report.comparison:
        content = comparison_csv(report.comparison)
    elif sheet := report.sheet(table):
        content = sheet.as_csv()
    else:
        raise Http404
    name = "-".join(part for part in ("figures", code, asked.channel, asked.period.key, table) if part)
    disposition = f'attachment; filename="{name}.csv"'
    return HttpResponse(content, content_type=cells.CONTENT_TYPE, headers={"Content-Disposition": disposition})
