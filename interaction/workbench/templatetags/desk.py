"""What the desk's navigation asks of the person who looks at it."""

from django import template

from interaction.organs.actors import Actor
from interaction.workbench.opening import openings

register = template.Library()


@register.filter
def may_enter(actor: Actor | None) -> bool:
    """Whether there is anything this person may enter on somebody's behalf."""
    return bool(actor and openings(actor))
