"""Who runs the county's 12345, and who works at its desk."""

from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role

DESK = (Role.CALL_AGENT, Role.INTAKE)


def hotline_centre() -> Organ:
    """The county's hotline centre; a county without one runs the hotline itself."""
    centre = Organ.objects.filter(kind=Organ.Kind.HOTLINE, active=True).order_by("path").first()
    return centre or Organ.objects.get(parent=None)


def works_for_centre(actor: Actor, *roles: str) -> bool:
    """Whether a post of the actor's, of one of the roles or of any, covers the hotline centre. Every page of the desk asks:
    where the actor has no such post, or one for the whole county, nothing is read."""
    organs = [organ for role in roles or (None,) for organ in actor.organs_as(role)]
    if not organs or any(organ.is_root for organ in organs):
        return bool(organs)
    centre = hotline_centre()
    return any(organ.covers(centre) for organ in organs)
