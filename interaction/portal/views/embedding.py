"""A small page of figures that other sites of the county show in a frame; docs/opendata.md says how."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from interaction.organs.models import Organ
from interaction.portal.views.figures import as_svg, asked_of
from interaction.statistics import queries
from interaction.statistics.reports import Report

LONGEST_CODE = 32


@login_not_required
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """What came in and was answered in a period; of one organ or channel where the address says so.

    Of all pages this one alone may stand in a frame, and only in those of EMBED_ORIGINS.
    """
    code = request.GET.get("organ", "")[:LONGEST_CODE].replace("\0", "?")
    organ = get_object_or_404(Organ, code=code) if code else None
    asked = asked_of(request, queries.years(), organ)
    report = Report(asked)
    page = reverse("portal:statistics_organ", args=[organ.code]) if organ else reverse("portal:statistics")
    context = {
        "asked": asked, "organ": organ, "total": report.whole, "chart": as_svg(report.month_chart),
        "page": f"{page}?{asked.query()}",
    }  # fmt: skip
    response = render(request, "portal/embedded_figures.html", context)
    if settings.EMBED_ORIGINS:
        # Both middlewares look here for what holds of this answer in place of what holds everywhere else.
        response._csp_replace = {"frame-ancestors": settings.EMBED_ORIGINS}  # type: ignore[attr-defined]
        response.xframe_options_exempt = True
    return response
