"""A draft put to the public (重大行政决策程序暂行条例 A.15): its text in clauses, its annexes, its two dates."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interaction.consultations.models.stages import KNOWN, Stage
from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns
from interaction.workdays.now import today
from interaction.workflow.models import Document

# A.15: 公开征求意见的期限一般不少于30日. Both days count, so the last one is 29 days after the first.
LEAST_DAYS = 30


class Standing(models.TextChoices):
    """Where a consultation stands, derived from its acts and the two dates."""

    DRAFT = "draft", _("起草中")
    SUBMITTED = "submitted", _("待审定")
    UPCOMING = "upcoming", _("即将开始")
    OPEN = "open", _("正在征集")
    CLOSED = "closed", _("已截止，正在整理")
    REPORTED = "reported", _("已截止，正在整理")  # the report waits for the second person; the public need not know
    ANSWERED = "answered", _("已反馈")
    WITHDRAWN = "withdrawn", _("已撤回")


@text_columns(about_persons=("explanation", "other_ways", "shortened_because"), neither=("title",))
class Consultation(Document):
    FREE = ("opinions_received", "forgotten_on")

    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False, related_name="+", verbose_name=_("征集机关"))
    title = models.CharField(_("标题"), max_length=120)
    explanation = models.TextField(_("起草说明"))
    # A.15: 明确提出意见的方式. The web form is always one; these are the others.
    other_ways = models.TextField(_("其他提出意见的方式"), blank=True, default="")
    opens_on = models.DateField(_("开始日期"))
    closes_on = models.DateField(_("截止日期"))
    shortened_because = models.TextField(_("缩短期限的理由"), blank=True, default="")
    stage = models.TextField(choices=Stage, default=Stage.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    report_submitted = models.BooleanField(default=False)
    reported_on = models.DateField(_("反馈日期"), null=True, blank=True)
    # When what told who had given opinions was erased.
    forgotten_on = models.DateField(null=True, blank=True)
    # Counted as they come in, under the row's lock: no page counts opinions.
    opinions_received = models.PositiveIntegerField(_("意见条数"), default=0)

    STATE = "stage"

    class Meta:
        verbose_name = _("意见征集")
        constraints = [
            models.CheckConstraint(condition=KNOWN, name="consultation_stage_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(explanation=""), name="consultation_explained"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="consultation_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on") + timedelta(days=LEAST_DAYS - 1)) | ~Q(shortened_because=""),
                name="consultation_thirty_days_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["draft", "submitted"], published_at__isnull=True)
                | Q(stage__in=["published", "withdrawn"], published_at__isnull=False),
                name="consultation_published_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(reported_on__isnull=True) | Q(report_submitted=True, reported_on__gt=F("closes_on")),
                name="consultation_answered_after_it_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["-opens_on", "-id"], condition=Q(stage="published"), name="consultation_newest"),
            models.Index(
                fields=["organ", "-opens_on", "-id"], condition=Q(stage="published"), name="consultation_of_organ"
            ),
            models.Index(
                fields=["closes_on"], condition=Q(stage="published", reported_on__isnull=True),
                name="consultation_unanswered",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def days(self) -> int:
        """How many days opinions are taken, both dates counted."""
        return (self.closes_on - self.opens_on).days + 1

    @property
    def is_short(self) -> bool:
        return self.days < LEAST_DAYS

    @property
    def standing(self) -> Standing:
        """Where it stands today (Asia/Shanghai)."""
        if self.stage != Stage.PUBLISHED:
            return Standing(self.stage)
        return self._standing_on(today())

    def _standing_on(self, day: date) -> Standing:
        if self.reported_on:
            return Standing.ANSWERED
        if day < self.opens_on:
            return Standing.UPCOMING
        if day <= self.closes_on:
            return Standing.OPEN
        return Standing.REPORTED if self.report_submitted else Standing.CLOSED

    @property
    def standing_label(self) -> str:
        return str(self.standing.label)

    @property
    def light(self) -> str:
        """The class of the mark that shows the standing."""
        return {Standing.OPEN: "ok", Standing.UPCOMING: "paused", Standing.ANSWERED: "done"}.get(self.standing, "soon")

    @property
    def is_public(self) -> bool:
        return self.stage == Stage.PUBLISHED

    @property
    def days_left(self) -> int:
        """Days on which opinions are still taken, today counted."""
        return (self.closes_on - today()).days + 1


@text_columns(about_persons=("text",), neither=("heading", "label"))
class Clause(models.Model):
    """One clause of the draft. Once the draft is public the database refuses to change it: people have spoken to it."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, db_index=False, related_name="clauses")
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=60, blank=True, default="")  # of the chapter that begins with it
    label = models.CharField(max_length=20)
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["consultation", "position"], name="clause_once")]

    def __str__(self) -> str:
        return self.label


@text_columns(about_persons=("name",), neither=("content_type", "sha256"))
class Annex(models.Model):
    """A file that belongs to a draft or to a hearing on it; public with it. The content lies sealed in the file store."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="annexes")
    hearing = models.ForeignKey(
        "consultations.Hearing", models.PROTECT, null=True, blank=True, db_index=False, related_name="materials"
    )
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "name"]

    def __str__(self) -> str:
        return self.name
