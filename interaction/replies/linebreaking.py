"""Breaking Chinese text into lines (避头尾), by GB/T 15834-2011, 5.1: where punctuation may not stand.

Stops and closing marks never begin a line, opening marks never end one, dashes and ellipses are not cut in
two. Words and numbers in Latin script stay whole unless that would leave a hole; a long address breaks after
a slash or dot.
"""

from collections.abc import Sequence

NEVER_FIRST = frozenset("。，、；：？！）》〉」』】〕］｝”’～·・％‰℃／,.;:?!)]}%")
NEVER_LAST = frozenset("（《〈「『【〔［｛“‘￥＄／([{$")
_PAIRED = frozenset("—…")
_AFTER_IN_ADDRESS = frozenset("/.-_?&=#:,;")
_LATIN_END = 0x7F

# A line may fall short by this share of its width to keep a word whole.
_HOLE = 0.2


def break_lines(text: str, advances: Sequence[float], width: float, *, indent: float = 0.0) -> list[str]:
    """Cut a text into lines of at most `width`, the first one shorter by `indent`; same unit as `advances`.

    Spaces at a break are dropped. Takes time in proportion to the length of the text. A character wider than
    the line stands alone on its line.
    """
    lines: list[str] = []
    start, end = 0, len(text)
    room = width - indent
    while start < end:
        stop = _fill(advances, start, room)
        if stop < end:
            stop = _retreat(text, advances, start, stop, room)
        lines.append(text[start:stop].rstrip(" "))
        start = stop
        while start < end and text[start] == " ":
            start += 1
        room = width
    return lines


def _fill(advances: Sequence[float], start: int, room: float) -> int:
    """The first position after `start` that no longer fits; at least one character is taken."""
    position, used = start, 0.0
    tolerance = 1e-6 * room
    while position < len(advances):
        used += advances[position]
        if used > room + tolerance and position > start:
            break
        position += 1
    return position


def _retreat(text: str, advances: Sequence[float], start: int, stop: int, room: float) -> int:
    """The best place to break at or before `stop`."""
    hole = 0.0
    for place in range(stop, start, -1):
        if hole > room * _HOLE:
            break
        if _may_break(text, place) and not _inside_word(text, place):
            return place
        hole += advances[place - 1]
    for place in range(stop, start, -1):
        if text[place - 1] in _AFTER_IN_ADDRESS and _inside_word(text, place) and stop - place <= (stop - start) / 2:
            return place
    for place in range(stop, start, -1):
        if _may_break(text, place) or _inside_word(text, place):
            return place
    return stop


def _may_break(text: str, place: int) -> bool:
    """Whether punctuation allows a break before `text[place]`."""
    before, after = text[place - 1], text[place]
    if after in NEVER_FIRST or before in NEVER_LAST:
        return False
    return not (before == after and before in _PAIRED)


def _inside_word(text: str, place: int) -> bool:
    """Whether both neighbours belong to one run of Latin letters, digits and signs."""
    before, after = text[place - 1], text[place]
    return before != " " and after != " " and ord(before) < _LATIN_END and ord(after) < _LATIN_END


def balance_lines(text: str, advances: Sequence[float], width: float) -> list[str]:
    """As few lines as `break_lines` needs, but of like length, as GB/T 9704-2012, 7.3.1 asks of a title."""
    fewest = len(break_lines(text, advances, width))
    narrow, wide = sum(advances) / max(fewest, 1), width
    step = max(advances, default=0.0) / 2
    while narrow < wide:
        lines = break_lines(text, advances, narrow)
        if len(lines) <= fewest:
            return lines
        narrow += step
    return break_lines(text, advances, width)
