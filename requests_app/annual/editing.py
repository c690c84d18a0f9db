"""What people write into an annual report: every version stays, and nobody overwrites what he has not seen."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from interaction.errors import StaleVersion
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.engine import perform
from requests_app.annual.models import AnnualEntry, AnnualReport

EDITORS = (Role.INTAKE, Role.HANDLER)


class Conflict(StaleVersion):
    """Somebody saved meanwhile; `latest` is what."""

    def __init__(self, latest: AnnualEntry) -> None:
        self.latest = latest
        super().__init__()


def may_edit(actor: Actor, organ: Organ) -> bool:
    return any(actor.holds(role, organ) for role in EDITORS)


def report_row(organ: Organ, year: int) -> AnnualReport:
    """The report's row, made when something is first done to it."""
    return AnnualReport.objects.get_or_create(organ=organ, year=year)[0]


def versions(organ: Organ, year: int, part: str) -> QuerySet[AnnualEntry]:
    """The newest first."""
    entries = AnnualEntry.objects.filter(report__organ=organ, report__year=year, part=part)
    return entries.select_related("by").order_by("-version")


def latest(organ: Organ, year: int) -> dict[str, AnnualEntry]:
    """What stands in each part that was ever written."""
    entries = AnnualEntry.objects.filter(report__organ=organ, report__year=year).select_related("by")
    return {entry.part: entry for entry in entries.order_by("part", "-version").distinct("part")}


@document_action(AnnualReport, _("编写"), source=AnnualReport.State.DRAFT, by=EDITORS, writes=True)
def write(report: AnnualReport, context: ActionContext) -> None:
    """Note who wrote; what was written is a version of its part."""


@transaction.atomic
def save(organ: Organ, year: int, part: str, actor: Actor, *, seen: int, **content: Any) -> AnnualEntry:
    """Add a version on top of the one the person saw (0: none). Raises Conflict, NotPermitted, NotNow."""
    report = report_row(organ, year).locked()
    last = versions(organ, year, part).first()
    entry = AnnualEntry(report=report, part=part, version=seen + 1, by=actor.staff, **content)
    if last is not None and last.version == seen and (last.text, last.figures) == (entry.text, entry.figures):
        return last
    done = perform(report, "write", actor, part=part)
    if last is not None and last.version != seen:
        raise Conflict(last)
    entry.at = done.at
    entry.save()
    return entry
