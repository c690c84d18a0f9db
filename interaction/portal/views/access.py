"""Which cases a visitor may see: those opened with number and query code, kept in the session, and their own, as a citizen
who is signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from interaction.casework.models import Case
from interaction.casework.query_code_access import remember
from interaction.citizens.cases import owns

OPENED, RECEIPTS = "opened_cases", "receipts"


def let_in(request: HttpRequest, case: Case) -> None:
    """Open a case to this visitor until the session ends."""
    remember(request, OPENED, case.number)


def give_receipt(request: HttpRequest, case: Case) -> None:
    remember(request, RECEIPTS, case.number)
    let_in(request, case)


def has_receipt(request: HttpRequest, number: str) -> bool:
    return number in request.session.get(RECEIPTS, [])


def has_opened(request: HttpRequest, number: str) -> bool:
    return number in request.session.get(OPENED, []) or owns(request, number)


def opened_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for the sender of a case alone: others are asked for number and query code."""

    @wraps(view)
    def checked(request: HttpRequest, number: str, **kwargs: Any) -> HttpResponse:
        if not has_opened(request, number):
            return redirect("portal:track")
        case = get_object_or_404(Case.objects.select_related("organ", "addressed_to"), number=number)
        return view(request, case.specific, **kwargs)

    return checked
