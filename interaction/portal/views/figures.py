"""The public figures, from tallies."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from interaction.casework.channels import Facet, channels
from interaction.casework.channels import channel as channel_of
from interaction.statistics import charts, queries
from interaction.workdays.now import today


@login_not_required
@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    """Received, replied, on time and working days taken: by month, channel and organ of a year."""
    years = queries.years()
    year = _year(request.GET.get("year", ""), years)
    channel = request.GET.get("channel", "")
    if channel not in {one.key for one in channels()}:
        channel = ""
    months = queries.by_month(year, channel)
    organs = queries.by_organ(year, channel)
    labels = {one.key: str(one.label) for one in channels()}
    context = {
        "year": year, "years": years, "channel": channel, "months": months, "organs": organs,
        "by_channel": [(labels.get(key, key), figures) for key, figures in queries.by_channel(year)],
        "total": queries.total(months.values()), "facets": _facets(year, channel),
        # The charts escape what they are given.
        "month_chart": mark_safe(  # noqa: S308
            charts.line_chart(
                _("%(year)s年各月收到和答复") % {"year": year},
                [
                    (_("收到"), [figures.received for figures in months.values()]),
                    (_("答复"), [figures.replied for figures in months.values()]),
                ],
                [_("%(n)s月") % {"n": month} for month in months],
            )
        ),
        "organ_chart": mark_safe(  # noqa: S308
            charts.bar_chart(
                _("答复最多的单位"), [(organ.shown_short_name, figures.replied) for organ, figures in organs[:10]], _("件")
            )
        ),
    }  # fmt: skip
    return render(request, "portal/statistics.html", context)


def _facets(year: int, key: str) -> list[tuple[Facet, list[tuple[str, queries.Figures]]]]:
    """What one channel's figures are told apart by, the most asked first; nothing over all channels together."""
    if not key:
        return []
    found = []
    for facet in channel_of(key).facet_names():
        figures = queries.by_facet(year, key, facet.key)
        rows = [(facet.names.get(value, value), one) for value, one in figures.items()]
        found.append(
            (facet, sorted(rows, key=lambda row: (-(row[1].received or row[1].accepted or row[1].declined), row[0])))
        )
    return [(facet, rows) for facet, rows in found if rows]


def _year(text: str, years: list[int]) -> int:
    newest = years[0] if years else today().year
    return next((year for year in years if str(year) == text), newest)
