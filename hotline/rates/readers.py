"""Who reads the rates: supervisors of the hotline centre and of the county everything, an organ's people their own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce, wraps
from operator import or_
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role

ROLES = (Role.SUPERVISOR, Role.HANDLER, Role.REVIEWER, Role.SIGNER)


@dataclass(frozen=True)
class Reader:
    """Somebody at the desk; `organs` whose figures are theirs to see, None for the whole county's."""

    actor: Actor
    organs: frozenset[int] | None

    @property
    def issues(self) -> bool:
        """Whether the county's bulletins are this person's to make and to read."""
        return any(_is_central(organ) for organ in self.actor.organs_as(Role.SUPERVISOR))

    def may_see(self, organ: Organ) -> bool:
        return self.organs is None or organ.pk in self.organs


def _is_central(organ: Organ) -> bool:
    return organ.is_root or organ.kind == Organ.Kind.HOTLINE


def reader_of(actor: Actor) -> Reader | None:
    """None for those of whose posts no figure tells."""
    posts = {organ for role in ROLES for organ in actor.organs_as(role)}
    if any(organ.is_root for organ in posts) or any(map(_is_central, actor.organs_as(Role.SUPERVISOR))):
        return Reader(actor, None)
    own = [organ for organ in posts if organ.kind != Organ.Kind.HOTLINE]
    if not own:
        return None
    under = reduce(or_, (Q(path__startswith=organ.path) for organ in own))
    return Reader(actor, frozenset(Organ.objects.filter(under).values_list("pk", flat=True)))


def for_readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        reader = reader_of(Actor.of(request.user))  # type: ignore[arg-type]
        if reader is None:
            raise PermissionDenied
        return view(request, reader, **kwargs)

    return checked


def for_issuers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Bulletins tell of every organ: for supervisors of the hotline centre and of the county."""

    @wraps(view)
    def checked(request: HttpRequest, reader: Reader, **kwargs: Any) -> HttpResponse:
        if not reader.issues:
            raise PermissionDenied
        return view(request, reader, **kwargs)

    return for_readers(checked)
