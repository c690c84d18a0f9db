"""Who of an organ writes and publishes what it puts before the public."""

from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role

EDITORS = (Role.PUBLISHER,)


def may_edit(actor: Actor, organ: Organ) -> bool:
    return any(actor.holds(role, organ) for role in EDITORS)


def edits_for(actor: Actor) -> tuple[Organ, ...]:
    """The organs, widest first, for which and for all under which this person edits."""
    found: dict[str, Organ] = {}
    for role in EDITORS:
        found |= {organ.path: organ for organ in actor.organs_as(role)}
    return tuple(found[path] for path in sorted(found))
