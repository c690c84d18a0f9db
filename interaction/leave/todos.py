"""Substitutes that wait to be confirmed."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _t

from interaction.leave.models import Leave
from interaction.organs.actors import Actor
from interaction.workdays.now import today
from interaction.workflow.todos import Todo, waiting_documents


def waiting(actor: Actor) -> Iterator[Todo]:
    """Yield the leaves whose substitutes this person may confirm."""
    asked = Leave.objects.filter(state=Leave.State.REQUESTED, last_day__gte=today()).select_related("staff")
    return waiting_documents(
        actor, asked, ("confirm",),
        lambda one: _t("%(person)s请假，%(first)s至%(last)s")
        % {"person": one.staff.name, "first": one.first_day.isoformat(), "last": one.last_day.isoformat()},
        lambda one: reverse("leave:leave", args=[one.pk]),
    )  # fmt: skip
