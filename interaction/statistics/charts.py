"""Charts as SVG text, made on the server: bars and lines, direct labels, one colour plus grey.

No inline style and no style element, so that the content security policy holds: colours come from the page's
style sheet by the classes `chart-bar`, `chart-line`, `chart-line-other`, `chart-dot`, `chart-grid`,
`chart-label`, `chart-value` and `chart-empty`. On the page a table with the same figures stands under each.
"""

import math
from collections.abc import Sequence
from html import escape
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from interaction.i18n.translation import HAN

Number = int | float

_WIDTH = 720
_FONT = 14
_WIDE_FROM = 0x2E80

_ROW = 34
_BAR = 20
_LABEL_WIDTH = 190
_VALUE_WIDTH = 110
_GAP = 10

_PLOT_LEFT = 56
_PLOT_RIGHT = 590
_PLOT_TOP = 24
_PLOT_BOTTOM = 260
_LINE_HEIGHT = 300
_LINES_WANTED = 4
_MOST_MONTH_LABELS = 12
_END_LABEL_PITCH = 18
_TOLD = 12


def bar_chart(title: str, rows: Sequence[tuple[str, Number]], unit: str) -> str:
    """Horizontal bars in the given order, each with label, value and unit; a negative one has no length."""
    if not rows:
        return _empty(title)
    largest = max(0, *(value for _, value in rows)) or 1
    room = _WIDTH - _LABEL_WIDTH - _VALUE_WIDTH
    parts: list[str] = []
    for index, (label, value) in enumerate(rows):
        middle = index * _ROW + _ROW / 2
        length = max(value, 0) / largest * room
        parts += [
            _label(_LABEL_WIDTH - _GAP, middle, label, _LABEL_WIDTH - _GAP),
            f'<rect class="chart-bar" x="{_LABEL_WIDTH}" y="{_n(middle - _BAR / 2)}" '
            f'width="{_n(length)}" height="{_BAR}"/>',
            _text("chart-value", _LABEL_WIDTH + length + _GAP, middle, _counted(value, unit)),
        ]
    told = _("，").join(
        _("%(label)s%(value)s") % {"label": label, "value": _counted(value, unit)} for label, value in rows[:_TOLD]
    )
    if len(rows) > _TOLD:
        told = _("%(told)s等%(n)s项") % {"told": told, "n": len(rows)}
    return _svg(title, told + _("。"), len(rows) * _ROW, parts)


def line_chart(
    title: str, series: Sequence[tuple[str, Sequence[Number | None]]], months: Sequence[str], unit: str = ""
) -> str:
    """Lines over months: the first series in colour, others in grey, named at their ends; None leaves a gap.

    Raises ValueError when a series has not one value for each month.
    """
    if any(len(values) != len(months) for _, values in series):
        raise ValueError("each series needs one value for each month")
    known = [value for _, values in series for value in values if value is not None]
    if not known:
        return _empty(title)
    step = _step(max(known))
    top = max(math.ceil(max(known) / step), 1) * step
    parts = [*_grid(top, step, unit), *_month_labels(months)]
    for index in reversed(range(len(series))):  # the coloured line lies on top
        parts += _line(series[index][1], top, "chart-line" if index == 0 else "chart-line-other")
    parts += _end_labels(series, top, unit)
    height = _LINE_HEIGHT + _END_LABEL_PITCH * max(len(series) - 2, 0)  # names pushed apart may need more
    return _svg(title, _told(series, months, unit), height, parts)


def figure(value: Number) -> str:
    """A number as people read it: thousands separated, at most one decimal."""
    rounded = round(value, 1)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"


def _step(largest: Number) -> float:
    """The distance of grid lines: 1, 2 or 5 times a power of ten, so that about four lines are drawn."""
    rough = max(largest, 1) / _LINES_WANTED
    power = 10.0 ** math.floor(math.log10(rough))
    return next((factor * power for factor in (1, 2, 5) if factor * power >= rough), 10 * power)


def _x(index: int, count: int) -> float:
    if count == 1:
        return (_PLOT_LEFT + _PLOT_RIGHT) / 2
    return _PLOT_LEFT + (_PLOT_RIGHT - _PLOT_LEFT) * index / (count - 1)


def _y(value: Number, top: float) -> float:
    return _PLOT_BOTTOM - (_PLOT_BOTTOM - _PLOT_TOP) * max(value, 0) / top


def _grid(top: float, step: float, unit: str) -> list[str]:
    parts = []
    for count in range(round(top / step) + 1):
        y = _y(count * step, top)
        named = figure(count * step) + (unit if count * step == top else "")
        parts += [
            f'<line class="chart-grid" x1="{_PLOT_LEFT}" y1="{_n(y)}" x2="{_PLOT_RIGHT}" y2="{_n(y)}"/>',
            _text("chart-label", _PLOT_LEFT - _GAP, y, named, anchor="end"),
        ]
    return parts


