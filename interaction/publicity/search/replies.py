"""Published replies in the index: they enter when they are published, corrected or pinned, and leave when taken back."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from interaction.publicity.models import Publication, TypicalReply
from interaction.publicity.search.index import IndexEntry, changed_at, delete_document, index_document, mark_changed

SOURCE = "reply"
CHINESE = "zh-hans"


def place_reply(publication: Publication) -> None:
    """Make a published reply findable, or findable by its new text."""
    index_document(_entry(publication, TypicalReply.objects.filter(publication=publication).first()))


def remove_reply(publication: Publication) -> None:
    delete_document(SOURCE, str(publication.pk))


def rated(publication_id: int) -> None:
    mark_changed(SOURCE, str(publication_id))


def public_replies() -> QuerySet[Publication]:
    return Publication.objects.filter(withdrawn_at__isnull=True).select_related("organ", "typical")


def entry_of(publication: Publication) -> IndexEntry:
    return _entry(publication, getattr(publication, "typical", None))


def _entry(publication: Publication, typical: TypicalReply | None) -> IndexEntry:
    with override(CHINESE):
        address = reverse("portal:reply", args=[publication.pk])
    return IndexEntry(
        source=SOURCE, key=str(publication.pk), title=publication.title, text=publication.content,
        answer=publication.reply, question=typical.question if typical else "", typical=typical is not None,
        address=address, organ=publication.organ, on=publication.replied_on, channel=publication.channel,
        kind=publication.kind,
    )  # fmt: skip


def last_changed(publication: Publication) -> datetime:
    """When what the public reads of it last changed."""
    return changed_at(SOURCE, str(publication.pk)) or publication.published_at
