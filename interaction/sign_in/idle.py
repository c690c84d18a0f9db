"""Sessions of staff end when nobody uses them: GB/T 22239-2019 8.1.4.1 b), ASVS 4.0.3 V3.3.2.

What a page fetches by itself (live.js, polling) says so in a header and is no use; a socket is none either. Rooms may say
that somebody is at work without touching a page: an agent in a call.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from interaction.organs.models import Staff
from interaction.sign_in.standing import BOUND_TO
from interaction.workdays.now import now

USED_AT, BY_ITSELF = "used_at", "X-By-Itself"
# So often at most the time of the last use is written down.
_EVERY = 60
_at_work: list[Callable[[Staff], bool]] = []


def never_while(busy: Callable[[Staff], bool]) -> None:
    """Let no session end by idleness while this is true of its person."""
    _at_work.append(busy)


def is_over(session: SessionBase) -> bool:
    """Whether nobody has used this session for so long that it ends. A screen's session is not used by anybody."""
    minutes: int = settings.IDLE_MINUTES
    if not minutes or BOUND_TO in session or USED_AT not in session:
        return False
    return datetime.fromtimestamp(session[USED_AT], now().tzinfo) <= now() - timedelta(minutes=minutes)


def ends(session: SessionBase, staff: Staff) -> bool:
    """Whether it ends now: it is over, and its person is not at work away from the page."""
    return is_over(session) and not any(busy(staff) for busy in _at_work)


def use(session: SessionBase) -> None:
    """Note that somebody is there."""
    moment = int(now().timestamp())
    if abs(moment - session.get(USED_AT, 0)) >= _EVERY:
        session[USED_AT] = moment


def end_or_use(request: HttpRequest) -> None:
    """End the session of whoever has not used it for too long; else note the use, if it is one."""
    if SESSION_KEY not in request.session:
        return
    if request.user.is_authenticated and ends(request.session, request.user):
        logout(request)
    elif request.user.is_authenticated and BY_ITSELF not in request.headers:
        use(request.session)
