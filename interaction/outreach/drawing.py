"""The service points as a picture: an SVG made on the server, without anybody's map data.

A sketch (示意图), no map: points by their coordinates in a frame, names of townships beside their points, a scale bar and
an arrow to the north. Colours come from the page's style sheet by class, as in charts. The list under it says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from interaction.outreach.coordinates import KM_A_DEGREE, km_a_degree_east

WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 720, 320, 720
_MARGIN = 70
_FOOT = 46
_RADIUS = 11
_LABEL_HEIGHT = 18
_FONT = 13
_WIDE_FROM = 0x2E80
# So wide a frame at the least, in kilometres: one point alone is no reason to zoom to a door.
_LEAST_KM = 6.0
_BARS_KM = (0.5, 1, 2, 5, 10, 20, 50, 100, 200)
_LONGEST_LABEL = 12
# Names come in Chinese, in whatever language the page is.
_IN_CHINESE = ' lang="zh-Hans"'


@dataclass(frozen=True)
class Dot:
    """A point to be drawn: its number in the list, its name, and where it is (WGS-84, degrees)."""

    number: int
    label: str
    latitude: float
    longitude: float
    township: str = ""


@dataclass(frozen=True)
class _Frame:
    """From degrees to the picture's units: one scale both ways, so that distances are true."""

    west: float
    north: float
    units_a_km: float
    km_east: float
    height: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        x = _MARGIN + (longitude - self.west) * self.km_east * self.units_a_km
        y = _MARGIN + (self.north - latitude) * KM_A_DEGREE * self.units_a_km
        return x, y


def _frame(dots: Sequence[Dot]) -> _Frame:
    south, north = min(one.latitude for one in dots), max(one.latitude for one in dots)
    west, east = min(one.longitude for one in dots), max(one.longitude for one in dots)
    km_east = km_a_degree_east((south + north) / 2)
    wide, high = max((east - west) * km_east, _LEAST_KM), max((north - south) * KM_A_DEGREE, _LEAST_KM / 2)
    scale = min((WIDTH - 2 * _MARGIN) / wide, (MOST_HEIGHT - 2 * _MARGIN - _FOOT) / high)
    height = max(high * scale + 2 * _MARGIN + _FOOT, LEAST_HEIGHT)
    # What is left over lies on both sides.
    spare_x = (WIDTH - 2 * _MARGIN) / scale - (east - west) * km_east
    spare_y = (height - _FOOT - 2 * _MARGIN) / scale - (north - south) * KM_A_DEGREE
    return _Frame(west - spare_x / 2 / km_east, north + spare_y / 2 / KM_A_DEGREE, scale, km_east, height)


def sketch(title: str, told: str, dots: Sequence[Dot], north_word: str = "北", km_word: str = "公里") -> str:
    """The picture with its title and what it tells; nothing where there is no point."""
    if not dots:
        return ""
    frame = _frame(dots)
    parts = [
        f'<rect class="map-paper" x="1" y="1" width="{WIDTH - 2}" height="{_n(frame.height - 2)}"/>',
        *_townships(dots, frame),
        *_points(dots, frame),
        *_scale_bar(frame, km_word),
        *_north_arrow(north_word),
    ]
    return (
        f'<svg class="map" viewBox="0 0 {WIDTH} {_n(frame.height)}" role="img" aria-labelledby="map-title map-desc">'
        f'<title id="map-title">{escape(title)}</title><desc id="map-desc">{escape(told)}</desc>{"".join(parts)}</svg>'
    )


def _townships(dots: Sequence[Dot], frame: _Frame) -> list[str]:
    """Each township's name, once, above the middle of its points, pale under everything."""
    places: dict[str, list[tuple[float, float]]] = {}
    for one in dots:
        if one.township:
            places.setdefault(one.township, []).append(frame.at(one.latitude, one.longitude))
    parts = []
    for name, found in places.items():
        x = sum(place[0] for place in found) / len(found)
        y = min(place[1] for place in found) - 2 * _RADIUS - 12
        half = _wide(name, 20) / 2
        parts.append(
            _text(
                "map-township",
                min(max(x, half + 8), WIDTH - half - 8),
                max(y, 26),
                name,
                "middle",
                language=_IN_CHINESE,
            )
        )
    return parts


def _points(dots: Sequence[Dot], frame: _Frame) -> list[str]:
    """Numbered circles, and names that give way to each other up and down, to the side where there is room."""
    placed: list[tuple[float, float, float]] = []  # from x, to x, y of the labels that stand
    circles, names = [], []
    for one in sorted(dots, key=lambda dot: -dot.latitude):
        x, y = frame.at(one.latitude, one.longitude)
        label = one.label if len(one.label) <= _LONGEST_LABEL else one.label[: _LONGEST_LABEL - 1] + "…"
        wide = _wide(label, _FONT)
        right = x + _RADIUS + 5 + wide <= WIDTH - 6
        start = x + _RADIUS + 5 if right else x - _RADIUS - 5 - wide
        at = y
        while any(
            start < to and start + wide > since and abs(at - where) < _LABEL_HEIGHT for since, to, where in placed
        ):
            at += 2
        placed.append((start, start + wide, at))
        if at != y:
            names.append(
                f'<line class="map-lead" x1="{_n(x)}" y1="{_n(y)}" x2="{_n(start - 2 if right else start + wide + 2)}" y2="{_n(at)}"/>'
            )
        names.append(_text("map-name map-label", start, at, label, "start", language=_IN_CHINESE))
        circles.append(f'<circle class="map-dot" cx="{_n(x)}" cy="{_n(y)}" r="{_RADIUS}"/>')
        circles.append(_text("map-number", x, y, str(one.number), "middle"))
    return names + circles


def _scale_bar(frame: _Frame, km_word: str) -> list[str]:
    """As long a bar as fits into a third of the width."""
    fitting = [km for km in _BARS_KM if km * frame.units_a_km <= WIDTH / 3] or [_BARS_KM[0]]
    km, x, y = fitting[-1], 24.0, frame.height - 22
    end = x + km * frame.units_a_km
    line = f'<path class="map-scale" d="M{_n(x)} {_n(y - 6)}V{_n(y)}H{_n(end)}V{_n(y - 6)}"/>'
    return [line, _text("map-name", end + 8, y - 2, f"{km:g} {km_word}", "start")]


def _north_arrow(word: str) -> list[str]:
    x, y = WIDTH - 34, 22
    arrow = f'<path class="map-north" d="M{x} {y}l9 26l-9 -7l-9 7z"/>'
    return [arrow, _text("map-name", x, y + 38, word, "middle")]


def _text(name: str, x: float, y: float, text: str, anchor: str, *, language: str = "") -> str:
    return (
        f'<text class="{name}"{language} x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" dominant-baseline="central">'
        f"{escape(text)}</text>"
    )


def _wide(text: str, size: int) -> float:
    return sum(size if ord(char) >= _WIDE_FROM else size * 0.6 for char in text)


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
