"""How a session of staff stands: what has to be done before anything else of the desk opens.

It is kept in the session itself, so that no page and no socket asks the database for it.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from interaction.organs.models import Staff
from interaction.sign_in.passwords import Due, password_due

PASSWORD_DUE = "password_due"  # noqa: S105 - a key in the session
# What opens though something is due: where it is done, and the way out.
_OPEN = {"account_change_password", "account_logout", "account_inactive"}


def begin(request: HttpRequest, staff: Staff) -> None:
    """Note, when somebody has signed in, what is due."""
    due = password_due(staff)
    if due:
        request.session[PASSWORD_DUE] = due.value


def due_of(session: Mapping[str, Any]) -> Due | None:
    """Why the password has to be changed in this session."""
    return Due(session[PASSWORD_DUE]) if PASSWORD_DUE in session else None


def page_first(request: HttpRequest) -> str | None:
    """The name of the page that comes before the one that was asked for, for whoever is signed in."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    if page in _OPEN:
        return None
    return "account_change_password" if due_of(request.session) else None


def may_listen(session: Mapping[str, Any]) -> bool:
    """Whether a socket may open: nothing of the desk does while something is due."""
    return due_of(session) is None
