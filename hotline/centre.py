"""Who runs the county's 12345, and who works at its desk."""

from interaction.organs.models import Organ, Role

DESK = (Role.CALL_AGENT, Role.INTAKE)


def hotline_centre() -> Organ:
    """The county's hotline centre; a county without one runs the hotline itself."""
    centre = Organ.objects.filter(kind=Organ.Kind.HOTLINE, active=True).order_by("path").first()
    return centre or Organ.objects.get(parent=None)
