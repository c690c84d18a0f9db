"""Published replies in the index: they enter when they are published, corrected or pinned, and leave when taken back."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import override

from interaction.publicity.models import Publication, TypicalReply
from interaction.publicity.search.index import Entry, changed_at, put, take_away, touch

SOURCE = "reply"
CHINESE = "zh-hans"


def place_reply(publication: Publication) -> None:
    """Make a published reply findable, or findable by its new text."""
    put(_entry(publication, TypicalReply.objects.filter(publication=publication).first()))


def remove_reply(publication: Publication) -> None:
    take_away(SOURCE, str(publication.pk))


def rated(publication_id: int) -> None:
    touch(SOURCE, str(publication_id))


def public_replies(after: str, size: int) -> Sequence[Entry]:
    """The next of them by key. Locked, so that a correction waits until what was read here is written."""
    rows = Publication.objects.filter(withdrawn_at__isnull=True, pk__gt=int(after or 0)).order_by("pk")
    found = list(rows.select_related("organ", "typical").select_for_update(of=("self",))[:size])
    return [_entry(one, getattr(one, "typical", None)) for one in found]


def still_public(keys: Sequence[str]) -> set[str]:
    """Which of these are public now."""
    rows = Publication.objects.filter(withdrawn_at__isnull=True, pk__in=[int(key) for key in keys])
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _entry(publication: Publication, typical: TypicalReply | None) -> Entry:
    with override(CHINESE):
        address = reverse("portal:reply", args=[publication.pk])
    return Entry(
        source=SOURCE, key=str(publication.pk), title=publication.title, text=publication.content,
        answer=publication.reply, question=typical.question if typical else "", typical=typical is not None,
        address=address, organ=publication.organ, on=publication.replied_on, channel=publication.channel,
        kind=publication.kind,
    )  # fmt: skip


def last_changed(publication: Publication) -> datetime:
    """When what the public reads of it last changed."""
    return changed_at(SOURCE, str(publication.pk)) or publication.published_at
