"""For which organs somebody prepares, and which consultations somebody sees on the desk."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from interaction.casework.desk_pages import organs_of
from interaction.consultations.workflow import PREPARE
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role

# Who has business with consultations at all.
READERS = (*PREPARE, Role.REVIEWER, Role.SIGNER, Role.SUPERVISOR, Role.INTAKE)


def organs_prepared_by(actor: Actor) -> QuerySet[Organ]:
    """The organs whose consultations, surveys and catalogues the actor may prepare."""
    found = [organs_of(actor, role) for role in PREPARE]
    return reduce(or_, found).distinct().order_by("path")


def within(actor: Actor, path: str = "organ__path") -> Q:
    """A condition on rows: those of the organs that the actor's posts cover; nothing for nobody."""
    covered = actor.organs_as()
    none = Q(pk__in=[])
    return reduce(or_, (Q(**{f"{path}__startswith": organ.path}) for organ in covered), none)
