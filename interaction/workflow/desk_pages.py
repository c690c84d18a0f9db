"""What desk pages outside the workbench share: who is at the desk, and the frame around what they see."""

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from interaction.notices.outbox import unread
from interaction.organs.actors import Actor
from interaction.organs.models import Organ


def actor_of(request: HttpRequest) -> Actor:
    return Actor.of(request.user)  # type: ignore[arg-type]


def organs_of(actor: Actor, role: str | None = None) -> QuerySet[Organ]:
    """The organs that the actor's posts (of the role) cover and that answer anybody (a hotline centre passes on)."""
    covered = actor.organs_as(role)
    if not covered:
        return Organ.objects.none()
    under = reduce(or_, (Q(path__startswith=organ.path) for organ in covered))
    return Organ.objects.filter(under, active=True).exclude(kind=Organ.Kind.HOTLINE)


def covered_by(actor: Actor, *roles: str, path: str = "organ__path") -> Q:
    """The condition of what belongs to the organs that the actor's posts of these roles cover; `path` leads to the organ's."""
    organs = {organ.path for role in roles for organ in actor.organs_as(role)}
    return reduce(or_, (Q(**{f"{path}__startswith": one}) for one in organs), Q(pk__in=[]))


def page(
    request: HttpRequest, template: str, actor: Actor, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    framed = {**context, "actor": actor, "unread": list(unread(actor.staff)[:6]) if actor.staff else []}
    return render(request, template, framed, status=status)
