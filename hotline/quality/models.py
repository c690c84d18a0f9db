"""What was drawn for a quality check, and what came of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hotline.telephony.models import Call
from interaction.casework.forgetting import forgotten_with_case
from interaction.casework.models import Case
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField


@text_columns(neither=("marks",))
@forgotten_with_case(masked=("remarks",))
class Sampled(models.Model):
    """One reply or one call, drawn by its number, waiting for its check or judged."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="+", verbose_name=_("工单"))
    call = models.OneToOneField(Call, models.PROTECT, null=True, related_name="+", verbose_name=_("来电"))
    drawn_at = models.DateTimeField()
    # Of a call: the judgement itself; a reply's stands in the order's history.
    marks = models.JSONField(default=dict)
    remarks = SealedField(_("质检意见"))
    score = models.PositiveSmallIntegerField(_("得分"), null=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("质检样本")
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=True, call__isnull=False) | Q(case__isnull=False, call__isnull=True),
                name="sampled_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True, judged_at__isnull=True, judged_by__isnull=True)
                | Q(score__range=(0, 100), judged_at__isnull=False, judged_by__isnull=False),
                name="sampled_judged_as_a_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["drawn_at"], condition=Q(judged_at__isnull=True), name="sampled_waiting"),
            models.Index(fields=["-judged_at"], condition=Q(judged_at__isnull=False), name="sampled_judged"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
