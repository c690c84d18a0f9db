"""Annual reports that wait to be signed or published: the law sets 31 January (条例第五十条)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _t

from interaction.organs.actors import Actor
from interaction.workflow.todos import Todo, waiting_documents
from requests_app.annual.models import AnnualReport

State = AnnualReport.State


def waiting(actor: Actor) -> Iterator[Todo]:
    """Yield the reports whose signing or publication is this person's."""
    reports = AnnualReport.objects.filter(state__in=[State.SUBMITTED, State.SIGNED])
    return waiting_documents(
        actor, reports, ("sign", "publish"),
        lambda one: _t("%(organ)s%(year)s年政府信息公开工作年度报告") % {"organ": one.organ.name, "year": one.year},
        lambda one: reverse("annual:report", args=[one.organ.code, one.year]),
    )  # fmt: skip
