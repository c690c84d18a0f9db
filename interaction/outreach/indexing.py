"""What the search finds of this room: everything that is published of it."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from interaction.outreach.kinds import KINDS, kind_of
from interaction.outreach.models import Entry, Episode
from interaction.outreach.queries import public
from interaction.publicity.search import index as search
from interaction.workflow.models import LogEntry

# What the search calls each kind.
SOURCES = {
    "announcement": "announcement", "programme": "programme", "episode": "episode", "open_day": "event", "point": "place",
}  # fmt: skip


def rows_of(kind: str) -> QuerySet[Any]:
    """The public ones of a kind; an episode is as public as its programme."""
    rows = public(KINDS[kind].model)
    return rows.filter(programme__state=Entry.State.PUBLISHED) if kind == "episode" else rows


def entry_of(entry: Any) -> search.IndexEntry:
    source, address = SOURCES[entry.kind], kind_of(entry).address(entry)
    return search.IndexEntry(
        source, str(entry.pk), entry.title, text_of(entry), address, entry.organ, entry.published_on
    )


def text_of(entry: Any) -> str:
    """All that its page says; nothing of who signed up."""
    more = [getattr(entry, name, "") for name in ("place", "address", "phone", "outcome", "feedback", "accessibility")]
    return "\n".join([entry.body, *(text for text in more if text)])


def index(entry: Entry) -> None:
    """Let the search find an entry as it is now, or find it no more; with a programme its episodes."""
    within = Episode.objects.filter(programme=entry.pk) if entry.kind == "programme" else ()
    with translation.override(settings.LANGUAGE_CODE):
        for one in (entry, *within):
            _one(one)


def follow(sender: Any, document: Any, entry: LogEntry, **others: Any) -> None:
    """What becomes public, or is taken back, is found from then on, or no more."""
    if isinstance(document, Entry) and entry.action in ("publish", "withdraw"):
        index(document)


def _one(entry: Entry) -> None:
    found = rows_of(entry.kind).filter(pk=entry.pk).first()
    if found:
        search.index_document(entry_of(found))
    else:
        search.delete_document(SOURCES[entry.kind], str(entry.pk))


def provide_all() -> None:
    for kind, source in SOURCES.items():
        search.register_table_source(source, partial(rows_of, kind), entry_of)
