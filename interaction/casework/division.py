"""Who takes which part of the county's matters: classes of matters with their lead organs, assisting organs, rulings."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.casework.forgetting import forgotten_with_case
from interaction.evidence.matter import part_of
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField


@text_columns(neither=("name", "keywords"))
class Subject(models.Model):
    """A class of matters (事项类别) in the county's tree, with the organ that usually leads for it."""

    name = models.CharField(_("名称"), max_length=40, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children",
                               verbose_name=_("上级类别"))  # fmt: skip
    lead = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("主办单位"))
    # Words by which a text is recognised, one a line.
    keywords = models.TextField(_("关键词（每行一个）"), blank=True, default="")
    position = models.PositiveSmallIntegerField(_("排序"), default=100)
    active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("事项类别")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


@part_of("case", "case")
@forgotten_with_case(masked=("part",))
class Assist(models.Model):
    """协办: another organ's part in the answer to a case."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="assists")
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="assists", verbose_name=_("协办单位"))
    asked_on = models.DateField(_("交办日期"))
    part = SealedField(_("协办意见"))
    answered_on = models.DateField(_("反馈日期"), null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("协办")
        ordering = ["asked_on", "organ"]
        constraints = [
            models.UniqueConstraint(fields=["case", "organ"], name="assist_organ_once"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, author__isnull=True)
                | Q(answered_on__isnull=False, author__isnull=False),
                name="assist_answer_has_an_author",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "case"], condition=Q(answered_on__isnull=True), name="assist_pending"),
        ]

    def __str__(self) -> str:
        return f"assist of case {self.case_id}"


@part_of("case", "case")
@forgotten_with_case(masked=("grounds",))
class Ruling(models.Model):
    """裁定: which organ answers for a disputed matter, and why. Like matters are proposed to it (职责清单)."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="rulings")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="rulings", verbose_name=_("事项类别"))
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="rulings", verbose_name=_("承办单位"))
    grounds = SealedField(_("理由"))
    decided_on = models.DateField(_("裁定日期"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("裁定")
        ordering = ["-decided_on"]

    def __str__(self) -> str:
        return f"ruling on case {self.case_id}"
