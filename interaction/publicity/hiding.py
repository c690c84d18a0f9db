"""隐名: whoever may not know the sender reads a case without what would tell who that is."""

from collections.abc import Iterable
from typing import Any

from interaction.casework.channels import Rows, Text
from interaction.casework.models import Case
from interaction.casework.steps import knows_the_sender
from interaction.organs.actors import Actor
from interaction.publicity.known import Known
from interaction.publicity.masking import find, mask


class Reader:
    """How one person reads the texts of one case: as they are, or with the hidden sender's data masked."""

    def __init__(self, case: Case, actor: Actor) -> None:
        self.masks = not knows_the_sender(case, actor)
        party = getattr(case, "party", None) if self.masks else None
        self._known = Known.of(party) if party else Known()

    def text(self, text: Text) -> Text:
        return mask(str(text), find(str(text), self._known)) if self.masks else text

    def texts(self, texts: Iterable[str]) -> list[str]:
        return [str(self.text(text)) for text in texts]

    def rows(self, rows: Rows) -> Rows:
        return [(label, self.text(text)) for label, text in rows]

    def cells(self, rows: Iterable[Iterable[Any]]) -> list[list[Any]]:
        """The cells of a table; only words can name anybody."""
        return [[self.text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
