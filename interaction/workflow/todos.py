"""What waits for a person beside cases in a queue: documents to decide on, questions asked, appeals. One list of them all."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any

from django.db.models import Q

from interaction.organs.actors import Actor
from interaction.workflow.actions import actions_of, available
from interaction.workflow.declarations import Text

# So many of each room are shown; whoever has more than that goes to the room itself.
MOST = 50


@dataclass(frozen=True)
class Todo:
    """Something that waits for a person: what is to be done, about what, where; who asked for it, when and why."""

    label: Text
    title: str
    address: str
    since: date
    asked_by: str = ""
    words: str = ""


Source = Callable[[Actor], Iterable[Todo]]
_sources: list[Source] = []


def offer_todos(source: Source) -> None:
    """Make known what of a room may wait for somebody."""
    _sources.append(source)


def todos_of(actor: Actor) -> list[Todo]:
    """Return what waits for this person, the longest waiting first."""
    return sorted((todo for source in _sources for todo in source(actor)), key=lambda todo: todo.since)


def waiting_documents(
    actor: Actor, documents: Any, steps: Container[str], title: Callable[[Any], str], address: Callable[[Any], str]
) -> Iterator[Todo]:
    """Return, of some documents, those of which one of the steps is this person's; four eyes leave out who wrote them."""
    return islice(_waiting(actor, documents, steps, title, address), MOST)


def _waiting(
    actor: Actor, documents: Any, steps: Container[str], title: Callable[[Any], str], address: Callable[[Any], str]
) -> Iterator[Todo]:
    declared_steps = [one for one in actions_of(documents.model).values() if one.name in steps]
    if not any(actor.roles.intersection(one.by) or one.permits for one in declared_steps):
        return
    paths = {post.organ.path for post in actor.posts}
    mine = reduce(or_, (Q(organ__path__startswith=path) for path in paths), Q(pk__in=[]))
    for document in documents.filter(mine).select_related("organ"):
        for declared in available(document, actor):
            if declared.name in steps and not declared.refusal(document, actor):
                entry = document.log.select_related("by").order_by("-version").first()
                yield Todo(
                    label=declared.label, title=title(document), address=address(document),
                    since=entry.on if entry else date.min, asked_by=entry.by_name if entry else "",
                    words=entry.words if entry else "",
                )  # fmt: skip
