"""Drafts and changes of entries that wait for another publisher."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from interaction.organs.actors import Actor
from interaction.outreach.models import Entry
from interaction.workflow.todos import Todo, waiting_documents


def waiting(actor: Actor) -> Iterator[Todo]:
    """Yield what somebody else wrote and this person may publish."""
    written = Entry.objects.filter(Q(state=Entry.State.DRAFT) | Q(proposal__isnull=False))
    return waiting_documents(
        actor,
        written,
        ("publish",),
        lambda one: str(one.title),
        lambda one: reverse("outreach_desk:entry", args=[one.pk]),
    )
