"""Putting public things into the index and taking them away. Every room that publishes calls this in the transaction in
which it publishes, so that what is found is what is public.

A room names its source in SOURCES, gives `index_document` an Entry whenever what the public reads has changed, calls `delete_document` when
it is public no more, and tells by `register_source` (in its AppConfig.ready) how all its entries can be read anew. Nothing but
masked, published text may be given.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Cast
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interaction.organs.models import Organ
from interaction.publicity.search.county import County, county
from interaction.publicity.search.models import Arrival, IndexRow
from interaction.publicity.search.vectors import vector_of
from interaction.workdays.now import now

# What can be found, as pages call it.
SOURCES: dict[str, Promise] = {
    "reply": _("公开答复"),
    "consultation": _("意见征集"),
    "guide": _("办事指南"),
    "organ_guide": pgettext_lazy("搜索", "公开指南"),
    "catalogue": _("公开目录"),
    "announcement": _("公告"),
    "knowledge": _("常见问题"),
    "decision": _("重大决策事项"),
    "survey": _("问卷调查"),
    "event": _("活动"),
    "programme": pgettext_lazy("搜索", "问政节目"),
    "episode": pgettext_lazy("搜索", "问政期次"),
    "place": _("服务地点"),
}
TYPICAL = "typical"
LONGEST_TITLE = 200
BATCH = 500


@dataclass(frozen=True)
class IndexEntry:
    """A public thing. `source` and `key` name it, `address` is the path of its Chinese page, `on` the date of law by which
    it is old or new. `channel` is a channel's key, `kind` is in words, `place` a town; where that is empty, the first one
    that the text names is taken."""

    source: str
    key: str
    title: str
    text: str
    address: str
    organ: Organ | None
    on: date
    channel: str = ""
    kind: str = ""
    place: str = ""
    # Of what was asked and answered: how people ask, and the answer.
    question: str = ""
    answer: str = ""
    typical: bool = False
    # When what the public reads last changed; now, where it is not known.
    changed_at: datetime | None = None


def index_document(entry: IndexEntry) -> None:
    """Make a thing findable, or findable by what it says now. Raises KeyError for a source without a name."""
    SOURCES[entry.source]
    with transaction.atomic():
        _store(entry, county(), entry.changed_at or now())


def delete_document(source: str, key: str) -> None:
    """Nothing of it is found any more. Doing it twice does no harm."""
    IndexRow.objects.filter(source=source, key=key).delete()


def mark_changed(source: str, key: str) -> None:
    """What the page shows beside the text has changed (a rating): caches must ask again."""
    IndexRow.objects.filter(source=source, key=key).update(changed_at=now())


def changed_at(source: str, key: str) -> datetime | None:
    """When what the public reads of a thing last changed; None of what is not public."""
    return IndexRow.objects.filter(source=source, key=key).values_list("changed_at", flat=True).first()


def _store(entry: IndexEntry, place: County, moment: datetime, *, news: bool = True) -> None:
    where = entry.place or place.place_of((entry.title, entry.question, entry.text), entry.organ)
    values = {
        "title": entry.title[:LONGEST_TITLE], "question": entry.question, "answer": entry.answer, "text": entry.text,
        "address": entry.address, "organ": entry.organ, "on": entry.on, "channel": entry.channel, "kind": entry.kind,
        "place": where,
        "typical": entry.typical, "indexed_at": now(),
    }  # fmt: skip
    vector = vector_of(entry, where, place.lexicon)
    row = IndexRow.objects.select_for_update().filter(source=entry.source, key=entry.key).first()
    if row is None:
        row = IndexRow(source=entry.source, key=entry.key, changed_at=moment)
    elif news:
        row.changed_at = moment
    arrives = row.pk is None and news
    for name, value in values.items():
        setattr(row, name, value)
    row.words = Cast(Value(vector), SearchVectorField())
    row.save()
    if arrives:
        Arrival.objects.create(row=row)


# (the last key that was read, or "" at the beginning; how many) -> the next entries in the order of their keys. Called
# within a transaction: what must not change meanwhile is locked there.
Provider = Callable[[str, int], Sequence[IndexEntry]]
# Which of some keys are public at this moment.
Holds = Callable[[Sequence[str]], set[str]]
_providers: dict[str, tuple[Provider, Holds]] = {}


def register_source(source: str, provider: Provider, holds: Holds) -> None:
    """Tell how all entries of a source are read, and which keys are still public; `search_index --rebuild` asks."""
    _providers[source] = provider, holds


def register_table_source(
    source: str, rows: Callable[[], QuerySet[Any]], entry_of: Callable[[Any], IndexEntry]
) -> None:
    """The same for a table: what is public of it, by its primary keys, and what is found of each row. Rows are locked while
    they are read, so that a correction waits until what was read is written."""

    def provider(after: str, size: int) -> Sequence[IndexEntry]:
        following = rows().filter(pk__gt=int(after or 0)).order_by("pk").select_for_update(of=("self",))
        with translation.override(settings.LANGUAGE_CODE):  # addresses are those of the Chinese pages
            return [entry_of(one) for one in following[:size]]

    def holds(keys: Sequence[str]) -> set[str]:
        return {str(pk) for pk in rows().filter(pk__in=[int(key) for key in keys]).values_list("pk", flat=True)}

    register_source(source, provider, holds)


def _drop(left: QuerySet[IndexRow], holds: Holds) -> None:
    """Drop those of the rows left over that are public no more. Some have only just become public, behind the reading."""
    keys = list(left.order_by("pk").values_list("key", flat=True))
    for at in range(0, len(keys), BATCH):
        batch = keys[at : at + BATCH]
        left.filter(key__in=set(batch) - holds(batch)).delete()


def unfilled() -> list[str]:
    """The sources of which nothing can be found yet."""
    filled = {source for source in _providers if IndexRow.objects.filter(source=source).exists()}
    return [source for source in _providers if source not in filled]


def rebuild(sources: Sequence[str] = (), told: Callable[[int], object] = lambda done: None) -> int:
    """Make every row anew (of these sources, or of all) and drop those of what is public no more; answers how many there
    are. Each batch is a transaction of its own: it may be stopped and run again, and pages go on finding meanwhile."""
    started, done = now(), 0
    for source, (provider, holds) in _providers.items():
        if sources and source not in sources:
            continue
        after = ""
        while True:
            with transaction.atomic():
                place = county()
                entries = provider(after, BATCH)
                for entry in entries:
                    _store(entry, place, entry.changed_at or started, news=False)
            if not entries:
                break
            after, done = entries[-1].key, done + len(entries)
            told(len(entries))
        _drop(IndexRow.objects.filter(source=source, indexed_at__lt=started), holds)
    with connection.cursor() as cursor:
        # Searches ask PostgreSQL which words are common.
        cursor.execute(f"ANALYZE {IndexRow._meta.db_table}")
    return done
