"""Whether the calendar reaches as far as the limits that are counted by it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.watching.checks import Check, Finding, Group, bad, good, soon, watches
from interaction.watching.gauges import Sample, counts
from interaction.workdays.models import Notice, StoredDay
from interaction.workdays.now import today

# The longest limits are some months; the State Council's notice of a year comes in November of the one before.
LEAST_DAYS, NOTICE_FROM = 200, 11


def _days_left() -> int:
    last = StoredDay.objects.order_by("-date").values_list("date", flat=True).first()
    return (last - today()).days if last else 0


def calendar() -> Finding:
    day = today()
    if _days_left() < LEAST_DAYS:
        return bad(
            _t("工作日历只剩 %(days)s 天") % {"days": _days_left()},
            _t("请升级到新版本，或者运行 manage.py workdays 补齐日历。"),
        )
    wanted = [day.year, *([day.year + 1] if day.month >= NOTICE_FROM else [])]
    missing = [year for year in wanted if not Notice.objects.filter(year=year).exists()]
    if missing:
        return soon(
            _t("%(year)s 年的放假安排还没有录入，期限是暂定的") % {"year": missing[0]},
            _t("国务院办公厅的通知公布以后，请系统管理员在“放假安排”里录入。"),
        )
    return good(_t("放假安排已录入"))


def _left() -> Iterator[Sample]:
    yield {}, _days_left()


def watch() -> None:
    watches(Check("calendar", Group.LAW, _("工作日历"), calendar))
    counts("huiyin_calendar_days_left", "Days until the calendar of working days ends", _left)
