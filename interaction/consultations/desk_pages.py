"""What the desk's navigation offers of this room."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interaction.casework.channels import DeskPage
from interaction.casework.channels import offer as offer_page
from interaction.consultations.models import Catalogue, Consultation, Survey
from interaction.consultations.models.stages import Stage
from interaction.consultations.permissions import READERS
from interaction.organs.actors import Actor
from interaction.workdays.now import today
from interaction.workflow.todos import Todo, offer_todos, waiting_documents


def offer() -> None:
    """Called once, when Django has started."""
    offer_page(DeskPage(_("意见征集"), "consultations_desk:index", READERS))
    offer_todos(waiting)


def waiting(actor: Actor) -> Iterator[Todo]:
    """Yield what was handed in and waits for a second person, and periods that have ended without a report."""
    yield from _of_kind("consultation", actor, Consultation.objects.filter(stage=Stage.SUBMITTED))
    yield from _of_kind("survey", actor, Survey.objects.filter(stage=Stage.SUBMITTED))
    yield from _of_kind("catalogue", actor, Catalogue.objects.filter(stage=Stage.SUBMITTED))
    over = Consultation.objects.filter(stage=Stage.PUBLISHED, reported_on__isnull=True, closes_on__lt=today())
    yield from _of_kind("consultation", actor, over)


def _of_kind(kind: str, actor: Actor, documents: QuerySet[Any]) -> Iterator[Todo]:
    return waiting_documents(
        actor, documents, ("publish", "publish_report", "submit_report"), lambda one: str(one.title),
        lambda one: reverse("consultations_desk:page", args=[kind, one.pk]),
    )  # fmt: skip
