"""Tallies: figures folded from events, of each month in full, and of each year by what its pages show."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interaction.organs.models import Organ
from interaction.privacy.columns import text_columns


class Measure(models.TextChoices):
    RECEIVED = "received", _("收到")
    ACCEPTED = "accepted", _("受理")
    DECLINED = "declined", _("不予受理")
    REPLIED = "replied", pgettext_lazy("统计", "答复")
    ON_TIME = "on_time", _("按期答复")
    WORKDAYS = "workdays", _("办理工作日合计")
    ENDED = "ended", _("未作答复而结束")
    PUBLISHED = "published", _("公开")
    RATED = "rated", pgettext_lazy("统计", "评价")
    SATISFIED = "satisfied", _("满意")
    SETTLED = "settled", _("解决")


@text_columns(neither=("channel",))
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
        indexes = [
            models.Index(fields=["month"], name="tally_month"),
            models.Index(fields=["organ", "month"], name="tally_of_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.organ_id} {self.month} {self.measure}: {self.n}"


class Group(models.Model):
    """What a page shows a line of: in one year of one channel, the cases of an organ, a month, or of a value of one of
    the channel's facets (kind, mailbox, class of matters, ground ...).

    An event counts once in each group it belongs to, and no row tells two of them apart together: a page that asks by
    one thing at a time then reads as few rows as it shows, and percentiles cannot be added up from smaller groups.
    """

    # What is no facet of a channel; the dot keeps them apart from those that are.
    ALL, ORGAN, MONTH = "", ".organ", ".month"

    channel = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    facet = models.CharField(max_length=16, blank=True)
    value = models.CharField(max_length=40, blank=True)
    n = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


@text_columns(neither=("channel", "facet", "value"))
class YearTally(Group):
    """`n` events of a group, and the sum of what they counted."""

    measure = models.CharField(max_length=12, choices=Measure)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "facet", "channel", "value", "measure"], name="year_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.year} {self.facet} {self.value} {self.measure}: {self.n}"


@text_columns(neither=("channel", "facet", "value"))
class YearDays(Group):
    """`n` replies of a group that took so many working days."""

    days = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "facet", "channel", "value", "days"], name="year_days_once"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.year} {self.facet} {self.value} {self.days}: {self.n}"


class Unfolded(models.Model):
    """An event that the tallies do not count yet. The database adds the row with the event, in its transaction."""

    event_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.event_id)
