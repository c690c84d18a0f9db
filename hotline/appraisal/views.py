"""考核: how the organs stand, with the red and the black list; every point opens the order behind it."""

from datetime import date
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hotline.appraisal import appeals, queries
from hotline.appraisal.models import LostPoint
from hotline.appraisal.rules import LOSSES
from hotline.wallboard.figures import may_watch
from interaction.audit.models import Kind
from interaction.audit.recording import note_case, reads
from interaction.errors import Refused
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.workbench.views import actor_of
from interaction.workdays.now import today
from interaction.workflow.forms import PlainForm, TextField


class AppealForm(PlainForm):
    words = TextField(label=_("申诉理由"), max_length=1000, help_text=_("写明事实和依据。"))


class DecisionForm(PlainForm):
    lift = forms.TypedChoiceField(
        label=_("复核意见"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=(("yes", _("撤销扣分")), ("no", _("维持扣分"))),
    )  # fmt: skip
    reason = TextField(label=_("理由"), max_length=1000)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today().replace(day=1)


def _may_see(actor: Actor, organ: Organ) -> bool:
    """The hotline's people and those above see all organs; an organ's own people see it."""
    return may_watch(actor) or actor.sees(organ)


@never_cache
@require_GET
def standings(request: HttpRequest) -> HttpResponse:
    """Everybody of the desk sees the ranks; whose points, only those they concern."""
    actor = actor_of(request)
    if not actor.posts:
        raise PermissionDenied
    month = _month(request.GET.get("month", ""))
    rows = [(organ, one, _may_see(actor, organ)) for organ, one in queries.standings(month)]
    context = {
        "actor": actor, "month": month, "months": queries.months(), "rows": rows,
        "red": [organ for organ, one, _may in rows if one.standing.red],
        "black": [organ for organ, one, _may in rows if one.standing.black],
        "appealed": list(queries.appealed()[: queries.PAGE]) if appeals.may_decide(actor) else [],
        "losses": LOSSES,
    }  # fmt: skip
    return render(request, "appraisal/standings.html", context)


@never_cache
@require_GET
def points(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """What an organ lost in a month, point by point."""
    actor, organ = actor_of(request), get_object_or_404(Organ, code=code)
    if not _may_see(actor, organ):
        raise Http404
    first = _month(month)
    found = list(queries.points_of(organ, first)[:200])
    rows = [(one, LOSSES[one.rule].label, appeals.may_appeal(actor, one)) for one in found]
    context = {"actor": actor, "organ": organ, "month": first, "rows": rows, "decides": appeals.may_decide(actor)}
    return render(request, "appraisal/points.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@reads(Kind.CASE)
def point(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An appeal against one point, or the decision on it."""
    actor = actor_of(request)
    found = get_object_or_404(LostPoint.objects.select_related("organ", "case", "appealed_by", "decided_by"), pk=pk)
    if not _may_see(actor, found.organ):
        raise Http404
    note_case(request, found.case, actor)
    deciding = bool(found.appealed_at) and appeals.may_decide(actor)
    form_class: type[PlainForm] = DecisionForm if deciding else AppealForm
    problem, form = "", form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if deciding:
                appeals.decide(actor, found, **form.cleaned_data)
            else:
                appeals.appeal(actor, found, form.cleaned_data["words"])
            return redirect("appraisal:points", found.organ.code, f"{found.month:%Y-%m}")
        except Refused as refused:
            problem = str(refused)
    context = {
        "actor": actor, "point": found, "label": LOSSES[found.rule].label, "form": form, "problem": problem,
        "acts": found.lifted is None and (deciding or (not found.appealed_at and appeals.may_appeal(actor, found))),
    }  # fmt: skip
    return render(request, "appraisal/point.html", context, status=422 if request.method == "POST" else 200)
