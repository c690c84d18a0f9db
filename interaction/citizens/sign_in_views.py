"""Signing in by a one-time code, and signing out. Nothing here tells whether an address is known."""

import uuid
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from interaction.citizens import known_browsers, signing_in
from interaction.citizens.addresses import Address, read_address
from interaction.citizens.codes import CodeExpired, WrongCode, discard_code, send_code, verify_code
from interaction.notices import sms
from interaction.privacy.identifiers import InvalidInput
from interaction.visitors.proofs import spend_or_ask
from interaction.visitors.throttle import SIGN_INS, WRONG_SIGN_INS
from interaction.workflow.forms import LineField, PlainForm

# In the session: the code that was sent for this browser, where to (masked, and as a digest), and where to go then.
PENDING = "citizen_code"
LONGEST_PATH = 200


class SignInForm(PlainForm):
    address = LineField(
        label=_("手机号码或者电子邮箱"), max_length=120, help_text=_("我们发一个 6 位验证码，不用注册，不用密码。"),
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sms.can_send():
            self.fields["address"].label = _("电子邮箱")

    def clean_address(self) -> Address:
        try:
            return read_address(self.cleaned_data["address"])
        except InvalidInput as wrong:
            raise ValidationError(str(wrong)) from wrong


class CodeForm(PlainForm):
    code = LineField(
        label=_("验证码"), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


def _back(path: str) -> str:
    """Where to go after signing in: a page of ours, else the list of cases."""
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if ours and len(path) <= LONGEST_PATH else reverse("citizens:cases")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """For everybody: asks where to send a code, and sends it."""
    back = _back((request.POST if request.method == "POST" else request.GET).get("next", ""))
    if request.method == "GET":
        if signing_in.signed_in(request):
            return redirect(back)
        return _ask(request, SignInForm(), back)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, back, status=422)
    address: Address = form.cleaned_data["address"]
    if not spend_or_ask(request, SIGN_INS, form):
        return _ask(request, form, back, status=429)
    if not known_browsers.may_be_sent_code(request, address.digest):
        form.add_error(
            None, _t("发往这里的验证码已经够多，请用最近收到的一个，或者一小时后再试；今天次数用完的，明天再试。")
        )
        return _ask(request, form, back, status=429)
    before = request.session.get(PENDING)
    if before:
        discard_code(uuid.UUID(before["code"]))
    request.session[PENDING] = {
        "code": str(send_code(address)), "to": address.masked, "digest": address.digest, "next": back,
    }  # fmt: skip
    return redirect("citizens:enter_code")


def _ask(request: HttpRequest, form: SignInForm, back: str, status: int = 200) -> HttpResponse:
    return render(request, "citizens/sign_in.html", {"form": form, "next": back}, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """For the browser that asked for a code."""
    pending = request.session.get(PENDING)
    if not pending:
        return redirect("citizens:sign_in")
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return _ask_for_code(request, form, pending, status=422 if form.errors else 200)
    spent = spend_or_ask(request, WRONG_SIGN_INS, form)
    if spent is None:
        return _ask_for_code(request, form, pending, status=429)
    try:
        citizen = verify_code(uuid.UUID(pending["code"]), form.cleaned_data["code"])
    except WrongCode as wrong:
        left = _t("验证码不对，请核对后再填，还可以试 %(n)s 次。") % {"n": wrong.left}
        form.add_error("code", left if wrong.left else GONE)
        return _ask_for_code(request, form, pending, status=422)
    except CodeExpired:
        spent.give_back()
        form.add_error("code", GONE)
        return _ask_for_code(request, form, pending, status=422)
    spent.give_back()
    del request.session[PENDING]
    signing_in.sign_in(request, citizen)
    return known_browsers.remember(request, redirect(pending["next"]), pending["digest"])


GONE = _("验证码已经失效，请重新获取。")


def _ask_for_code(request: HttpRequest, form: CodeForm, pending: dict[str, Any], status: int) -> HttpResponse:
    again = signing_in.address_of_sign_in(pending["next"])
    context = {"form": form, "to": pending["to"], "again": again}
    return render(request, "citizens/enter_code.html", context, status=status)


@login_not_required
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """For everybody; who is not signed in loses nothing but what this browser had opened."""
    return signing_in.sign_out(request, redirect("portal:home"))
