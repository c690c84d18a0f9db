"""Annual reports that wait to be written, signed or published: by 31 January, a government's by 31 March (条例第四十九条)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _t

from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workdays.current import calendar
from interaction.workdays.now import today
from interaction.workflow.todos import Todo, waiting_documents
from requests_app.annual.models import AnnualReport

State = AnnualReport.State
# Who writes and publishes it. A government's day is later: it needs its departments' reports.
OWE = (Role.INTAKE, Role.PUBLISHER)


def waiting(actor: Actor) -> Iterator[Todo]:
    """Yield the reports whose signing or publication is this person's."""
    reports = AnnualReport.objects.filter(state__in=[State.SUBMITTED, State.SIGNED])
    return waiting_documents(
        actor, reports, ("sign", "publish"),
        lambda one: _t("%(organ)s%(year)s年政府信息公开工作年度报告") % {"organ": one.organ.name, "year": one.year},
        lambda one: reverse("annual:report", args=[one.organ.code, one.year]),
    )  # fmt: skip


def last_day(organ: Organ, year: int) -> date:
    """Return the day by which the report of a year is to be public (条例 A.49, 50)."""
    return date(year + 1, 3, 31) if organ.is_root else date(year + 1, 1, 31)


def owed(actor: Actor) -> Iterator[Todo]:
    """Yield, from 1 January on, last year's reports that this person's organs have not published yet."""
    year = today().year - 1
    organs = {organ for role in OWE for organ in actor.organs_as(role)}
    owing = [one for one in organs if one.kind != Organ.Kind.HOTLINE and not one.reports_elsewhere]
    done = AnnualReport.objects.filter(year=year, state=State.PUBLISHED, organ__in=owing).values_list(
        "organ", flat=True
    )
    published = set(done) if owing else set()
    for organ in sorted((one for one in owing if one.pk not in published), key=lambda one: one.path):
        day, days = last_day(organ, year), calendar()
        worked = day if days.is_workday(day) else days.add(day, -1)
        words = _t("应当在 %(day)s 前向社会公布（条例第四十九条）。")
        if today() > day:
            words = _t("%(day)s 的期限已过，请尽快公布（条例第四十九条）。")
        elif worked != day:
            words = _t("应当在 %(day)s 前向社会公布（条例第四十九条）；此前最后一个工作日是 %(worked)s。")
        yield Todo(
            label=_t("公布年度报告"), title=_t("%(organ)s%(year)s年政府信息公开工作年度报告") % {"organ": organ.name, "year": year},
            address=reverse("annual:report", args=[organ.code, year]), since=date(year + 1, 1, 1),
            words=words % {"day": day.isoformat(), "worked": worked.isoformat()},
        )  # fmt: skip
