"""Who is signed in as a citizen: a key of the session of its own, which has nothing to do with the staff's sign-in."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import reverse

from interaction.citizens.models import Citizen
from interaction.visitors.idempotency import FORMS
from interaction.workdays.now import now

KEY = "citizen"
# So long without a page, and one is asked again; the session is not written more often than this.
IDLE, NOTED_EVERY = timedelta(hours=8), timedelta(minutes=5)


def sign_in(request: HttpRequest, citizen: Citizen) -> None:
    """From here on the session is theirs, under a new key: whoever planted the old one is left outside. What another
    citizen had opened in this browser is gone."""
    known = request.session.get(KEY)
    if known and known["id"] != str(citizen.pk):
        request.session.flush()
    else:
        request.session.cycle_key()
    rotate_token(request)
    _note(request, citizen.pk)


def _note(request: HttpRequest, pk: uuid.UUID) -> None:
    request.session[KEY] = {"id": str(pk), "at": now().isoformat()}


def signed_in(request: HttpRequest) -> Citizen | None:
    """The citizen of this browser. One who has been away too long, or whose account is gone, is signed out."""
    known = request.session.get(KEY)
    if not known:
        return None
    away = now() - datetime.fromisoformat(known["at"])
    citizen = Citizen.objects.filter(pk=known["id"]).first() if away < IDLE else None
    if citizen is None:
        request.session.flush()
    elif away > NOTED_EVERY:
        _note(request, citizen.pk)
    return citizen


def account_of(request: HttpRequest) -> str:
    """The account of this browser, where somebody counts each person once."""
    citizen = signed_in(request)
    return str(citizen.pk) if citizen else ""


def sign_out(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Everything this browser had opened is closed, what it had sent as a guest too: others may use it next."""
    request.session.flush()
    response.delete_cookie(FORMS, samesite="Lax")
    return response


def address_of_sign_in(back: str) -> str:
    """Where one signs in, to come back from there."""
    return f"{reverse('citizens:sign_in')}?{urlencode({'next': back})}"


def citizens_only(view: Callable[[HttpRequest, Citizen], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A view for who is signed in as a citizen; others sign in first and come back."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        citizen = signed_in(request)
        return view(request, citizen) if citizen else redirect(address_of_sign_in(request.path))

    return checked
