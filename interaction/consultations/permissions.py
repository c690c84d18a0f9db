"""For which organs somebody prepares, who lets out, and which consultations somebody sees on the desk."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workflow.desk_pages import organs_of

# Who prepares, and who, as a second person, lets it out (four eyes).
PREPARE = (Role.HANDLER, Role.PUBLISHER)
DECIDE = (Role.REVIEWER, Role.SIGNER)
# Who has business with consultations at all.
READERS = (*PREPARE, *DECIDE, Role.SUPERVISOR, Role.INTAKE)


def organs_prepared_by(actor: Actor) -> QuerySet[Organ]:
    """The organs whose consultations, surveys and catalogues the actor may prepare."""
    found = [organs_of(actor, role) for role in PREPARE]
    return reduce(or_, found).distinct().order_by("path")


def offer_organs(field: Any, actor: Actor) -> None:
    """Offer them; a single one is chosen beforehand."""
    field.queryset = organs_prepared_by(actor)
    if field.queryset.count() == 1:
        field.initial = field.queryset.first()


def within(actor: Actor, path: str = "organ__path") -> Q:
    """A condition on rows: those of the organs that the actor's posts cover; nothing for nobody."""
    covered = actor.organs_as()
    none = Q(pk__in=[])
    return reduce(or_, (Q(**{f"{path}__startswith": organ.path}) for organ in covered), none)
