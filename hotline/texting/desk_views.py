"""来电短信: what was texted and answers no order, dealt with once by somebody of the hotline's desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotline.telephony.history import cases_of
from hotline.texting.models import StrayText
from hotline.texting.stray import deal_with, may_read, number_of, unread_texts
from interaction.audit.models import Kind
from interaction.audit.recording import reads
from interaction.errors import NotNow
from interaction.organs.actors import Actor
from interaction.workflow.desk_pages import actor_of, page
from interaction.workflow.forms import PlainForm, TextField

MOST = 50


class DoneForm(PlainForm):
    done = forms.ChoiceField(
        label=_("处理结果"), choices=StrayText.Done.choices, widget=forms.RadioSelect,
        help_text=_("有诉求的，请打电话问清后在话务台录单，再登记。"),
    )  # fmt: skip
    remarks = TextField(label=_("说明（可不填）"), max_length=500, required=False)


def for_the_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for those who work at the desk of the hotline centre."""

    @never_cache
    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        actor = actor_of(request)
        if not may_read(actor):
            raise PermissionDenied
        return view(request, actor, **kwargs)

    return checked


@require_GET
@for_the_desk
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Those that wait, the longest waiting first, and the last ones dealt with."""
    done = StrayText.objects.exclude(done="").select_related("received", "done_by").order_by("-done_at")
    return page(request, "texting/index.html", actor, {"waiting": unread_texts()[:MOST], "done": done[:MOST]})


@require_http_methods(["GET", "POST"])
@for_the_desk
@reads(Kind.CASE)
def text(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One text: what it says, what else its sender has sent in, and what was done about it."""
    stray, problem = _stray(code), ""
    form = DoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            deal_with(stray, actor, form.cleaned_data["done"], form.cleaned_data["remarks"])
            return redirect("texting_desk:index")
        except NotNow as faster:
            problem, stray = str(faster), _stray(code)
    return _shown(request, actor, stray, form, problem=problem)


@require_POST
@for_the_desk
@reads(Kind.PERSON)
def number(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The number in the clear, noted."""
    stray = _stray(code)
    return _shown(request, actor, stray, DoneForm(), number=number_of(stray, actor))


def _stray(code: str) -> StrayText:
    return get_object_or_404(StrayText.objects.select_related("received", "done_by"), received__digest=code)


def _shown(
    request: HttpRequest, actor: Actor, stray: StrayText, form: DoneForm, *, problem: str = "", number: str = ""
) -> HttpResponse:
    cases = cases_of(stray.sender, actor) if stray.sender else []
    context = {"stray": stray, "form": form, "problem": problem, "number": number, "cases": cases}
    return page(request, "texting/text.html", actor, context, 422 if problem or form.errors else 200)
