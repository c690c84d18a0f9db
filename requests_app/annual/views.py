"""The annual report on the desk: which reports there are, one of them, its steps and its files."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.audit.models import Kind
from interaction.audit.recording import reads
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.visitors.idempotency import shows_again
from interaction.workdays.now import today
from interaction.workflow.actions import available
from interaction.workflow.desk import action_view
from interaction.workflow.desk_pages import actor_of, organs_of, page
from requests_app.annual.drawing import chapters
from requests_app.annual.editing import latest, may_edit, report_row
from requests_app.annual.files import FORMS, as_answer, as_file
from requests_app.annual.models import AnnualReport
from requests_app.annual.report import Report
from requests_app.annual.reports import carry_faults, published, report_of, standing, stored
from requests_app.annual.workflow import unready

FIRST_YEAR, LAST_YEAR = 2008, 2100


@dataclass(frozen=True)
class At:
    """Whose report of which year is looked at, and by whom."""

    actor: Actor
    organ: Organ
    year: int

    def page(
        self, request: HttpRequest, template: str, context: dict[str, Any], *, amiss: bool = False
    ) -> HttpResponse:
        here = {"organ": self.organ, "year": self.year, "section": "annual"}
        return page(request, template, self.actor, {**here, **context}, 422 if amiss else 200)

    def back(self) -> HttpResponse:
        return redirect("annual:report", code=self.organ.code, year=self.year)


def for_report(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of one report, for staff whose posts cover its organ; to others it does not exist."""

    @wraps(view)
    def checked(request: HttpRequest, code: str, year: int, **kwargs: Any) -> HttpResponse:
        actor, organ = actor_of(request), get_object_or_404(Organ, code=code)
        if not actor.sees(organ) or not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        return view(request, At(actor, organ, year), **kwargs)

    return never_cache(checked)


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The reports of a year of all organs this person's posts cover, and how far each is."""
    actor = actor_of(request)
    if not actor.posts:
        raise PermissionDenied
    year = _year(request.GET.get("year", ""))
    organs = organs_of(actor)
    if (code := request.GET.get("organ", "")) and organs.filter(code=code).exists():
        return redirect("annual:report", code=code, year=year)
    rows = {row.organ_id: row for row in AnnualReport.objects.filter(organ__in=organs, year=year).defer("snapshot")}
    context = {
        "year": year, "years": range(today().year, max(FIRST_YEAR, today().year - 10), -1),
        "rows": [(organ, rows.get(organ.pk)) for organ in organs], "section": "annual",
    }  # fmt: skip
    return page(request, "annual/index.html", actor, context)


def _year(text: str) -> int:
    """The last year that is over, unless another is asked for."""
    asked = int(text) if text.isascii() and text.isdigit() and len(text) == len("2026") else 0
    return asked if FIRST_YEAR <= asked <= LAST_YEAR else today().year - 1


@require_GET
@for_report
def report(request: HttpRequest, at: At) -> HttpResponse:
    """The whole report as it stands, every figure leading to the cases behind it."""
    row = stored(at.organ, at.year)
    shown = standing(row)
    draft = row.state == AnnualReport.State.DRAFT
    context = {
        "row": row, "report": shown, "chapters": chapters(shown, linked=True),
        "entries": latest(at.organ, at.year), "faults": _faults(shown, at.organ),
        "lacking": unready(shown) if draft else [], "changed": _figures_moved(row, shown),
        "editable": draft and may_edit(at.actor, at.organ), "forms": FORMS,
        "steps": [one for one in available(row, at.actor) if one.name != "write"], "here": request.path,
        "log": list(row.log.exclude(action="write").select_related("by").defer("text").order_by("-version")),
    }  # fmt: skip
    return at.page(request, "annual/report.html", context)


def _faults(shown: Report, organ: Organ) -> list[str]:
    return shown.table3.faults() + carry_faults(shown, published(organ, shown.year - 1))


def _figures_moved(row: AnnualReport, shown: Report) -> bool:
    """Whether the cases have changed since the report was handed in, before it is published."""
    waiting = row.state in (AnnualReport.State.SUBMITTED, AnnualReport.State.SIGNED)
    return waiting and shown.as_json() != report_of(row.organ, row.year).as_json()


@shows_again
@require_http_methods(["GET", "POST"])
@for_report
def step(request: HttpRequest, at: At, name: str) -> HttpResponse:
    """Show what comes of an action, and do it."""
    row = report_row(at.organ, at.year) if request.method == "POST" else stored(at.organ, at.year)
    context = {
        "up": reverse("annual:report", args=(at.organ.code, at.year)), "up_label": str(standing(row).title),
        "notes_label": _("请注意，数字不平："), "notes": _faults(standing(row), at.organ), "section": "annual",
    }  # fmt: skip
    if name == "write":  # a part at a time, on the part's own page
        raise PermissionDenied
    return action_view(request, at.actor, row, name, back=lambda entry: at.back(), context=context)


@require_GET
@for_report
@reads(Kind.EXPORT)
def download(request: HttpRequest, at: At, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    shown = standing(stored(at.organ, at.year))
    return as_answer(as_file(shown, form), shown, form)
