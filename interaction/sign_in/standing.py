"""How a session of staff stands: what has to be done before anything else of the desk opens.

It is kept in the session itself, so that no page and no socket asks the database for it.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from interaction.organs.models import Staff
from interaction.sign_in import anew
from interaction.sign_in.passwords import Due, password_due

# The one page that a screen which signed in as a device shows; nothing else opens in its session.
BOUND_TO = "bound_to"
DEVICE_FOR = timedelta(days=90)
PASSWORD_DUE = "password_due"  # noqa: S105 - a key in the session
FACTOR_DUE = "factor_due"
# What counts as a second factor: an authenticator's codes, or a passkey.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_FOR_A_FACTOR = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}
# What opens though something is due: where it is done, and the way out.
_OPEN = {"account_change_password", "account_logout", "account_inactive"}


def begin(request: HttpRequest, staff: Staff) -> None:
    """Note, when somebody has signed in, what is due."""
    due = password_due(staff)
    if due:
        request.session[PASSWORD_DUE] = due.value
    if second_factor_compulsory(staff) and not has_factor(staff):
        request.session[FACTOR_DUE] = True


def second_factor_compulsory(staff: Staff) -> bool:
    """Whether somebody holds a post for which a password is not enough."""
    return staff.posts.filter(role__in=settings.SECOND_FACTOR_ROLES).exists()


def has_factor(staff: Staff, *, but: int | None = None) -> bool:
    """Whether somebody has a second factor, beside one that is about to go."""
    return Authenticator.objects.filter(user=staff, type__in=FACTORS).exclude(pk=but).exists()


def due_of(session: Mapping[str, Any]) -> Due | None:
    """Why the password has to be changed in this session."""
    return Due(session[PASSWORD_DUE]) if PASSWORD_DUE in session else None


def page_first(request: HttpRequest) -> str | None:
    """The name of the page that comes before the one that was asked for, for whoever is signed in."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    bound = request.session.get(BOUND_TO)
    if page in _OPEN or (bound and bound == page):
        return None
    if due_of(request.session):
        return "account_change_password"
    if request.session.get(FACTOR_DUE):
        return None if page in _FOR_A_FACTOR else "mfa_index"
    return bound or (anew.PAGE if page in anew.OF_SETTINGS and not anew.was_just_now(request) else None)


def bind(request: HttpRequest, page: str) -> None:
    """Make this session a device's: for one page alone, without an end by idleness."""
    request.session[BOUND_TO] = page
    request.session.set_expiry(DEVICE_FOR)


def may_listen(session: Mapping[str, Any], page: str = "") -> bool:
    """Whether the socket of a page may open: none does while something is due, and a device's for its page alone."""
    return due_of(session) is None and FACTOR_DUE not in session and session.get(BOUND_TO, page) == page
