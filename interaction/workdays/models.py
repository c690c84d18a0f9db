"""The calendar as stored: the days, the notices they come from, the versions it went through."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interaction.privacy.columns import text_columns

from .arrangements import LONGEST_NAME, Arrangement, parse_notice
from .now import now


@text_columns(neither=("document", "content"))
class Notice(models.Model):
    """A State Council document that arranges days off, kept in the form of its file.

    Later documents of the same year amend the days they name, in the order of their loading (the id).
    """

    year = models.PositiveSmallIntegerField(_("年份"))
    document = models.CharField(_("文号"), max_length=LONGEST_NAME, unique=True)
    content = models.JSONField(_("内容"))
    loaded_at = models.DateTimeField(_("载入时间"), default=now)

    class Meta:
        verbose_name = _("放假通知")
        verbose_name_plural = _("放假通知")
        ordering = ["year", "id"]

    def __str__(self) -> str:
        return f"{self.content['title']}（{self.document}）"

    def arrangement(self) -> Arrangement:
        return parse_notice(self.content)


@text_columns(neither=("reason",))
class StoredDay(models.Model):
    """One civil day: worked or not, and how many working days there are up to and including it.

    A day off carries the ordinal of the last working day before it, so that "n working days after a day" is
    one join: the working day whose ordinal is that day's plus n.
    """

    date = models.DateField(_("日期"), primary_key=True)
    is_workday = models.BooleanField(_("是否工作日"))
    ordinal = models.PositiveIntegerField(_("工作日序号"))
    provisional = models.BooleanField(_("暂定"))
    reason = models.CharField(_("说明"), max_length=LONGEST_NAME + 2)
    notice = models.ForeignKey(Notice, verbose_name=_("依据"), null=True, on_delete=models.PROTECT, related_name="days")

    class Meta:
        verbose_name = _("日历")
        verbose_name_plural = _("日历")
        ordering = ["date"]
        constraints = [
            # Also the index that "add n working days" looks the ordinal up in.
            models.UniqueConstraint(fields=["ordinal"], condition=Q(is_workday=True), name="workdays_day_ordinal"),
            models.CheckConstraint(
                condition=Q(provisional=True, notice=None) | Q(provisional=False, notice__isnull=False),
                name="workdays_day_provisional_without_notice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.reason}"


@text_columns(neither=("fingerprint",))
class CalendarVersion(models.Model):
    """A state of the calendar as a whole; the highest number is the present one. Rows are only added.

    `fingerprint` tells apart two states that bore the same number, one of which was rolled back.
    """

    number = models.PositiveIntegerField(_("版本"), primary_key=True)
    fingerprint = models.CharField(_("指纹"), max_length=64)
    notice = models.ForeignKey(Notice, verbose_name=_("依据"), null=True, on_delete=models.PROTECT)
    first_changed = models.DateField(_("变动起"))
    last_changed = models.DateField(_("变动止"))
    created_at = models.DateTimeField(_("时间"), default=now)

    class Meta:
        verbose_name = _("日历版本")
        verbose_name_plural = _("日历版本")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_changed__lte=models.F("last_changed")), name="workdays_version_span"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
