"""Versions of rules of law that wait to be confirmed."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _t

from interaction.organs.actors import Actor
from interaction.workflow.todos import Todo, waiting_documents
from requests_app.law.chapters import law_table
from requests_app.law.models import LawVersion


def waiting(actor: Actor) -> Iterator[Todo]:
    """Yield the versions whose confirmation is this person's."""
    return waiting_documents(
        actor, LawVersion.objects.filter(state=LawVersion.State.DRAFT), ("confirm",),
        lambda one: _t("规则新版本：%(rule)s") % {"rule": law_table().versions(one.rule)[-1].about},
        lambda one: reverse("law:version", args=[one.pk]),
    )  # fmt: skip
