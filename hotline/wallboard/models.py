"""What the wallboard counts: one narrow row an order, kept in step with it, so that no page counts cases."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interaction.casework.models import Subject
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns


@text_columns(neither=("kind", "state"))
class BoardOrder(models.Model):
    """An order as the wallboard sees it. No personal data."""

    # The case's key; plain, because nothing is ever joined.
    case_id = models.BigIntegerField(primary_key=True)
    day = models.DateField(_("收到日期"))
    # Minutes since midnight in Asia/Shanghai, so that half a day is compared with half a day.
    minute = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=24)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, db_index=False, related_name="+")
    town = models.ForeignKey(Organ, models.PROTECT, null=True, db_index=False, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(minute__range=(0, 1439)), name="board_order_minute_of_a_day")
        ]
        indexes = [
            models.Index(
                fields=["day", "minute"], include=["kind", "state", "subject", "town"], name="board_order_of_day"
            ),
            models.Index(fields=["-changed_at"], name="board_order_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"
