"""Rows of cases are locked in the order of their keys: a case, and with it all that are joined to the same lead."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from interaction.casework.models import Case
from interaction.casework.registry import channel

# The cases that the steps under way hold: a step of a lead that goes on to its followers has them already.
_held: ContextVar[frozenset[int]] = ContextVar("held", default=frozenset())


@contextmanager
def locked(case: Case, named: Iterable[int] = ()) -> Iterator[Case]:
    """Hold a case, those joined with it, and those that a form names, until the transaction ends; give it as it is now.

    Who is joined with whom is looked at again once the rows are held. Where it has changed meanwhile, the rows are let
    go and locked anew, so that two steps never wait for each other.
    """
    model = channel(case.channel).model
    held = _held.get()
    keys = held if case.pk in held else _lock(model, {case.pk, *named})
    token = _held.set(held | keys)
    try:
        yield model._default_manager.select_related("organ", "addressed_to", "handler").get(pk=case.pk)
    finally:
        _held.reset(token)


def _lock(model: type[Case], wanted: set[int]) -> frozenset[int]:
    keys = model.joined_with(wanted)
    while True:
        before = transaction.savepoint()  # it ends with its transaction
        list(Case.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
        now = model.joined_with(wanted)
        if now <= keys:
            return frozenset(keys)
        transaction.savepoint_rollback(before)
        keys = now
