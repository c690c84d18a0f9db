"""系统状态: how every part of the system stands and what to do, for whoever administers it; and the word that goes out."""

from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from interaction.audit.models import Kind
from interaction.audit.recording import reads
from interaction.notices.outbox import notify_staff, tell_address
from interaction.organs.absences import held
from interaction.organs.actors import Actor
from interaction.organs.models import Role, Staff
from interaction.watching.checks import GROUPS, Group, Level, findings
from interaction.workdays.now import local_date, now, today
from interaction.workflow.desk_pages import actor_of, page
from interaction.workflow.todos import Todo


@never_cache
@require_GET
@reads(Kind.SETTINGS)
def system_status(request: HttpRequest) -> HttpResponse:
    """Every check with what it found, group by group."""
    actor = actor_of(request)
    if Role.ADMINISTRATOR not in actor.roles:
        raise PermissionDenied
    groups = [(group, list(findings(group))) for group in GROUPS]
    worst = [sum(found.level == level for _group, rows in groups for _check, found in rows) for level in Level]
    context = {"groups": groups, "at": now(), "soon": worst[Level.SOON], "bad": worst[Level.BAD]}
    return page(request, "workbench/system_status.html", actor, context)


def standstill_for(actor: Actor) -> Iterator[Todo]:
    """Yield what stands still, for system administrators: beat and worker cannot say so themselves."""
    if Role.ADMINISTRATOR not in actor.roles:
        return
    for check, found in findings(Group.PROCESSES):
        if found.level == Level.BAD:
            yield Todo(
                label=_t("系统状态"), title=f"{check.label}：{found.words}", address=reverse("workbench:system_status"),
                since=today(), words=found.advice,
            )  # fmt: skip


def tell_administrators() -> int:
    """Tell of everything that is bad, once a day each: administrators at the desk, and the addresses of ALERT_EMAILS. Answer of
    how much."""
    wrong = [(check, found) for check, found in findings() if found.level == Level.BAD]
    moment = now()
    people = [one.substitute or one.post.staff for one in held(Q(role=Role.ADMINISTRATOR)) if one.attended]
    for check, found in wrong:
        key = f"watch:{check.key}:{local_date(moment).isoformat()}"
        subject = _t("系统状态：%(what)s") % {"what": check.label}
        _tell(people, key, subject, f"{found.words}\n{found.advice}")
    return len(wrong)


def _tell(people: list[Staff], key: str, subject: str, body: str) -> None:
    notify_staff(people, key=key, subject=subject, body=body, send_after=now())
    for number, email in enumerate(settings.ALERT_EMAILS):
        tell_address(key=f"{key}:mail:{number}", email=email, subject=subject, body=f"{body}\n{settings.SITE_URL}")
