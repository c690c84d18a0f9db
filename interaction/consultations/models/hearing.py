"""听证会 (A.16-17) and 列席会议: who was heard on a draft, where and when, and what became of it."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interaction.consultations.models.consultation import Consultation
from interaction.privacy.columns import text_columns

# A.16: 听证会材料应当于召开听证会7日前送达听证参加人.
MATERIALS_BEFORE = timedelta(days=7)


@text_columns(about_persons=("selection", "outcome", "adoption"), neither=("title", "place"))
class Hearing(models.Model):
    class Kind(models.TextChoices):
        HEARING = "hearing", _("听证会")
        SITTING = "sitting", _("列席会议")

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="hearings")
    kind = models.CharField(_("形式"), max_length=8, choices=Kind)
    title = models.CharField(_("名称"), max_length=120)
    held_on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=120)
    selection = models.TextField(_("参加人遴选办法"), blank=True, default="")
    materials_on = models.DateField(_("材料送达日期"), null=True, blank=True)
    # A.17(3): the participants confirmed and signed the record.
    record_confirmed = models.BooleanField(_("记录已经参加人确认并签字"), default=False)
    outcome = models.TextField(_("情况"), blank=True, default="")
    adoption = models.TextField(_("意见采纳情况"), blank=True, default="")

    class Meta:
        verbose_name = _("听证和列席")
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["hearing", "sitting"]), name="hearing_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="sitting")
                | (Q(materials_on__isnull=False, held_on__gte=F("materials_on") + MATERIALS_BEFORE) & ~Q(selection="")),
                name="hearing_materials_seven_days_before",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", adoption="") | (~Q(outcome="") & ~Q(adoption="")),
                name="hearing_recorded_with_adoption",
            ),
            models.CheckConstraint(
                condition=Q(kind="sitting") | Q(outcome="") | Q(record_confirmed=True),
                name="hearing_record_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_recorded(self) -> bool:
        return bool(self.outcome)


class Attendance(models.Model):
    """How many of which kind take part."""

    class Kind(models.TextChoices):
        PARTY = "party", _("利害关系人代表")
        PUBLIC = "public", _("群众代表")
        BUSINESS = "business", _("企业和社会组织代表")
        EXPERT = "expert", _("专家")
        MEDIA = "media", _("新闻媒体")
        DELEGATE = "delegate", _("人大代表、政协委员")

    hearing = models.ForeignKey(Hearing, models.CASCADE, db_index=False, related_name="attendances")
    kind = models.CharField(max_length=8, choices=Kind)
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["hearing", "kind"], name="attendance_kind_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="attendance_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
