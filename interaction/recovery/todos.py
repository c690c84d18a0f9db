"""Recoveries that wait to be confirmed."""

from collections.abc import Iterator

from django.urls import reverse

from interaction.organs.actors import Actor
from interaction.recovery.models import Recovery
from interaction.workflow.todos import Todo, waiting_documents


def waiting(actor: Actor) -> Iterator[Todo]:
    """Yield the recoveries that this person may confirm."""
    asked = Recovery.objects.filter(state=Recovery.State.PROPOSED).select_related("staff")
    return waiting_documents(
        actor, asked, ("confirm",), lambda one: f"{one.staff.name} · {one.get_what_display()}",
        lambda one: reverse("recovery:recovery", args=[one.pk]),
    )  # fmt: skip
