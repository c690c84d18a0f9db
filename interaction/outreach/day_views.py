"""Open days, for everybody: what there is, signing up, and what somebody who signed up may do afterwards."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interaction.casework.party import EmailLineField, PhoneField
from interaction.casework.query_code_access import LookUpForm, NumberField, look_up, remember
from interaction.errors import Refused
from interaction.outreach import queries, signing_up
from interaction.outreach.models import OpenDay, SignUp
from interaction.outreach.models.days import MOST_PEOPLE
from interaction.outreach.public_views import after, corrections, shown
from interaction.visitors.idempotency import first_visit, own_key, shown_again, shows_again
from interaction.visitors.proofs import spend_or_ask
from interaction.visitors.throttle import SUBMISSIONS
from interaction.workflow.forms import LineField, PlainForm, TextField, filled

# In the session: the sign-ups this visitor has opened, and those it made itself, whose query code it may read again.
OPENED, MADE = "opened_sign_ups", "made_sign_ups"
MOST_COMING = 50
STARS = [(str(n), format_lazy(_("{n} 分"), n=n)) for n in (5, 4, 3, 2, 1)]


class SignUpForm(PlainForm):
    name = LineField(label=_("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = PhoneField(
        label=_("联系电话"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("一个电话报名一次，再报的不算；要改人数，请先取消再报。"),
    )  # fmt: skip
    email = EmailLineField(
        label=_("电子邮箱（可不填）"), required=False, max_length=120, help_text=_("填写后，报名结果和提醒会发到邮箱。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    people = forms.IntegerField(
        label=_("人数（含您本人）"), min_value=1, max_value=MOST_PEOPLE, initial=1,
        help_text=format_lazy(_("一次最多 {n} 人。"), n=MOST_PEOPLE),
    )  # fmt: skip


class FindForm(LookUpForm):
    number = NumberField(label=_("报名编号"), max_length=32, help_text=_("例如 KF-2026-000012"))


class RatingForm(PlainForm):
    stars = forms.ChoiceField(label=_("您对这次活动满意吗"), choices=STARS, widget=forms.RadioSelect)
    words = TextField(
        label=_("想说的话（可不填）"), required=False, max_length=1000,
        help_text=_("工作人员会归纳公布，不公布原话和您的姓名。"),
    )  # fmt: skip


@login_not_required
@require_GET
def open_days(request: HttpRequest) -> HttpResponse:
    """What is to come, and what was, with its outcome."""
    context = {"coming": queries.coming_open_days(MOST_COMING), "page": queries.past_open_days(after(request))}
    return render(request, "outreach/open_days.html", context)


@login_not_required
@require_GET
def open_day(request: HttpRequest, pk: int) -> HttpResponse:
    entry, gone = shown(request, OpenDay, pk)
    if gone:
        return gone
    return render(request, "outreach/open_day.html", {"entry": entry, "corrections": corrections(entry)})


@login_not_required
@never_cache
@shows_again
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The form. What was typed survives every fault; a form sent twice signs up once."""
    day, gone = shown(request, OpenDay, pk)
    if gone:
        return gone
    if day.takes_sign_ups and (leading := first_visit(request)):
        return leading
    key = own_key(request)
    before = SignUp.objects.filter(pk=key, day=day).first()
    if before and before.number in request.session.get(MADE, []):
        return redirect("outreach:signed_up", number=before.number)
    if before:  # another browser's form: nothing of it is told
        key = uuid.uuid4()
    if request.method == "GET":
        return _form(request, day, SignUpForm(), key)
    if shown_again(request):
        return _form(request, day, filled(SignUpForm(), request.POST), key, status=422)
    form = SignUpForm(request.POST)
    if not spend_or_ask(request, SUBMISSIONS, form):
        return _form(request, day, form, key, status=429)
    if form.is_valid():
        try:
            one = signing_up.sign_up(day, signing_up.Wish(key, **form.cleaned_data))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            remember(request, MADE, one.number)
            remember(request, OPENED, one.number)
            return redirect("outreach:signed_up", number=one.number)
    return _form(request, day, form, key, status=422)


def _form(request: HttpRequest, day: OpenDay, form: SignUpForm, key: uuid.UUID, status: int = 200) -> HttpResponse:
    context = {"entry": day, "form": form, "key": key, "kept_days": settings.OPEN_DAY_RETENTION_DAYS}
    return render(request, "outreach/sign_up.html", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Number and query code open a sign-up to the person."""
    form = FindForm(request.POST or None)
    one, status = look_up(request, form, SignUp.objects.all())
    if one:
        remember(request, OPENED, one.number)
        return redirect("outreach:signed_up", number=one.number)
    return render(request, "outreach/find_sign_up.html", {"form": form}, status=status)


def for_the_person(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a sign-up for whoever made or opened it in this browser; others are asked for number and query code."""

    @wraps(view)
    def checked(request: HttpRequest, number: str) -> HttpResponse:
        if number not in request.session.get(OPENED, []):
            return redirect("outreach:find_sign_up")
        return view(request, get_object_or_404(SignUp.objects.select_related("day__organ"), number=number))

    return checked


def _mine(request: HttpRequest, one: SignUp, problem: str = "", form: Any = None) -> HttpResponse:
    context = {
        "one": one, "entry": one.day, "problem": problem,
        "code": signing_up.code_of(one) if one.number in request.session.get(MADE, []) else "",
        "may_cancel": one.shown_state != SignUp.State.CANCELLED and not one.day.has_begun(),
        "form": (form or RatingForm()) if signing_up.may_rate(one) else None,
    }  # fmt: skip
    return render(request, "outreach/signed_up.html", context, status=422 if problem or form else 200)


@login_not_required
@never_cache
@require_GET
@for_the_person
def mine(request: HttpRequest, one: SignUp) -> HttpResponse:
    return _mine(request, one)


@login_not_required
@never_cache
@require_POST
@for_the_person
def cancel(request: HttpRequest, one: SignUp) -> HttpResponse:
    try:
        signing_up.cancel(one)
    except Refused as refused:
        return _mine(request, one, str(refused))
    return redirect("outreach:signed_up", number=one.number)


@login_not_required
@never_cache
@require_POST
@for_the_person
def rate(request: HttpRequest, one: SignUp) -> HttpResponse:
    """What somebody who came says; once."""
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _mine(request, one, form=form)
    try:
        signing_up.rate(one, int(form.cleaned_data["stars"]), form.cleaned_data["words"])
    except Refused as refused:
        return _mine(request, one, str(refused))
    return redirect("outreach:signed_up", number=one.number)
