"""Consultations as everybody reads them, the reports on them, and the catalogue of decisions."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from interaction.casework.downloads import stored, to_keep
from interaction.casework.keyset import parse_cursor
from interaction.consultations import queries
from interaction.consultations.figures import labelled
from interaction.consultations.models import Catalogue, Consultation, FeedbackReport, Standing
from interaction.consultations.models.stages import Stage
from interaction.consultations.report_pdf import render_report
from interaction.organs.models import Organ
from interaction.statistics import charts
from interaction.visitors.made_once import made_once

STATES = (Standing.OPEN, Standing.UPCOMING, Standing.CLOSED, Standing.ANSWERED)


def of_public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a consultation that is public; of one that was withdrawn, when and why, and nothing else."""

    @wraps(view)
    def checked(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        published = Consultation.objects.filter(stage__in=[Stage.PUBLISHED, Stage.WITHDRAWN])
        found = get_object_or_404(published.select_related("organ"), pk=pk)
        if found.stage == Stage.WITHDRAWN:
            context = {"item": found, "record": queries.public_record(found)}
            return render(request, "consultations/withdrawn.html", context, status=410)
        return view(request, found, **kwargs)

    return checked


@login_not_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    state, organ = request.GET.get("state", ""), request.GET.get("organ", "")[:32]
    organs = list(Organ.objects.filter(active=True).only("code", "short_name"))
    state = state if state in STATES else ""
    organ = organ if organ in {one.code for one in organs} else ""
    page = queries.listing(state=state, organ=organ, after=parse_cursor(request.GET.get("after", "")))
    context = {"page": page, "state": state, "states": STATES, "organ": organ, "organs": organs}
    return render(request, "consultations/list.html", context)


@login_not_required
@require_GET
@of_public
def item(request: HttpRequest, found: Consultation) -> HttpResponse:
    context = {
        "item": found, "clauses": found.clauses.all(), "annexes": found.annexes.filter(hearing=None),
        "hearings": found.hearings.prefetch_related("attendances", "materials"),
        "surveys": found.surveys.filter(stage=Stage.PUBLISHED), "record": queries.public_record(found),
    }  # fmt: skip
    return render(request, "consultations/item.html", context)


@login_not_required
@require_GET
@of_public
def opinions(request: HttpRequest, found: Consultation) -> HttpResponse:
    clauses = list(found.clauses.only("label"))
    clause = request.GET.get("clause", "")[:20]
    clause = clause if clause in {str(one.pk) for one in clauses} else ""
    page = queries.shown_opinions(found, clause=int(clause or 0), after=_number(request.GET.get("after", "")))
    context = {"item": found, "page": page, "clause": clause, "clauses": clauses}
    return render(request, "consultations/opinions.html", context)


def _number(text: str) -> str:
    """The key of a page of opinions; anything that is no number of one starts at the newest."""
    return text if len(text) <= len("YJ-2026-0000000") and text.replace("-", "").isalnum() and text.isascii() else ""


@login_not_required
@require_GET
@of_public
def report(request: HttpRequest, found: Consultation) -> HttpResponse:
    """The feedback report, as it was published."""
    reported = _report_of(found)
    figures: dict[str, Any] = reported.figures or {}
    named = labelled(figures)
    chart = charts.bar_chart(
        _("各条收到的意见"),
        [(label or pgettext("征求意见稿", "全文"), n) for label, n in figures["by_clause"]],
        _("条"),
    )
    groups = [(one, figures["by_group"].get(str(one.position), 0)) for one in found.groups.all()]
    context = {
        "item": found, "report": reported, "figures": figures, "groups": groups,
        "by_source": named["by_source"], "by_from": named["by_from"], "by_outcome": named["by_outcome"],
        "chart": mark_safe(chart),  # noqa: S308  (the chart escapes what it is given)
    }  # fmt: skip
    return render(request, "consultations/report.html", context)


def _report_of(found: Consultation) -> FeedbackReport:
    if found.reported_on is None:
        raise Http404
    return FeedbackReport.objects.get(consultation=found)


@login_not_required
@require_GET
@of_public
def report_pdf(request: HttpRequest, found: Consultation) -> HttpResponse:
    """The report as PDF: made once, kept a day."""
    reported = _report_of(found)
    assert reported.published_at
    key = f"consultation-report:{found.pk}:{reported.published_at.timestamp()}"
    content = made_once(key, lambda: render_report(found, reported))
    return to_keep(content, _("意见采纳情况反馈") + f"-{found.pk}.pdf", "application/pdf")


@login_not_required
@require_GET
@of_public
def annex(request: HttpRequest, found: Consultation, file: UUID) -> HttpResponse:
    row = get_object_or_404(found.annexes, pk=file)
    return stored(row.pk, row.name, row.content_type)


@login_not_required
@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    """The years for which there are catalogues of major decisions."""
    found = Catalogue.objects.filter(stage=Stage.PUBLISHED).select_related("organ").order_by("-year", "organ__path")
    return render(request, "consultations/decisions.html", {"catalogues": found[:200]})


@login_not_required
@require_GET
def decisions_of(request: HttpRequest, year: int) -> HttpResponse:
    """The catalogues of a year, every matter with its organ, timetable, consultation and outcome."""
    found = Catalogue.objects.filter(stage=Stage.PUBLISHED, year=year).select_related("organ").order_by("organ__path")
    catalogues = list(found.prefetch_related("items__organ", "items__consultation"))
    if not catalogues:
        raise Http404
    context = {"year": year, "catalogues": [(one, queries.public_record(one)) for one in catalogues]}
    return render(request, "consultations/decisions_of.html", context)