def _month_labels(months: Sequence[str]) -> list[str]:
    every = math.ceil(len(months) / _MOST_MONTH_LABELS)
    return [
        _text("chart-label", _x(index, len(months)), _PLOT_BOTTOM + 20, month, anchor="middle")
        for index, month in enumerate(months)
        if index % every == 0
    ]


def _line(values: Sequence[Number | None], top: float, name: str) -> list[str]:
    """A line for each unbroken stretch, a dot where a stretch is a single month."""
    parts = []
    places = [(_x(index, len(values)), value) for index, value in enumerate(values)]
    for there, stretch in groupby(places, key=lambda place: place[1] is not None):
        if there:
            points = [(x, _y(value, top)) for x, value in stretch if value is not None]
            drawn = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
            parts.append(
                f'<polyline class="{name}" fill="none" stroke-width="2.5" points="{drawn}"/>'
                if len(points) > 1
                else f'<circle class="chart-dot" cx="{_n(points[0][0])}" cy="{_n(points[0][1])}" r="4"/>'
            )
    return parts


def _end_labels(series: Sequence[tuple[str, Sequence[Number | None]]], top: float, unit: str) -> list[str]:
    """Name and last value of each series beside its end, moved apart where they would touch."""
    ends = []
    for name, values in series:
        last = next((value for value in reversed(values) if value is not None), None)
        if last is not None:
            ends.append((_y(last, top), f"{name} {_counted(last, unit)}"))
    parts, lowest = [], -math.inf
    for y, named in sorted(ends, key=lambda end: end[0]):
        lowest = max(y, lowest + _END_LABEL_PITCH)
        parts.append(_label(_PLOT_RIGHT + _GAP, lowest, named, _WIDTH - _PLOT_RIGHT - _GAP, anchor="start"))
    return parts


def _told(series: Sequence[tuple[str, Sequence[Number | None]]], months: Sequence[str], unit: str) -> str:
    """The chart in a sentence, for those who do not see it."""
    told = []
    for name, values in series:
        known = [(value, month) for value, month in zip(values, months, strict=True) if value is not None]
        if known:
            most, least = max(known, key=lambda pair: pair[0]), min(known, key=lambda pair: pair[0])
            told.append(
                _("%(name)s最高%(most)s（%(then)s），最低%(least)s（%(when)s）")
                % {
                    "name": name, "most": _counted(most[0], unit), "then": most[1],
                    "least": _counted(least[0], unit), "when": least[1],
                }
            )  # fmt: skip
    return _("%(first)s至%(last)s：%(told)s。") % {"first": months[0], "last": months[-1], "told": _("；").join(told)}


def _empty(title: str) -> str:
    none = _("这段时间没有数据")
    text = _text("chart-empty", _WIDTH / 2, _ROW, none, anchor="middle")
    return _svg(title, none + _("。"), 2 * _ROW, [text])


def _svg(title: str, description: str, height: Number, parts: Sequence[str]) -> str:
    return (
        f'<svg class="chart" role="img" viewBox="0 0 {_WIDTH} {height}" font-size="{_FONT}" '
        f'xmlns="http://www.w3.org/2000/svg"><title{_tongue(title)}>{_safe(title)}</title><desc{_tongue(description)}>{_safe(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _text(name: str, x: float, y: float, text: str, *, anchor: str = "start") -> str:
    place = f'x="{_n(x)}" y="{_n(y)}" dy="0.35em" text-anchor="{anchor}"'
    return f'<text class="{name}" {place}{_tongue(text)}>{_safe(text)}</text>'


def _label(x: float, y: float, text: str, room: float, *, anchor: str = "end") -> str:
    """A label cut to its room; cut or not, pointing at it tells the whole."""
    shown = _cut(text, room)
    label = _text("chart-label", x, y, shown, anchor=anchor)
    return label if shown == text else f"<g><title{_tongue(text)}>{_safe(text)}</title>{label}</g>"


def _cut(text: str, room: float) -> str:
    used = 0.0
    for index, char in enumerate(text):
        used += _FONT if ord(char) >= _WIDE_FROM else 0.6 * _FONT
        if used > room:
            return text[: max(index - 1, 1)] + "…"
    return text


def _counted(value: Number, unit: str) -> str:
    """A number and its unit; a unit that is a word in Latin letters stands apart."""
    return f"{figure(value)}{' ' if unit[:1].isascii() and unit[:1].isalpha() else ''}{unit}"


def _tongue(text: str) -> str:
    """The attribute of what is Chinese in a chart on an English page."""
    return ' lang="zh-Hans"' if get_language() == "en" and HAN.search(text) else ""


def _safe(text: str) -> str:
    """Text for XML: escaped, without characters that XML does not allow."""
    return escape("".join(char for char in text if char.isprintable() or char == "\n"))


def _n(number: float) -> str:
    """A coordinate, short."""
    return f"{number:.1f}".removesuffix(".0")
