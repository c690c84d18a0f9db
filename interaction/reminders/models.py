"""How one of the staff wants to hear of new notices, and what goes to the robots of chat groups."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.notices.models import Outgoing
from interaction.privacy.columns import text_columns
from interaction.privacy.encryption import SealedField


@text_columns()
class Reminder(models.Model):
    """One person's choice. Their contacts are sealed; nobody else sees them."""

    class Pace(models.TextChoices):
        NEVER = "never", _("不用，我只在工作台看")
        AT_ONCE = "at_once", _("一有新提醒就告诉我")
        MORNING = "morning", _("每个工作日早上汇总一次")

    staff = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="reminder")
    pace = models.CharField(max_length=8, choices=Pace, default=Pace.NEVER)
    email = SealedField(null=True, default=None)
    phone = SealedField(null=True, default=None)
    # The address of a robot of DingTalk, WeCom or Feishu, as the app gives it.
    robot = SealedField(null=True, default=None)
    # Of the day in Asia/Shanghai: nothing is sent from one to the other, over midnight too.
    quiet_from = models.TimeField(default=time(20))
    quiet_to = models.TimeField(default=time(8))
    # What came later has not been told yet.
    told_upto = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pace__in=["never", "at_once", "morning"]), name="reminder_pace_known"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.pace}"


@text_columns(neither=("body", "failure"))
class RobotMessage(Outgoing):
    """A message to a robot of a chat group."""

    address = SealedField()
    body = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "dead"]), name="robot_message_state_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["send_after"], condition=Q(state__in=["waiting", "sending"]), name="robot_message_due"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
