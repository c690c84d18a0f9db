"""How dates, spans and lights are written."""

from datetime import date, datetime

from django import template
from django.utils.translation import gettext as _

from interaction.workdays.calendar import weekday_name
from interaction.workdays.now import SHANGHAI

register = template.Library()
WEEKDAYS = "一二三四五六日"


@register.filter
def day(value: date | None) -> str:
    """2026年11月23日（星期一）"""
    if value is None:
        return "—"
    return f"{value.year}年{value.month}月{value.day}日（星期{WEEKDAYS[value.weekday()]}）"


@register.filter
def short_day(value: date | None) -> str:
    return value.isoformat() if value else "—"


@register.filter
def moment(value: datetime | None) -> str:
    """2026年11月23日 14:06, in Asia/Shanghai"""
    if value is None:
        return "—"
    local = value.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


@register.filter
def workdays(value: int | None) -> str:
    return "—" if value is None else _("%(n)s 个工作日") % {"n": value}


@register.filter
def weekday(value: date) -> str:
    return weekday_name(value)


@register.filter
def percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"


@register.filter
def one_decimal(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}"


@register.filter
def shape(level: str) -> str:
    """A light is told by its shape too, never by colour alone."""
    return {"ok": "●", "soon": "▲", "urgent": "▲", "late": "■", "paused": "‖", "done": "✓"}.get(level, "●")
