"""What every declared action is, of a case or of a document: a name, who may do it, from where to where, by which law."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from interaction.organs.actors import PARTY, SYSTEM, Actor
from interaction.organs.models import Organ

Text = str | Promise
# The state of what does not exist yet: the source of actions that open a case or begin a document.
NEW = "new"


@dataclass(frozen=True)
class Declaration:
    name: str
    label: Text
    sources: tuple[str, ...]
    target: str | None  # None leaves the state
    by: tuple[str, ...]
    form: Callable[..., Any]
    law: Text
    main: bool  # the page's one button
    # Whoever does it gives password or code once more, unless that was just now (sign_in/anew.py).
    signs_in_anew: bool = field(default=False, kw_only=True)

    def held_by(self, actor: Actor, organs: Iterable[Organ]) -> bool:
        """Whether the actor holds one of the roles for one of the organs."""
        roles = [role for role in self.by if role not in (PARTY, SYSTEM)]
        return any(actor.holds(role, organ) for organ in organs for role in roles)


def as_names(given: str | Iterable[str]) -> tuple[str, ...]:
    """One name or several, as a declaration keeps them."""
    return tuple(str(one) for one in ((given,) if isinstance(given, str) else given))
