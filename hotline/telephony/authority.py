"""Who works at the hotline: call agents, and those who supervise them, by their posts for a hotline organ."""

from django.utils.translation import gettext as _

from interaction.errors import NotPermitted
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role, Staff


def _holds(actor: Actor, role: Role) -> bool:
    """Whether the actor holds the role for a hotline organ, there or above it."""
    if role not in actor.roles:
        return False
    return any(actor.holds(role, organ) for organ in Organ.objects.filter(kind=Organ.Kind.HOTLINE, active=True))


def is_agent(actor: Actor) -> bool:
    return _holds(actor, Role.CALL_AGENT)


def is_supervisor(actor: Actor) -> bool:
    return _holds(actor, Role.SUPERVISOR)


def works_at_hotline(actor: Actor) -> bool:
    return is_agent(actor) or is_supervisor(actor)


def required_agent(actor: Actor) -> Staff:
    """The person behind an actor who must be a call agent. Raises NotPermitted."""
    if actor.staff is None or not is_agent(actor):
        raise NotPermitted(_("您不是热线话务员，不能进行这项操作。"))
    return actor.staff
