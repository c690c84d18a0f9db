"""What the county calls its organs and places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interaction.organs.models import Organ
from interaction.publicity.search.lexicon import Lexicon, lexicon

LEVEL = re.compile("(?:街道|镇|乡)$")
COUNTY_LEVEL = re.compile("[县市区]$")


@dataclass(frozen=True)
class County:
    organs: tuple[Organ, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names as people write them: whole, short, and without the county before or the level at the end."""
        found = {name for one in self.organs for name in (one.name, one.short_name, one.short_name.removeprefix("县"))}
        found |= {LEVEL.sub("", town.short_name) for town in self._towns()}
        return tuple(sorted(name for name in found if len(name) > 1))

    @property
    def own_names(self) -> tuple[str, ...]:
        """What the county itself is called, with and without its level."""
        short = next((one.short_name for one in self.organs if one.is_root), "")
        return short, COUNTY_LEVEL.sub("", short)

    @property
    def lexicon(self) -> Lexicon:
        return lexicon(self.names, self.own_names)

    def place_of(self, texts: Sequence[str], organ: Organ | None) -> str:
        """The town or township that a text names first; of a township's own matter, the township."""
        for text in texts:
            named = [
                (text.index(town.short_name), town.short_name) for town in self._towns() if town.short_name in text
            ]
            if named:
                return min(named)[1]
        return organ.short_name if organ and organ.kind == Organ.Kind.TOWNSHIP else ""

    def _towns(self) -> list[Organ]:
        return [one for one in self.organs if one.kind == Organ.Kind.TOWNSHIP]


def county() -> County:
    """As it is now; one short read."""
    return County(tuple(Organ.objects.order_by("path")))
