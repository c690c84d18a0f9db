"""Complaints that wait to be looked into."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _t

from interaction.organs.actors import Actor
from interaction.workflow.todos import Todo, waiting_documents
from requests_app.complaints.models import Complaint


def waiting(actor: Actor) -> Iterator[Todo]:
    """Yield the open complaints that are this person's to close."""
    return waiting_documents(
        actor, Complaint.objects.filter(state=Complaint.State.OPEN), ("close",),
        lambda one: _t("公开工作投诉：%(number)s") % {"number": one.number},
        lambda one: reverse("complaints:complaint", args=[one.pk]),
    )  # fmt: skip
