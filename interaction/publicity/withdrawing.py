"""Changing and taking back what is public: the row that was, sealed; the row that is; and the line the public reads."""

import uuid

from interaction.casework.actions import ActionContext
from interaction.publicity.models import Publication, PublicationChange, TypicalReply

TEXTS = ("title", "content", "reply")


def correct(
    publication: Publication, ctx: ActionContext, texts: dict[str, str], corrected: str, reason: str
) -> Publication:
    """Show the new text from now on."""
    _note(publication, ctx, PublicationChange.Kind.CORRECTED, reason, corrected)
    for name in TEXTS:
        setattr(publication, name, texts[name])
    publication.save(update_fields=TEXTS)
    return publication


def withdraw(publication: Publication, ctx: ActionContext, reason: str) -> Publication:
    """Take the text off; only the sealed copy in the history is left."""
    _note(publication, ctx, PublicationChange.Kind.WITHDRAWN, reason)
    TypicalReply.objects.filter(publication=publication).delete()
    for name in TEXTS:
        setattr(publication, name, "")
    publication.withdrawn_at = ctx.at
    publication.save(update_fields=[*TEXTS, "withdrawn_at"])
    return publication


def _note(publication: Publication, ctx: ActionContext, kind: str, reason: str, corrected: str = "") -> None:
    PublicationChange.objects.create(
        id=uuid.uuid4(), publication=publication, kind=kind, on=ctx.on, at=ctx.at, organ=publication.organ,
        reason=reason, corrected=corrected, earlier={name: getattr(publication, name) for name in TEXTS},
    )  # fmt: skip
