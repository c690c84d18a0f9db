"""Lost points, each with the event it stands for, and what became of an appeal against it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interaction.casework.forgetting import forgotten_with_case
from interaction.casework.models import Case, Event
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField


@text_columns(neither=("rule", "occurrence"))
@forgotten_with_case(masked=("appeal", "reason"))
class LostPoint(models.Model):
    """One thing that went wrong with one order, and what it costs the organ that answers for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+", verbose_name=_("单位"))
    month = models.DateField(_("月份"))  # its first day
    on = models.DateField(_("日期"))
    rule = models.CharField(_("事由"), max_length=24)
    points = models.DecimalField(_("扣分"), max_digits=4, decimal_places=1)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name=_("工单"))
    event = models.ForeignKey(Event, models.PROTECT, db_index=False, related_name="+")
    # What of the same kind it was within the case: a clock's turn, or the event itself.
    occurrence = models.CharField(max_length=60)
    appeal = SealedField(_("申诉理由"))
    appealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+"
    )
    appealed_at = models.DateTimeField(null=True)
    # What the hotline's supervisor decided: lifted or not. An excluded order's are lifted without an appeal.
    lifted = models.BooleanField(_("撤销扣分"), null=True)
    reason = SealedField(_("复核意见"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("扣分")
        constraints = [
            models.UniqueConstraint(fields=["case", "rule", "occurrence"], name="lost_point_once"),
            models.CheckConstraint(condition=Q(points__gt=0), name="lost_point_costs_something"),
            models.CheckConstraint(
                condition=Q(month__day=1) & Q(on__gte=F("month")), name="lost_point_month_first_day"
            ),
            models.CheckConstraint(
                condition=Q(appealed_at__isnull=True, appealed_by__isnull=True)
                | Q(appealed_at__isnull=False, appealed_by__isnull=False),
                name="lost_point_appealed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(lifted__isnull=True, decided_at__isnull=True)
                | Q(lifted__isnull=False, decided_at__isnull=False),
                name="lost_point_decided_as_a_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["month", "organ", "-on"], name="lost_point_of_month"),
            models.Index(
                fields=["appealed_at"], condition=Q(appealed_at__isnull=False, lifted__isnull=True),
                name="lost_point_appealed",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.rule}"


class AnsweredOrder(models.Model):
    """That an organ answered an order in a month: how many makes it comparable."""

    case_id = models.BigIntegerField(primary_key=True)
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+")
    month = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(month__day=1), name="answered_order_month_first_day")]
        indexes = [models.Index(fields=["month", "organ"], name="answered_order_of_month")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.month}"
