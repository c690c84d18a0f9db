"""Tallies: figures folded from events, one row for each channel, organ, month and measure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ


class Measure(models.TextChoices):
    RECEIVED = "received", _("收到")
    REPLIED = "replied", _("答复")
    ON_TIME = "on_time", _("按期答复")
    WORKDAYS = "workdays", _("办理工作日合计")
    ENDED = "ended", _("未作答复而结束")
    PUBLISHED = "published", _("公开")
    RATED = "rated", _("评价")


class Tally(models.Model):
    """`n` events in a month, and the sum of what they counted (`total`: working days, stars)."""

    channel = models.CharField(max_length=16)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    month = models.DateField()  # its first day; months are local months
    measure = models.CharField(max_length=12, choices=Measure)
    n = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "organ", "month", "measure"], name="tally_once"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="tally_month_first_day"),
        ]
        indexes = [models.Index(fields=["month"], name="tally_month")]

    def __str__(self) -> str:
        return f"{self.channel} {self.organ_id} {self.month} {self.measure}: {self.n}"


class Unfolded(models.Model):
    """An event that the tallies do not count yet. The database adds the row with the event, in its transaction."""

    event_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.event_id)
