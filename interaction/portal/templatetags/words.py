"""How dates, spans and lights are written."""

import re
from datetime import date, datetime

from django import template
from django.forms import BoundField, ModelChoiceField
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from interaction.i18n.translation import HAN, gettext_noop, written_day
from interaction.limits.telling import span
from interaction.workdays.calendar import weekday_name
from interaction.workdays.now import SHANGHAI
from interaction.workdays.reasons import said

register = template.Library()
# So many letters are remembered at once by who hears them.
LONGEST_GROUP = 4
RUN = re.compile(r"[\u3400-\u9fff][\u3000-\u9fff\uff00-\uffef]*")
QUOTED = re.compile(r"“[^”]*”")
OPTION = re.compile(r"<option([^>]*)>([^<]*)</option>")
CHINESE = mark_safe(' lang="zh-Hans"')
# 周一 within a sentence is 星期一 after a date.
WEEKDAYS = (
    gettext_noop("星期一"), gettext_noop("星期二"), gettext_noop("星期三"), gettext_noop("星期四"), gettext_noop("星期五"),
    gettext_noop("星期六"), gettext_noop("星期日"),
)  # fmt: skip


@register.filter
def limit(name: str) -> str:
    """20个工作日: a time limit by the name of its rule, as it holds today; a name that ends in + is how far it is extended."""
    return span(name)


@register.filter
def day(value: date | None) -> str:
    """2026年11月23日（星期一）"""
    if value is None:
        return "—"
    return _("%(day)s（%(weekday)s）") % {"day": written_day(value), "weekday": _(WEEKDAYS[value.weekday()])}


@register.filter
def short_day(value: date | None) -> str:
    return value.isoformat() if value else "—"


@register.filter
def moment(value: datetime | None) -> str:
    """2026年11月23日 14:06, in Asia/Shanghai"""
    if value is None:
        return "—"
    local = value.astimezone(SHANGHAI)
    return f"{written_day(local)} {local:%H:%M}"


@register.filter
def in_groups(text: str) -> str:
    """A number or a code as it is read out, in short groups: RX 2026 000 087, K7Q MV 3XW PH."""
    groups = []
    for part in text.split("-"):
        cut = (len(part) + 1) // 2 if len(part) > LONGEST_GROUP else len(part)
        groups += [part[:cut], part[cut:]]
    return " ".join(one for one in groups if one)


@register.filter
def workdays(value: int | None) -> str:
    return "—" if value is None else ngettext("%(n)s 个工作日", "%(n)s 个工作日", value) % {"n": value}


@register.filter
def weekday(value: date) -> str:
    return said(weekday_name(value))


@register.filter
def percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"


@register.filter
def one_decimal(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}"


@register.filter
def translated(text: object) -> str:
    """A term of ours that is kept in Chinese (a kind, the name of a limit), in the language shown."""
    return _(str(text)) if text else ""


@register.filter
def trans_marked(text: object) -> str:
    """The same, with what no catalogue knows marked as Chinese."""
    return mark_chinese(translated(text))


@register.filter
def mark_chinese(text: object) -> str:
    """A sentence of ours with names in it: what is Chinese in it is marked so, on a page that is not."""
    return mark_safe(marked_run(conditional_escape(str(text))))  # noqa: S308


def marked_run(escaped: str) -> str:
    """Every run of Chinese in it within an element that says so, on a page that is not."""
    return RUN.sub(r'<span lang="zh-Hans">\g<0></span>', escaped) if get_language() == "en" else escaped


@register.filter
def lang_attr(text: object) -> SafeString:
    """The attribute of an element whose text is Chinese on a page that is not; nothing elsewhere. For what was typed in
    or is stored: replies, titles, names."""
    return CHINESE if get_language() == "en" and HAN.search(str(text)) else SafeString("")


@register.filter
def mark_quoted(text: object) -> str:
    """A sentence of ours that gives Chinese words as examples: what stands in quotation marks is marked, and only that."""
    return mark_safe(QUOTED.sub(lambda one: marked_run(one[0]), conditional_escape(str(text))))  # noqa: S308


@register.filter
def offers_stored(field: BoundField) -> bool:
    """Whether what a field offers is stored (clauses, organs, a survey's choices), not a term of ours."""
    return isinstance(field.field, ModelChoiceField) or getattr(field.form, "asks_in_chinese", False)


@register.filter
def as_typed(field: BoundField) -> SafeString:
    """A form's control, marked as Chinese where what was typed into it, or an option of it, is."""
    value = field.value()
    typed = isinstance(value, str) and not getattr(field.field.widget, "choices", None)
    control = field.as_widget(attrs={"lang": "zh-Hans"} if typed and lang_attr(value) else None)
    if get_language() != "en" or not offers_stored(field):
        return control
    return mark_safe(OPTION.sub(lambda one: f"<option{lang_attr(one[2])}{one[1]}>{one[2]}</option>", control))  # noqa: S308


@register.filter
def shape(level: str) -> str:
    """A light is told by its shape too, never by colour alone."""
    return {"ok": "●", "soon": "▲", "urgent": "▲", "late": "■", "paused": "‖", "done": "✓"}.get(level, "●")
