"""质检: what was drawn, the checklist, and what came of it."""

from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hotline.checking import CheckForm, item_fields
from hotline.checklists import CALL, PASSED
from hotline.quality.drawing import MOST, draw, judge_call, judge_reply, may_check
from hotline.quality.models import Sampled
from interaction.audit.models import Kind
from interaction.audit.recording import note_case, reads
from interaction.errors import InvalidData, Refused
from interaction.organs.actors import Actor
from interaction.replies.drafting import latest
from interaction.visitors.idempotency import form_key
from interaction.workbench.views import actor_of
from interaction.workdays.now import today
from interaction.workflow.forms import DayField, PlainForm, TextField


class DrawForm(PlainForm):
    first = DayField(label=_("从"), past=True)
    last = DayField(label=_("到"), past=True)
    replies = forms.IntegerField(label=_("抽多少件答复"), min_value=0, max_value=MOST, initial=10)
    calls = forms.IntegerField(label=_("抽多少个来电"), min_value=0, max_value=MOST, initial=10)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and first > last:
            self.add_error("last", _t("结束日期不能早于开始日期。"))
        return self.cleaned_data


class CallForm(PlainForm):
    remarks = TextField(label=_("质检意见（可不填）"), max_length=1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {**item_fields(CALL), **self.fields}


def _checker(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not may_check(actor):
        raise PermissionDenied
    return actor


@never_cache
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    actor = _checker(request)
    form = DrawForm(request.POST or None, initial={"first": today() - timedelta(days=7), "last": today()})
    if request.method == "POST" and form.is_valid():
        with suppress(IntegrityError):  # the same form, sent twice at once: the other one was faster
            draw(actor, **form.cleaned_data, form=form_key(request))
        return redirect("quality:index")
    rows = Sampled.objects.select_related("case__organ", "call__agent", "judged_by")
    context = {
        "actor": actor, "form": form, "passed": PASSED,
        "waiting": rows.filter(judged_at__isnull=True).order_by("drawn_at")[:MOST],
        "judged": rows.filter(judged_at__isnull=False).order_by("-judged_at")[:50],
    }  # fmt: skip
    return render(request, "quality/index.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@reads(Kind.CASE)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The thing itself beside its checklist."""
    actor = _checker(request)
    sample = get_object_or_404(Sampled.objects.select_related("case__organ", "call__agent"), pk=pk)
    case = sample.case.specific if sample.case else None
    if case:
        note_case(request, case, actor)
    form: Any = CheckForm(request.POST or None, case=case, actor=actor) if case else CallForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            if case:
                judge_reply(actor, sample, request.POST)
            else:
                marks = {item.code: form.cleaned_data[item.code] for item in CALL}
                judge_call(actor, sample, marks, form.cleaned_data["remarks"])
            return redirect("quality:index")
        except InvalidData as invalid:
            form = invalid.form
        except Refused as refused:
            problem = str(refused)
    context = {
        "actor": actor, "sample": sample, "form": form, "problem": problem, "case": case,
        "content": case.describes.content(case) if case else [], "draft": latest(case) if case else None,
    }  # fmt: skip
    return render(request, "quality/one.html", context, status=422 if request.method == "POST" else 200)
