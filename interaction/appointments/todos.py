"""Appointments that wait to be confirmed."""

from collections.abc import Iterator

from django.urls import reverse

from interaction.appointments.models import Appointment
from interaction.organs.actors import Actor
from interaction.workflow.todos import Todo, waiting_documents


def waiting(actor: Actor) -> Iterator[Todo]:
    """Yield the appointments that this person may confirm."""
    asked = Appointment.objects.filter(state=Appointment.State.PROPOSED).select_related("staff")
    return waiting_documents(
        actor, asked, ("confirm",),
        lambda one: f"{one.staff.name} · {one.organ.short_name}{one.get_role_display()}",
        lambda one: reverse("appointments:appointment", args=[one.pk]),
    )  # fmt: skip
