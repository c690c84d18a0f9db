"""What is stored of the clocks of a case."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.evidence.matter import part_of
from interaction.limits.rules import rule as limit
from interaction.privacy.columns import text_columns


@text_columns(neither=("slot", "rule", "unit", "pauses"))
@part_of(
    "case", "case", without=("level", "alert_on", "alert_at", "paused_until", "provisional", "calendar_version"),
    told=("due_on", "due_at"),
)  # fmt: skip
class Clock(models.Model):
    """One time limit running on one case: the stored reading of limits.run(rule, marks, calendar)."""

    class State(models.TextChoices):
        RUNNING = "running", _("计时中")
        PAUSED = "paused", _("暂停")
        MET = "met", _("按期")
        MISSED = "missed", _("逾期")
        VOID = "void", _("终止")

    class Level(models.IntegerChoices):
        NONE = 0, _("正常")
        YELLOW = 1, _("将到期")
        RED = 2, _("即将到期")
        OVERDUE = 3, _("已超期")

    case = models.ForeignKey("casework.Case", models.PROTECT, db_index=False, related_name="clocks")
    # What this clock is for within its case ("reply", "confirm", ...); a case has one clock a slot.
    slot = models.CharField(max_length=32)
    rule = models.CharField(max_length=48)
    rule_version = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8)
    state = models.CharField(max_length=8, choices=State)
    anchor_on = models.DateField()
    length = models.PositiveIntegerField()
    extended = models.PositiveIntegerField(default=0)
    # [{"from": date, "to": date or null, "at_most": working days, "since": date}], as the set-based recomputation reads them.
    pauses = models.JSONField(default=list)
    paused_until = models.DateField(null=True)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    counted = models.PositiveIntegerField(default=0)
    stopped_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    calendar_version = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.NONE)
    warn_before = models.PositiveSmallIntegerField()
    alarm_before = models.PositiveSmallIntegerField()
    # When the next level is reached; null when there is none left or the clock does not run.
    alert_on = models.DateField(null=True)
    # The same of a limit in hours or minutes, which has no `alert_on`.
    alert_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "slot"], name="clock_slot_once"),
            models.CheckConstraint(
                condition=Q(state__in=["running", "paused", "met", "missed", "void"]), name="clock_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(due_on__isnull=False), name="clock_running_has_due_date"
            ),
            models.CheckConstraint(
                condition=Q(state="running") | Q(alert_on__isnull=True), name="clock_alerts_only_while_running"
            ),
            models.CheckConstraint(
                condition=Q(alert_at__isnull=True) | Q(state="running", due_at__isnull=False, alert_on__isnull=True),
                name="clock_alert_instants_only_while_running",
            ),
        ]
        indexes = [
            models.Index(fields=["alert_on", "id"], condition=Q(state="running"), name="clock_alert"),
            models.Index(fields=["alert_at", "id"], condition=Q(alert_at__isnull=False), name="clock_alert_instant"),
            models.Index(
                fields=["anchor_on", "case"], condition=Q(slot="unanswered", state="running"), name="clock_unanswered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.rule}"

    @property
    def label(self) -> str:
        return limit(self.rule).label
