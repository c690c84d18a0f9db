"""What of the archive waits for a second person."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _t

from interaction.archive.models import Appraisal, Package, TermVersion
from interaction.archive.terms import class_named
from interaction.organs.actors import Actor
from interaction.workflow.todos import Todo, waiting_documents


def waiting(actor: Actor) -> Iterator[Todo]:
    """Yield versions of terms to confirm, appraisals to decide, packages whose receipt is to be entered."""
    yield from waiting_documents(
        actor, TermVersion.objects.filter(state=TermVersion.State.DRAFT), ("confirm",),
        lambda one: _t("保管期限新版本：%(what)s") % {"what": class_named(one.file_class).label},
        lambda one: reverse("archive:term", args=[one.pk]),
    )  # fmt: skip
    yield from waiting_documents(
        actor, Appraisal.objects.filter(state=Appraisal.State.DRAFT), ("decide",),
        lambda one: _t("档案鉴定：%(organ)s，%(outcome)s")
        % {"organ": one.organ.short_name, "outcome": one.get_outcome_display()},
        lambda one: reverse("archive:appraisal", args=[one.pk]),
    )  # fmt: skip
    yield from waiting_documents(
        actor, Package.objects.filter(state=Package.State.ORDERED), ("hand_over",),
        lambda one: _t("归档数据包：%(organ)s %(year)s年") % {"organ": one.organ.short_name, "year": one.year},
        lambda one: reverse("archive:package", args=[one.pk]),
    )  # fmt: skip
