"""Each sign-in of staff, right or wrong: when, with what, from where - never the whole address - and its session's end."""

import re
from datetime import timedelta
from functools import partial
from ipaddress import ip_address
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from interaction.i18n.translation import written_day
from interaction.notices.live import send
from interaction.organs.models import Staff
from interaction.sign_in.models import SignIn
from interaction.visitors.throttle import source_of
from interaction.workdays.now import SHANGHAI, now

# 网络安全法 A.21(3): logs of the network are kept for six months at least.
KEPT = timedelta(days=190)
# In a session: by which sign-in it began.
OF_SESSION = "sign_in"
IPV4 = 4
_SYSTEMS = {
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Linux": "Linux",
}
_BROWSERS = {"Edg": "Edge", "Firefox": "Firefox", "MicroMessenger": "微信", "Chrom": "Chrome", "Safari": "Safari"}


def shown_address(address: str) -> str:
    """Return an address without what tells one machine from its neighbours: 10.2.3.*, 2001:db8:1:2:*."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if found.version == IPV4:
        return str(found).rpartition(".")[0] + ".*"
    return ":".join(part.lstrip("0") or "0" for part in found.exploded.split(":")[:4]) + ":*"


def device_of(agent: str) -> str:
    """Name system and browser, as far as a browser says them."""
    system = next((name for mark, name in _SYSTEMS.items() if mark in agent), "")
    browser = next((name for mark, name in _BROWSERS.items() if re.search(rf"{mark}\w*/", agent)), "")
    return " · ".join(part for part in (system, browser) if part) or _("未知设备")


def note(request: HttpRequest, staff: Staff, *, succeeded: bool) -> SignIn:
    """Keep that somebody signed in to an account, or tried to."""
    return SignIn.objects.create(
        staff=staff, at=now(), succeeded=succeeded, device=device_of(str(request.META.get("HTTP_USER_AGENT", ""))),
        address=shown_address(str(request.META.get("REMOTE_ADDR", ""))), source=source_of(request),
        session_key=(request.session.session_key or "") if succeeded else "",
    )  # fmt: skip


def came_from_here(request: HttpRequest, staff: Staff) -> bool:
    """Whether this person has signed in from this address before."""
    return SignIn.objects.filter(staff=staff, succeeded=True, source=source_of(request)).exists()


def sessions_of(staff: Staff) -> QuerySet[SignIn]:
    """The sessions of somebody that are open, newest first."""
    open_ones = Session.objects.filter(expire_date__gt=now()).values("session_key")
    return SignIn.objects.filter(staff=staff, succeeded=True, session_key__in=open_ones).order_by("-at")


def last_before(this: SignIn) -> tuple[SignIn | None, int]:
    """The last time somebody signed in before this time, and how often it failed since."""
    before = SignIn.objects.filter(staff=this.staff_id, pk__lt=this.pk)
    last = before.filter(succeeded=True).order_by("-at").first()
    failed = before.filter(succeeded=False, **({"at__gt": last.at} if last else {}))
    return last, failed.count()


def said_of_last(this: SignIn) -> str:
    """Tell somebody who has just signed in when and from where the account was used before."""
    last, failed = last_before(this)
    if last is None:
        return _("这是您的账号第一次登录。")
    local = last.at.astimezone(SHANGHAI)
    said = _("上次登录：%(at)s，%(device)s，地址%(address)s。") % {
        "at": f"{written_day(local)} {local:%H:%M}", "device": last.device, "address": last.address or "—",
    }  # fmt: skip
    if failed:
        said += _("此后有%(n)s次密码输错，不是您本人的，请修改密码并告诉管理员。") % {"n": failed}
    return said


def end_sessions(which: Q) -> int:
    """End sessions: what they have open is closed, and nothing opens any more. What was typed is kept as ever."""
    keys = list(
        SignIn.objects.filter(which, succeeded=True).exclude(session_key="").values_list("session_key", flat=True)
    )
    if not keys:
        return 0
    Session.objects.filter(session_key__in=keys).delete()
    SignIn.objects.filter(session_key__in=keys).update(session_key="")
    for key in keys:
        close_sockets(key)
    return len(keys)


def close_sockets(session_key: str) -> None:
    """Tell the sockets of a session, once this transaction commits, that it is over."""
    transaction.on_commit(partial(send, group_of(session_key), {"type": "session.ended"}))


def group_of(session_key: str) -> str:
    return f"session.{session_key}"


def renewed(sign_in: int, key: str) -> None:
    """A session goes on under another key (a changed password): it is the same one in the list."""
    SignIn.objects.filter(pk=sign_in).update(session_key=key)


def forget_old() -> int:
    """Forget sign-ins that nobody has to keep any more."""
    deleted: Any = SignIn.objects.filter(at__lt=now() - KEPT).delete()
    return int(deleted[0])
