"""Which cases a visitor may see: those opened with number and query code, kept in the session, and their own, as a citizen
who is signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from interaction.casework.models import Case
from interaction.casework.query_code_access import remember
from interaction.casework.stash import Stash
from interaction.citizens.cases import owns
from interaction.citizens.stashed_forms import stash_form, stashed_form
from interaction.visitors.idempotency import IN_ADDRESS, NOT_TYPED, form_key, forms_of

# In the address of the page that asks for number and query code: where to go on.
BACK_TO = "back"
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


def _ask_for_code(request: HttpRequest, number: str) -> HttpResponse:
    """The session has ended: number and query code are asked for anew. What was typed meanwhile waits, sealed, for the
    browser that was given the form, and is there when its page is opened again."""
    key = form_key(request)
    if request.method != "POST" or str(key) not in forms_of(request):
        return redirect("portal:track")
    assert key
    stash_form(key, {name: text for name, text in request.POST.items() if name not in NOT_TYPED})
    Stash(request, key).keep()
    back = urlencode({"number": number, BACK_TO: request.path, IN_ADDRESS: key})
    return redirect(f"{reverse('portal:track')}?{back}")


def form_left(request: HttpRequest, number: str) -> str:
    """Where the form of this case is that was left to prove who one is; empty if none was."""
    back, key = request.GET.get(BACK_TO, ""), request.GET.get(IN_ADDRESS, "")
    here = reverse("portal:track_case", args=[number])
    return f"{back}?{IN_ADDRESS}={key}" if back.startswith(here) and stashed_form(request, key) else ""


def opened_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for the sender of a case alone: others are asked for number and query code."""

    @wraps(view)
    def checked(request: HttpRequest, number: str, **kwargs: Any) -> HttpResponse:
        case = case_by_number(number)
        if case is None or not has_opened(request, case):
            return _ask_for_code(request, number)
        return view(request, case.specific, **kwargs)

    return checked
