"""What the interface lists, by key: masked published items and tallies, nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Value
from django.db.models.functions import Now

from interaction.casework.keyset import after_cursor
from interaction.opendata.parameters import Key
from interaction.publicity.models import Publication, PublicationChange, TypicalReply
from interaction.statistics.models import Tally

# A change is listed once every transaction that began before it has had this long to end: a reader that goes on from
# the last change it saw then misses none.
SETTLING = timedelta(seconds=30)
_LAST_DAY = date.max.toordinal()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MOMENT = datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    rows: Sequence[Any]
    next_cursor: Key | None  # the key after which the next page begins; None on the last


def _paged(found: QuerySet[Any], limit: int, key: Callable[[Any], Key]) -> Page:
    rows = list(found[: limit + 1])
    return Page(rows[:limit], key(rows[limit - 1]) if len(rows) > limit else None)


def _day(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), _LAST_DAY))


def _moment(microseconds: int) -> datetime:
    return min(_EPOCH + timedelta(microseconds=min(microseconds, 10**16)), _LAST_MOMENT)


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def published() -> QuerySet[Publication]:
    """Every published reply, with its organ and when it last changed; nothing that was taken back."""
    return Publication.objects.filter(withdrawn_at__isnull=True).select_related("organ", "freshness")


def replies(asked: dict[str, Any]) -> Page:
    """Published replies, the newest reply first."""
    rows = published().filter(_of(asked)).order_by("-replied_on", "-id")
    if asked["replied_from"]:
        rows = rows.filter(replied_on__gte=asked["replied_from"])
    if asked["replied_to"]:
        rows = rows.filter(replied_on__lte=asked["replied_to"])
    if asked["after"]:
        day, pk = _day(asked["after"][0]), asked["after"][1]
        rows = after_cursor(rows, (day, pk), "replied_on")
    return _paged(rows, asked["limit"], lambda one: (one.replied_on.toordinal(), one.pk))


def changed(asked: dict[str, Any]) -> Page:
    """Items that changed since a moment, taken back ones too, in the order of their changes."""
    rows = Publication.objects.filter(_of(asked)).select_related("organ", "freshness").prefetch_related(withdrawals())
    rows = rows.filter(freshness__changed_at__gte=asked["updated_since"])
    rows = rows.filter(freshness__changed_at__lt=Now() - Value(SETTLING))
    if asked["replied_from"]:
        rows = rows.filter(replied_on__gte=asked["replied_from"])
    if asked["replied_to"]:
        rows = rows.filter(replied_on__lte=asked["replied_to"])
    if asked["after"]:
        moment, pk = _moment(asked["after"][0]), asked["after"][1]
        later = Q(freshness__changed_at__gt=moment) | Q(freshness__changed_at=moment, freshness__publication_id__gt=pk)
        rows = rows.filter(later, freshness__changed_at__gte=moment)
    rows = rows.order_by("freshness__changed_at", "freshness__publication_id")
    return _paged(rows, asked["limit"], lambda one: (_microseconds(one.freshness.changed_at), one.pk))


def withdrawals() -> "Prefetch[Any]":
    """The line that says why an item was taken back, without the text that was."""
    kept = PublicationChange.objects.filter(kind=PublicationChange.Kind.WITHDRAWN).defer("earlier")
    return Prefetch("changes", kept, to_attr="withdrawals")


def _of(asked: dict[str, Any]) -> Q:
    only = {"channel": asked["channel"], "organ__code": asked["organ"], "kind": asked["kind"]}
    return Q(**{name: value for name, value in only.items() if value})


def typical(asked: dict[str, Any]) -> Page:
    """Replies that answer what many ask, the last pinned first."""
    rows = TypicalReply.objects.filter(publication__withdrawn_at__isnull=True)
    rows = rows.select_related("publication__organ", "publication__freshness").order_by("-pinned_at", "-publication_id")
    if asked["kind"]:
        rows = rows.filter(publication__kind=asked["kind"])
    if asked["organ"]:
        rows = rows.filter(publication__organ__code=asked["organ"])
    if asked["after"]:
        moment, pk = _moment(asked["after"][0]), asked["after"][1]
        rows = after_cursor(rows, (moment, pk), "pinned_at", "publication")
    return _paged(rows, asked["limit"], lambda one: (_microseconds(one.pinned_at), one.pk))


def tallies(asked: dict[str, Any]) -> Page:
    """Tallies from the earliest month on."""
    rows = Tally.objects.select_related("organ").order_by("month", "id")
    only = {
        "channel": asked["channel"], "organ__code": asked["organ"], "measure": asked["measure"],
        "month__gte": asked["from"], "month__lte": asked["to"],
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in only.items() if value})
    if asked["after"]:
        month, pk = _day(asked["after"][0]), asked["after"][1]
        rows = rows.filter(Q(month__gt=month) | Q(month=month, id__gt=pk), month__gte=month)
    return _paged(rows, asked["limit"], lambda one: (one.month.toordinal(), one.pk))
