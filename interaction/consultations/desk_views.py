"""The desk: what stands where, one thing with its trail, and the steps this person may take."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.casework.downloads import stored
from interaction.casework.keyset import parse_cursor
from interaction.consultations import queries
from interaction.consultations.figures import count, labelled
from interaction.consultations.models import Catalogue, Consultation, FeedbackReport, Question, Survey, SurveyPart
from interaction.consultations.models.stages import Stage
from interaction.consultations.permissions import READERS, organs_prepared_by, within
from interaction.consultations.reporting import is_late, report_due, unready
from interaction.consultations.surveys import typed
from interaction.organs.actors import Actor
from interaction.visitors.idempotency import shows_again
from interaction.workflow.actions import available, open_names
from interaction.workflow.desk import action_view
from interaction.workflow.desk_pages import actor_of
from interaction.workflow.desk_pages import page as framed
from interaction.workflow.models import LogEntry

Subject = Consultation | Survey | Catalogue
KINDS: dict[str, type[Any]] = {"consultation": Consultation, "survey": Survey, "catalogue": Catalogue}
# Those after which one goes on with the list of opinions.
OF_OPINIONS = {"show_opinion", "hide_opinion", "assign", "enter_opinion"}
PAGE = 30


def reader(request: HttpRequest) -> Actor:
    """Who is at the desk, if they have business with consultations."""
    actor = actor_of(request)
    if not actor.roles.intersection(READERS):
        raise PermissionDenied
    return actor


def of_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of one thing, for staff whose posts cover its organ; to others it does not exist."""

    @wraps(view)
    def checked(request: HttpRequest, pk: int, kind: str = "consultation", **kwargs: Any) -> HttpResponse:
        actor = reader(request)
        if kind not in KINDS:
            raise Http404
        subject = get_object_or_404(KINDS[kind].objects.select_related("organ"), pk=pk)
        if not actor.sees(subject.organ):
            raise Http404
        return view(request, actor, kind, subject, **kwargs)

    return never_cache(checked)


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What the organs of this person's posts have under way, late reports marked; surveys and catalogues beside it."""
    actor = reader(request)
    rows = Consultation.objects.filter(within(actor)).select_related("organ").defer("explanation")
    stage = request.GET.get("stage", "")
    if stage in Stage.values:
        rows = rows.filter(stage=stage)
    page = queries.by_opening(rows, parse_cursor(request.GET.get("after", "")), PAGE)
    context = {
        "page": page, "rows": [(one, is_late(one), report_due(one)) for one in page.rows], "stage": stage,
        "stages": Stage, "prepares": organs_prepared_by(actor).exists(),
        "surveys": Survey.objects.filter(within(actor)).select_related("organ").order_by("-opens_on")[:PAGE],
        "catalogues": Catalogue.objects.filter(within(actor)).select_related("organ").order_by("-year")[:PAGE],
    }  # fmt: skip
    return framed(request, "consultations_desk/index.html", actor, context)


@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, kind: str) -> HttpResponse:
    """Something new; the organ is among those for which this person prepares."""
    actor = reader(request)
    if kind not in KINDS:
        raise Http404
    if not organs_prepared_by(actor).exists():
        raise PermissionDenied
    return _act(request, actor, kind, KINDS[kind](), name="draft")


@require_GET
@of_desk
def page(request: HttpRequest, actor: Actor, kind: str, subject: Subject) -> HttpResponse:
    """One thing: what it says, how far it is, who did what, and what can be done now."""
    context: dict[str, Any] = {
        "kind": kind, "subject": subject, "steps": available(subject, actor), "may": open_names(subject, actor),
        "here": reverse("consultations_desk:page", args=[kind, subject.pk]),
        "log": subject.log.select_related("by").order_by("-version")[:200],
    }  # fmt: skip
    if isinstance(subject, Consultation):
        context |= _consultation(subject)
    elif isinstance(subject, Survey):
        parts = SurveyPart.objects.filter(answer__survey=subject, question__kind=Question.Kind.TEXT)
        said = parts.select_related("question").order_by("-answer__at")[:100]
        context |= {"questions": typed(subject), "words": [(one.question, one.words) for one in said]}
    else:
        context |= {"items": subject.items.select_related("organ", "consultation")}
    return framed(request, f"consultations_desk/{kind}.html", actor, context)


def _consultation(subject: Consultation) -> dict[str, Any]:
    figures = count(subject) if subject.opinions_received else None
    groups = subject.groups.all()
    by_group = figures["by_group"] if figures else {}
    return {
        "clauses": subject.clauses.all(), "annexes": subject.annexes.filter(hearing=None), "figures": figures,
        "named": labelled(figures) if figures else {}, "late": is_late(subject), "due": report_due(subject),
        "groups": [(one, by_group.get(str(one.position), 0)) for one in groups],
        "hearings": subject.hearings.prefetch_related("attendances", "materials"),
        "report": FeedbackReport.objects.filter(consultation=subject).first(),
        "lacking": unready(subject) if subject.standing == "closed" else [],
    }  # fmt: skip


@shows_again
@require_http_methods(["GET", "POST"])
@of_desk
def step(
    request: HttpRequest, actor: Actor, kind: str, subject: Subject, *, name: str, about: str = "new"
) -> HttpResponse:
    """Take a step, after having read what comes of it."""
    return _act(request, actor, kind, subject, name=name, about=about)


def _act(
    request: HttpRequest, actor: Actor, kind: str, subject: Subject, *, name: str, about: str = "new"
) -> HttpResponse:
    up, label = reverse("consultations_desk:index"), str(_("意见征集"))
    if subject.pk:
        up, label = reverse("consultations_desk:page", args=[kind, subject.pk]), subject.title

    def back(entry: LogEntry) -> HttpResponse:
        if name in OF_OPINIONS:
            return redirect("consultations_desk:opinions", pk=subject.pk)
        return redirect("consultations_desk:page", kind=kind, pk=subject.pk)

    return action_view(request, actor, subject, name, back=back, about=about, context={"up": up, "up_label": label})


@require_GET
@of_desk
def annex(request: HttpRequest, actor: Actor, kind: str, subject: Consultation, file: UUID) -> HttpResponse:
    row = get_object_or_404(subject.annexes, pk=file)
    return stored(row.pk, row.name, row.content_type)
