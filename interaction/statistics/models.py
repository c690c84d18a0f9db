"""Tallies: figures folded from events, one row for each channel, organ, month and measure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ


class Measure(models.TextChoices):
    RECEIVED = "received", _("收到")
    ACCEPTED = "accepted", _("受理")
    DECLINED = "declined", _("不予受理")
    REPLIED = "replied", _("答复")
    ON_TIME = "on_time", _("按期答复")
    WORKDAYS = "workdays", _("办理工作日合计")
    ENDED = "ended", _("未作答复而结束")
    PUBLISHED = "published", _("公开")
    RATED = "rated", _("评价")
    SATISFIED = "satisfied", _("满意")
    SETTLED = "settled", _("解决")


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


class FacetTally(models.Model):
    """The same, told apart by one facet of the cases (kind, mailbox, class of matters, ground ...): `facet` names it,
    `value` is what the channel says of the case."""

    channel = models.CharField(max_length=16)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    month = models.DateField()
    facet = models.CharField(max_length=16)
    value = models.CharField(max_length=40)
    measure = models.CharField(max_length=12, choices=Measure)
    n = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "month", "organ", "facet", "value", "measure"], name="facet_tally_once"
            ),
            models.CheckConstraint(condition=models.Q(month__day=1), name="facet_tally_month_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.facet} {self.value} {self.month} {self.measure}: {self.n}"


class DaysTally(models.Model):
    """How many replies took how many working days: what a percentile needs. Facet "" stands for all of them."""

    channel = models.CharField(max_length=16)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+")
    month = models.DateField()
    facet = models.CharField(max_length=16, blank=True, default="")
    value = models.CharField(max_length=40, blank=True, default="")
    days = models.PositiveIntegerField()
    n = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "month", "organ", "facet", "value", "days"], name="days_tally_once"
            ),
            models.CheckConstraint(condition=models.Q(month__day=1), name="days_tally_month_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.facet} {self.value} {self.month} {self.days}: {self.n}"


class Unfolded(models.Model):
    """An event that the tallies do not count yet. The database adds the row with the event, in its transaction."""

    event_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.event_id)
