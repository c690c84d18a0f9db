"""The one seam by which reading is put on record: a view declares with `reads` what it shows, the middleware writes it.

The record is written before the answer leaves: what cannot be put on record is not shown.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from interaction.audit.chain import write
from interaction.audit.models import Kind, Reading
from interaction.casework.models import Case
from interaction.casework.numbers import typed_number
from interaction.casework.queries import CASE_NUMBER
from interaction.organs.actors import Actor
from interaction.organs.models import Staff
from interaction.privacy.encryption import blind_index
from interaction.privacy.names import masked_name
from interaction.visitors.throttle import source_of
from interaction.workdays.now import now

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
# What shows something: a page, a part of a file, a form that came back with its faults.
SHOWN = (200, 206, 422)
# So many digits and more are a number of somebody; of it, no more than the first three are told.
DIGITS_OF_A_NUMBER, FIRST_DIGITS = 5, 3
LONGEST_WORDS, LONGEST_ADDRESS = 200, 200


@dataclass
class _Noted:
    """What is known of a request while it is answered."""

    kind: Kind | None = None
    case_number: str = ""
    outside: bool = False
    more: list[dict[str, Any]] = field(default_factory=list)


def _noted(request: HttpRequest) -> _Noted:
    found: _Noted | None = getattr(request, "noted_reading", None)
    if found is None:
        found = _Noted()
        request.noted_reading = found  # type: ignore[attr-defined]
    return found


def reads(kind: Kind) -> Callable[[View], View]:
    """Declare what a view shows; whoever sees it is put on record."""

    def declared(view: View) -> View:
        view.reads = kind  # type: ignore[attr-defined]
        return view

    return declared


def note_case(request: HttpRequest, case: Case, actor: Actor) -> None:
    """Tell which case is shown, and whether it is one of this person's own organs."""
    noted, own = _noted(request), {post.organ_id for post in actor.own_posts}
    mine = actor.staff is not None and case.handler_id == actor.staff.pk
    noted.case_number, noted.outside = case.number, not mine and own.isdisjoint({case.organ_id, case.addressed_to_id})


def note_search(request: HttpRequest, words: str) -> None:
    """Tell what was searched for: a case's number as such, anything else as a keyed digest and masked."""
    number = typed_number(words)
    if CASE_NUMBER.fullmatch(number):
        _noted(request).more.append({"kind": Kind.SEARCH, "case_number": number})
    elif words:
        _noted(request).more.append({"kind": Kind.SEARCH, **_words(words)})


def _words(words: str) -> dict[str, str]:
    bare = "".join(words[:LONGEST_WORDS].split()).casefold()
    digits = sum(char.isdigit() for char in bare)
    masked = f"{bare[:FIRST_DIGITS]}****" if digits >= DIGITS_OF_A_NUMBER else masked_name(bare)
    return {"words_digest": blind_index("searched", bare), "words": masked}


def note_sign_in(sender: Any, request: HttpRequest | None, user: Any, **_more: Any) -> None:
    """Somebody signed in."""
    if request is not None:
        _noted(request).more.append({"kind": Kind.SIGN_IN, "who": user})


def note_sign_out(sender: Any, request: HttpRequest | None, user: Any, **_more: Any) -> None:
    """Somebody signed out."""
    if request is not None and user is not None:
        _noted(request).more.append({"kind": Kind.SIGN_OUT, "who": user})


def note_failed_sign_in(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any
) -> None:
    """Somebody did not get in: whose account it was, if it is one; else what was typed, masked (it may be a password)."""
    name = str(credentials.get("username") or "").replace("\0", "")
    if request is not None:
        who = Staff.objects.filter(username=name).first()
        _noted(request).more.append({"kind": Kind.FAILED, "who": who, **({} if who else _words(name))})


class OnRecord:
    """Put on record what was read by a request, once its answer is there and before it leaves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        rows = list(_rows(request, response.status_code))
        if rows:
            write(rows)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """See what the view declares; every page of the settings is one of them."""
        match = request.resolver_match
        of_settings = Kind.SETTINGS if match and match.app_name == "admin" else None
        _noted(request).kind = getattr(view, "reads", of_settings)


def _rows(request: HttpRequest, status: int) -> list[Reading]:
    noted = _noted(request)
    shown = status in SHOWN or (noted.kind == Kind.SETTINGS and request.method == "POST" and status < 400)  # noqa: PLR2004
    found = [one for one in noted.more if shown or one["kind"] != Kind.SEARCH]
    if noted.kind and shown and request.user.is_authenticated:
        found.append({"kind": noted.kind, "case_number": noted.case_number, "outside": noted.outside})
    if not found:
        return []
    who = request.user if request.user.is_authenticated else None
    common: dict[str, Any] = {
        "at": now(), "who": who, "page": request.resolver_match.view_name if request.resolver_match else "",
        "address": request.path[:LONGEST_ADDRESS], "source": source_of(request),
        "network": str(request.META.get("REMOTE_ADDR", "")),
    }  # fmt: skip
    if request.method == "POST":
        common["details"] = {"sent": True}
    return [Reading(**{**common, **one}) for one in found]
