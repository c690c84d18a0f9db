"""The desk: what stands where, one thing with its trail, and the steps this person may take."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from interaction.casework.desk_pages import actor_of
from interaction.casework.desk_pages import page as framed
from interaction.casework.downloads import stored
from interaction.casework.engine import InvalidData, Refused
from interaction.casework.keyset import parse_cursor
from interaction.consultations import queries
from interaction.consultations.figures import count, labelled
from interaction.consultations.models import Catalogue, Consultation, FeedbackReport, Question, Survey, SurveyPart
from interaction.consultations.models.stages import Stage
from interaction.consultations.permissions import READERS, organs_prepared_by, within
from interaction.consultations.reporting import is_late, report_due, unready
from interaction.consultations.surveys import typed
from interaction.consultations.workflow import Subject, form_of, may, open_steps, perform, steps_of
from interaction.organs.actors import Actor
from interaction.publicity.publishing import SnapshotForm

KINDS: dict[str, type[Any]] = {"consultation": Consultation, "survey": Survey, "catalogue": Catalogue}
# What a step within a consultation may be about, by the name of the relation and how it is named in addresses.
ABOUT = {
    "save_group": ("groups", "pk"), "drop_group": ("groups", "pk"), "announce_hearing": ("hearings", "pk"),
    "record_hearing": ("hearings", "pk"), "show_opinion": ("opinions", "number"), "hide_opinion": ("opinions", "number"),
    "save_item": ("items", "pk"), "drop_item": ("items", "pk"),
}  # fmt: skip
# Those that may begin something new instead.
MAY_BE_NEW = {"save_group", "announce_hearing", "save_item", "enter_opinion", "assign"}
PAGE = 30
_LONGEST_KEY = 18


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
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, kind: str) -> HttpResponse:
    """Something new; the organ is among those for which this person prepares."""
    actor = reader(request)
    if kind not in KINDS:
        raise Http404
    organs = organs_prepared_by(actor)
    if not organs.exists():
        raise PermissionDenied
    subject, step = KINDS[kind](), steps_of(KINDS[kind])["draft"]
    chosen = request.POST.get("organ", "")
    organ = organs.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < _LONGEST_KEY else None
    context: dict[str, Any] = {"kind": kind, "step": step, "subject": None}
    if request.method == "GET" or organ is None:
        posted = request.POST if request.method == "POST" else None
        form = form_of(step, subject, actor, posted, request.FILES or None)
        if organs.count() == 1:
            form.fields["organ"].initial = organs.first()
        context["form"] = form
        return framed(request, "consultations_desk/step.html", actor, context, 422 if posted else 200)
    subject.organ = organ
    try:
        perform(subject, "draft", actor, request.POST, request.FILES)
    except InvalidData as invalid:
        context["form"] = invalid.form
        return framed(request, "consultations_desk/step.html", actor, context, 422)
    return redirect("consultations_desk:page", kind=kind, pk=subject.pk)


@require_GET
@of_desk
def page(request: HttpRequest, actor: Actor, kind: str, subject: Subject) -> HttpResponse:
    """One thing: what it says, how far it is, who did what, and what can be done now."""
    steps = steps_of(subject)
    context: dict[str, Any] = {
        "kind": kind, "subject": subject, "steps": open_steps(subject, actor),
        "may": {name for name in steps if may(subject, name, actor)},
        "trail": [(steps[act.name].label, act) for act in subject.acts.select_related("by").order_by("-seq")[:200]],
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


@require_http_methods(["GET", "POST"])
@of_desk
def step(
    request: HttpRequest, actor: Actor, kind: str, subject: Subject, *, name: str, about: str = "new"
) -> HttpResponse:
    """Take a step, after having read what comes of it. A masking form goes back and forth until it is confirmed."""
    declared = steps_of(subject).get(name)
    if declared is None or not declared.may_be_taken_by(actor, subject.organ):
        raise PermissionDenied
    within_it = _about(subject, name, about) if declared.about else None
    again = "again" in request.POST and issubclass(declared.form, SnapshotForm)
    problem, more = "", ({"again": request.POST} if again else {})
    form = form_of(declared, subject, actor, about=within_it, **more)
    if request.method == "POST" and not again:
        try:
            perform(subject, name, actor, request.POST, request.FILES, about=within_it)
            return _back(kind, subject, name, within_it)
        except InvalidData as invalid:
            form = invalid.form
        except Refused as refused:
            problem = str(refused)
    elif subject.standing in declared.source:
        problem = declared.unmet(subject, actor)
    context = {
        "kind": kind, "subject": subject, "step": declared, "form": form, "problem": problem, "about": within_it,
        "refused": problem and request.method == "GET",
    }  # fmt: skip
    amiss = request.method == "POST" and not again
    return framed(request, "consultations_desk/step.html", actor, context, 422 if amiss else 200)


def _about(subject: Any, name: str, key: str) -> Any:
    if key == "new":
        if name not in MAY_BE_NEW:
            raise Http404
        return None
    if name not in ABOUT:
        raise Http404
    relation, named = ABOUT[name]
    if named == "pk" and not (key.isascii() and key.isdecimal() and len(key) < _LONGEST_KEY):
        raise Http404
    return get_object_or_404(getattr(subject, relation), **{named: key})


def _back(kind: str, subject: Subject, name: str, about: Any) -> HttpResponse:
    if name in ("show_opinion", "hide_opinion", "assign", "enter_opinion"):
        return redirect("consultations_desk:opinions", pk=subject.pk)
    return redirect("consultations_desk:page", kind=kind, pk=subject.pk)


@require_GET
@of_desk
def annex(request: HttpRequest, actor: Actor, kind: str, subject: Consultation, file: UUID) -> HttpResponse:
    row = get_object_or_404(subject.annexes, pk=file)
    return stored(row.pk, row.name, row.content_type)
