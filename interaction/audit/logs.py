"""The logs that the auditor reads: by whom, about which case, on which day, of which kind; newest first, page by page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.admin.models import LogEntry as SettingsEntry
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from interaction.audit.alarms import of_day
from interaction.audit.models import Kind, Reading
from interaction.casework.actions import actions_of
from interaction.casework.models import Event
from interaction.casework.registry import channel
from interaction.privacy.encryption import CannotOpen
from interaction.workflow.declarations import Text
from interaction.workflow.models import LogEntry

PAGE = 50


@dataclass(frozen=True)
class Row:
    """One line of a log: when, who, what, about which case or thing, from where."""

    key: int
    at: datetime
    who: str
    what: Text
    about: str
    more: str = ""


@dataclass(frozen=True)
class Asked:
    """What the auditor looks for; empty is everything."""

    who: str = ""
    number: str = ""
    day: date | None = None
    kind: str = ""


@dataclass(frozen=True)
class Log:
    key: str
    label: Text
    rows: Callable[[], QuerySet[Any]]
    # The columns by which it is asked: of the person, the case's number, the instant, the kind, and the place in the list.
    columns: Mapping[str, str]
    line: Callable[[Any], Row]
    kinds: tuple[tuple[str, Text], ...] = ()
    # A log of every case ever had is read case by case: no index of it leads by person or day.
    by_case_alone: bool = False

    def page(self, asked: Asked, after: int | None) -> tuple[list[Row], int | None]:
        """Return the lines behind a place, and the place where the next page goes on."""
        if self.by_case_alone and not asked.number:
            return [], None
        columns, wanted = self.columns, Q()
        if asked.who:
            wanted &= Q(**{f"{columns['who']}__username": asked.who})
        if asked.number and "number" in columns:
            wanted &= Q(**{columns["number"]: asked.number})
        if asked.day:
            first, end = of_day(asked.day)
            wanted &= Q(**{f"{columns['at']}__gte": first, f"{columns['at']}__lt": end})
        if asked.kind and self.kinds:
            wanted &= Q(**{columns["kind"]: asked.kind})
        if after is not None:
            wanted &= Q(**{f"{columns['place']}__lt": after})
        found = [self.line(one) for one in self.rows().filter(wanted).order_by(f"-{columns['place']}")[: PAGE + 1]]
        return found[:PAGE], found[PAGE - 1].key if len(found) > PAGE else None


def _of_reading(one: Reading) -> Row:
    try:
        place = one.network
    except CannotOpen:
        place = ""
    about = one.case_number or one.words or one.address
    return Row(one.seq, one.at, one.who.name if one.who else "—", one.get_kind_display(), about, place)


def _of_event(one: Event) -> Row:
    declared = actions_of(channel(one.case.channel).model).get(one.action)
    what = declared.label if declared else one.action
    return Row(one.pk, one.at, one.actor_name or "—", what, one.case.number)


def _of_document(one: LogEntry) -> Row:
    return Row(one.pk, one.at, one.by_name, one.label, f"{one.kind} {one.key}")


def _of_settings(one: SettingsEntry) -> Row:
    what = one.get_action_flag_display()
    about = f"{one.content_type.name if one.content_type else ''} {one.object_repr}".strip()
    return Row(one.pk, one.action_time, one.user.get_full_name(), what, about, one.get_change_message())


LOGS = (
    Log(
        "readings", _("查阅记录"), lambda: Reading.objects.select_related("who"),
        {"who": "who", "number": "case_number", "at": "at", "kind": "kind", "place": "seq"}, _of_reading,
        tuple((value, label) for value, label in Kind.choices),
    ),
    Log(
        "events", _("办件经过"), lambda: Event.objects.select_related("actor", "case"),
        {"who": "actor", "number": "case__number", "at": "at", "place": "pk"}, _of_event, by_case_alone=True,
    ),
    Log(
        "documents", _("文稿和任命"), lambda: LogEntry.objects.select_related("by"),
        {"who": "by", "at": "at", "place": "pk"}, _of_document,
    ),
    Log(
        "settings", _("设置改动"), lambda: SettingsEntry.objects.select_related("user", "content_type"),
        {"who": "user", "at": "action_time", "place": "pk"}, _of_settings,
    ),
)  # fmt: skip
