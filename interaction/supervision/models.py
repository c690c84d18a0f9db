"""Supervision orders (督办单): numbered, printed, and to be answered."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interaction.casework.forgetting import forgotten_with_case
from interaction.casework.models import Case
from interaction.evidence.matter import part_of
from interaction.organs.models import Organ
from interaction.privacy.encryption import SealedField
from interaction.replies.models import Document


@part_of("case", "case")
@forgotten_with_case(masked=("demand", "answer"))
class SupervisionOrder(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="supervision_orders")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("被督办单位"))
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    demand = SealedField(_("督办要求"))
    issued_on = models.DateField(_("发出日期"))
    answer_by = models.DateField(_("反馈期限"))
    answer = SealedField(_("反馈情况"))
    answered_on = models.DateField(_("反馈日期"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("督办单")
        ordering = ["issued_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answered_by__isnull=True)
                | Q(answered_on__gte=F("issued_on"), answered_by__isnull=False),
                name="supervision_answer_has_an_author",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "answer_by"], condition=Q(answered_on__isnull=True), name="supervision_open"),
            models.Index(fields=["-answered_on"], condition=Q(answered_on__isnull=False), name="supervision_answered"),
        ]

    def __str__(self) -> str:
        return f"supervision order of case {self.case_id}"

    @property
    def ref(self) -> str:
        """Pairs the answer with its order for the clock."""
        return self.pk.hex[:12]
