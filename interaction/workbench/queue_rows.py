"""The rows of a queue: each case with its light and what it is marked with. The same reads however many rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from interaction.casework.channels import Text, channel
from interaction.casework.clocks import Light, light_of
from interaction.casework.models import Case
from interaction.casework.queries import reply_clocks
from interaction.organs.actors import Actor


@dataclass(frozen=True)
class Mark:
    """Told by word and shape; `kind` adds the colour."""

    kind: str
    shape: str
    text: Text


@dataclass(frozen=True)
class Row:
    case: Case
    light: Light
    marks: list[Mark]


def rows_of(cases: Sequence[Case], actor: Actor) -> list[Row]:
    clocks, flags = reply_clocks(cases), _flags(cases)
    return [
        Row(case, light_of(clocks.get(case.pk)), [*_marks(case, actor), *_as_marks(flags.get(case.pk, ()))])
        for case in cases
    ]


def _marks(case: Case, actor: Actor) -> list[Mark]:
    found = []
    if case.is_urgent:
        found.append(Mark("urgent", "◆", case.get_urgency_display()))
    if case.assisted and not actor.sees(case.organ):
        found.append(Mark("assist", "◇", _("协办，主办：%(organ)s") % {"organ": case.organ.short_name}))
    if case.supervised:
        found.append(Mark("supervised", "▣", _("督办")))
    return found


def _flags(cases: Sequence[Case]) -> dict[int, Sequence[Text]]:
    """What the channels mark their cases with: one read a channel."""
    found: dict[int, Sequence[Text]] = {}
    by_channel = sorted(cases, key=lambda case: case.channel)
    for key, group in groupby(by_channel, key=lambda case: case.channel):
        found |= channel(key).flags([case.pk for case in group])
    return found


def _as_marks(flags: Sequence[Text]) -> list[Mark]:
    return [Mark("flag", "▪", text) for text in flags]
