"""What people write into an annual report: every version stays, and nobody overwrites what he has not seen."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from interaction.errors import NotNow, NotPermitted
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workdays.now import now
from requests_app.annual.models import AnnualEntry, AnnualReport

EDITORS = (Role.INTAKE, Role.HANDLER)


class Conflict(Exception):
    """Somebody saved meanwhile; `latest` is what."""

    def __init__(self, latest: AnnualEntry) -> None:
        self.latest = latest
        super().__init__(f"version {latest.version} is newer")


def may_edit(actor: Actor, organ: Organ) -> bool:
    return any(actor.holds(role, organ) for role in EDITORS)


def locked(organ: Organ, year: int) -> AnnualReport:
    """The report's row, made when it is first needed, locked until the transaction ends."""
    AnnualReport.objects.get_or_create(organ=organ, year=year)
    return AnnualReport.objects.select_for_update().get(organ=organ, year=year)


def versions(organ: Organ, year: int, part: str) -> QuerySet[AnnualEntry]:
    """The newest first."""
    entries = AnnualEntry.objects.filter(report__organ=organ, report__year=year, part=part)
    return entries.select_related("by").order_by("-version")


def latest(organ: Organ, year: int) -> dict[str, AnnualEntry]:
    """What stands in each part that was ever written."""
    entries = AnnualEntry.objects.filter(report__organ=organ, report__year=year).select_related("by")
    return {entry.part: entry for entry in entries.order_by("part", "-version").distinct("part")}


@transaction.atomic
def save(organ: Organ, year: int, part: str, actor: Actor, *, seen: int, **content: Any) -> AnnualEntry:
    """Add a version on top of the one the person saw (0: none). Raises Conflict, NotPermitted, NotNow."""
    if not may_edit(actor, organ):
        raise NotPermitted(_("年度报告由本单位的收件登记人员、承办人编写。"))
    report = locked(organ, year)
    if report.state != AnnualReport.State.DRAFT:
        raise NotNow(
            _("报告现在是“%(state)s”，不能再改。需要修改的，请先退回修改或者撤回更正。")
            % {"state": report.get_state_display()}
        )
    last = versions(organ, year, part).first()
    if last is not None and last.version != seen:
        raise Conflict(last)
    entry = AnnualEntry(report=report, part=part, version=seen + 1, by=actor.staff, at=now(), **content)
    if last is not None and (last.text, last.figures) == (entry.text, entry.figures):
        return last
    entry.save()
    return entry
