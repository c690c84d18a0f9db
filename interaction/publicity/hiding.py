"""隐名: whoever may not know the sender reads a case without what would tell who that is."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from interaction.casework.channels import Rows, Text
from interaction.casework.clearances import cleared_texts, files_handed_on
from interaction.casework.free_text import FreeTextCase
from interaction.casework.models import Attachment, Case
from interaction.casework.steps import knows_the_sender
from interaction.organs.actors import Actor
from interaction.publicity.known import Known
from interaction.publicity.masking import find, mask


class Reader:
    """How one person reads the texts of one case: as they are, or with the hidden sender's data masked."""

    def __init__(self, case: Case, actor: Actor) -> None:
        self.case = case
        self.masks = not knows_the_sender(case, actor)
        party = getattr(case, "party", None) if self.masks else None
        self._known = Known.of(party) if party else Known()
        self._cleared: dict[str, str] = cleared_texts(case) if party and isinstance(case, FreeTextCase) else {}

    def text(self, text: Text) -> Text:
        """What this person reads of a text: the sender's own as it was cleared, any other masked."""
        if not self.masks:
            return text
        return self._cleared[str(text)] if str(text) in self._cleared else mask(str(text), find(str(text), self._known))

    def may_fetch(self, file: Attachment) -> bool:
        """Whether this person may have a file: of a hidden sender's, what was handed on."""
        return not self.masks or file.origin != Attachment.Origin.PARTY or str(file.pk) in files_handed_on(self.case)

    def texts(self, texts: Iterable[str]) -> list[str]:
        return [str(self.text(text)) for text in texts]

    def files(self, files: Iterable[Attachment]) -> list[tuple[Attachment, str]]:
        """Files of the case, in their order, with what each is called: a hidden sender's own by their number alone."""
        named, sent = [], 0
        for file in files:
            sent += file.origin == Attachment.Origin.PARTY
            by_number = self.masks and file.origin == Attachment.Origin.PARTY
            name = (
                _("附件%(n)s") % {"n": sent} + PurePosixPath(file.name).suffix
                if by_number
                else str(self.text(file.name))
            )
            named.append((file, name))
        return named

    def rows(self, rows: Rows) -> Rows:
        return [(label, self.text(text)) for label, text in rows]

    def cells(self, rows: Iterable[Iterable[Any]]) -> list[list[Any]]:
        """The cells of a table; only words can name anybody."""
        return [[self.text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
