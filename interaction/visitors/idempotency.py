"""Every form carries a key: sent twice, it does once what it is for.

The key stands in the page's address (`?form=`) and in the form, so that going back shows the same form, not a new one.
Which forms a browser was given is kept in a signed cookie: only who sent one the first time sees its receipt again.
"""

import uuid
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

# The cookie, how many forms it remembers, and how long (seconds).
FORMS, MOST_FORMS, DAY = "forms", 12, 86_400
# Where the key stands: in the address of a page with a form, and in what the form sends.
IN_ADDRESS, IN_FORM = "form", "submission"
# In what a form sends with a proof (proofs.py): what was answered, to which question, and what the browser worked out.
OF_A_PROOF = ANSWER, QUESTION, SOLUTION = "proof", "proof_question", "proof_solution"
# In what a form of the desk sends: for whom of the staff the page was made, signed. And all that nobody typed.
WRITTEN_BY = "written_by"
NOT_TYPED = frozenset(
    {"csrfmiddlewaretoken", IN_FORM, WRITTEN_BY, "reshape", "again", "edit", "version", "seen", "stashed", *OF_A_PROOF}
)
View = TypeVar("View", bound=Callable[..., Any])


class Somebody(Protocol):
    """Who acts, as far as a key is bound to it."""

    @property
    def kind(self) -> str: ...

    @property
    def staff(self) -> Any: ...


def submission_key(text: str) -> uuid.UUID:
    """The key a form came back with; a new one where that cannot be read."""
    return read_key(text) or uuid.uuid4()


def read_key(text: Any) -> uuid.UUID | None:
    """The key that somebody sent, if it is one."""
    try:
        return uuid.UUID(str(text)) if text else None
    except ValueError:
        return None


def key_within(data: Mapping[str, Any], what: str, actor: Somebody) -> uuid.UUID | None:
    """The key of a form, bound to what it does and to who sends it; None where no form was sent.

    The key of a form about something else, or of somebody else, gives another one, and so means nothing here.
    """
    sent = read_key(data.get(IN_FORM))
    return uuid.uuid5(sent, f"{what} {actor.kind} {actor.staff.pk if actor.staff else ''}") if sent else None


def form_key(request: HttpRequest) -> uuid.UUID | None:
    """The key of the form that a page shows or that came back from it; None where its address has none yet."""
    return read_key(request.POST.get(IN_FORM) if request.method == "POST" else request.GET.get(IN_ADDRESS))


def with_a_key(request: HttpRequest, key: uuid.UUID | None = None) -> HttpResponse:
    """Lead to the same page under a key of its own."""
    query = [(name, value) for name, values in request.GET.lists() if name != IN_ADDRESS for value in values]
    return HttpResponseRedirect(f"{request.path}?{urlencode([*query, (IN_ADDRESS, str(key or uuid.uuid4()))])}")


def first_visit(request: HttpRequest) -> HttpResponse | None:
    """Lead to a public form under a key that this browser is given; None where the address has one."""
    if request.method != "GET" or IN_ADDRESS in request.GET:
        return None
    key = uuid.uuid4()
    return remember_form(request, with_a_key(request, key), key)


def own_key(request: HttpRequest) -> uuid.UUID:
    """The key of a public form: as it came back, or as its address has it where this browser was given it.

    An address that was passed on, or a browser that keeps no cookies, gets a form of its own.
    """
    key = form_key(request)
    if request.method == "GET" and str(key) not in forms_of(request):
        key = None
    return key or uuid.uuid4()


def shows_again(view: View) -> View:
    """Mark a view that can show its form again with what was sent, doing nothing: see `shown_again`."""
    view.shows_again = True  # type: ignore[attr-defined]
    return view


def shown_again(request: HttpRequest) -> bool:
    """Whether what was sent came from a page that had expired: the form is shown with it, and nothing is done."""
    return bool(getattr(request, "shown_again", False))


def forms_of(request: HttpRequest) -> list[str]:
    """The forms this browser was given; signed, so that nobody claims another's."""
    return [key for key in (request.get_signed_cookie(FORMS, default="") or "").split(",") if key]


def remember_form(request: HttpRequest, response: HttpResponse, submission: uuid.UUID) -> HttpResponse:
    """Note that this browser was given a form."""
    keys = [key for key in forms_of(request) if key != str(submission)][1 - MOST_FORMS :]
    response.set_signed_cookie(
        FORMS, ",".join([*keys, str(submission)]), max_age=DAY, httponly=True, samesite="Lax", secure=settings.SECURE
    )  # fmt: skip
    return response
