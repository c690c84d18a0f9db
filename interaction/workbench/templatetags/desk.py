"""What the desk's navigation asks of the person who looks at it."""

from django import template

from interaction.casework.channels import DeskPage, desk_pages
from interaction.organs.actors import Actor
from interaction.workbench.duties import READERS
from interaction.workbench.opening import openings

register = template.Library()


@register.filter
def may_enter(actor: Actor | None) -> bool:
    """Whether there is anything this person may enter on somebody's behalf."""
    return bool(actor and openings(actor))


@register.filter
def pages_of_channels(actor: Actor | None) -> list[DeskPage]:
    """The pages of the channels and of other rooms that are this person's to read."""
    if actor is None:
        return []
    return [page for page in desk_pages() if actor.roles.intersection(page.roles) and page.of(actor)]


@register.filter
def knows_duties(actor: Actor | None) -> bool:
    """Whether the catalogue of duties is of use to this person."""
    return bool(actor and actor.roles.intersection(READERS))
