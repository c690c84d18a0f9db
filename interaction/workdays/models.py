"""The calendar as a table, so that "add n working days" is one join in SQL."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """An official notice that was loaded: which year it fixes."""

    year = models.PositiveSmallIntegerField(_("年份"))
    document = models.CharField(_("文号"), max_length=80)
    title = models.CharField(_("标题"), max_length=120, blank=True, default="")
    digest = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField(unique=True)  # of the calendar that it made
    loaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("节假日通知")

    def __str__(self) -> str:
        return self.document


class Day(models.Model):
    date = models.DateField(primary_key=True)
    is_workday = models.BooleanField()
    # Working days up to and including this day; a day off carries that of the last working day before it.
    ordinal = models.IntegerField()
    provisional = models.BooleanField()
    reason = models.CharField(max_length=40)
    notice = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ordinal"], condition=Q(is_workday=True), name="workday_ordinal_once"),
        ]

    def __str__(self) -> str:
        return str(self.date)
