"""Which cases a visitor may see: those opened with number and query code, kept in the session, and their own, as a citizen
who is signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from interaction.casework.models import Case
from interaction.casework.query_code_access import remember
from interaction.citizens.cases import owns

OPENED, RECEIPTS = "opened_cases", "receipts"


def _ticket(case: Case) -> str:
    """What a session keeps of a case it has opened: a code issued anew closes what the one before opened."""
    return f"{case.number}#{case.query_code_issue}" if case.query_code_issue else case.number


def let_in(request: HttpRequest, case: Case) -> None:
    """Open a case to this visitor until the session ends, or its query code is issued anew."""
    remember(request, OPENED, _ticket(case))


def give_receipt(request: HttpRequest, case: Case) -> None:
    remember(request, RECEIPTS, _ticket(case))
    let_in(request, case)


def has_receipt(request: HttpRequest, case: Case) -> bool:
    return _ticket(case) in request.session.get(RECEIPTS, [])


def has_opened(request: HttpRequest, case: Case) -> bool:
    return _ticket(case) in request.session.get(OPENED, []) or owns(request, case.number)


def case_by_number(number: str) -> Case | None:
    if "\0" in number:  # an address may hold it, and PostgreSQL none
        return None
    return Case.objects.select_related("organ", "addressed_to").filter(number=number).first()


def opened_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for the sender of a case alone: others are asked for number and query code."""

    @wraps(view)
    def checked(request: HttpRequest, number: str, **kwargs: Any) -> HttpResponse:
        case = case_by_number(number)
        if case is None or not has_opened(request, case):
            return redirect("portal:track")
        return view(request, case.specific, **kwargs)

    return checked
