"""Appeals against lost points that wait for the hotline's supervisor."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hotline.appraisal.appeals import may_decide
from hotline.appraisal.models import LostPoint
from interaction.organs.actors import Actor
from interaction.workdays.now import local_date
from interaction.workflow.todos import MOST, Todo


def waiting(actor: Actor) -> Iterator[Todo]:
    """Yield the appeals that are undecided, for whoever may decide them."""
    if not may_decide(actor):
        return
    appeals = LostPoint.objects.filter(appealed_at__isnull=False, lifted__isnull=True)
    for point in appeals.select_related("organ", "case", "appealed_by").order_by("appealed_at")[:MOST]:
        assert point.appealed_at
        yield Todo(
            label=_("复核扣分申诉"), title=f"{point.organ.short_name} {point.case.number}",
            address=reverse("appraisal:point", args=[point.pk]), since=local_date(point.appealed_at),
            asked_by=point.appealed_by.name if point.appealed_by else "", words=point.appeal,
        )  # fmt: skip
