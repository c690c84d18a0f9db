"""Official letters as PDF by GB/T 9704-2012 (党政机关公文格式); articles in the comments are its own.

A letter is first composed into rows, each as high as one of the 22 lines of a page, then put on pages.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from interaction.replies.fonts import Face, advances, settable, text_width
from interaction.replies.linebreaking import balance_lines, break_lines
from interaction.replies.paper import (
    BOTTOM,
    EM,
    FOLIO_DROP,
    HEAD_DROP,
    HEAD_LARGEST,
    HEAD_SMALLEST,
    LEFT,
    LINES_PER_PAGE,
    PITCH,
    RED,
    RIGHT,
    RULE_DROP,
    RULE_THICKNESS,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    TOP,
    TYPE_WIDTH,
)
from interaction.replies.pen import PdfDocument, written
from interaction.replies.verification_mark import MARK_ROWS, Verification, draw_mark

# What the grid of 28 characters takes off the width of each 16-point character.
_GRID = EM - SIZE_3
# A justified line may be stretched by this much per character; more would read as spaces.
_STRETCH = 0.08 * SIZE_3
# Between the base line and the bottom of its row, so that the characters stand in the middle of it.
_DESCENT = (PITCH - SIZE_3) / 2 + 0.12 * SIZE_3
# 7.3.5.1: the seal's upper edge is within one line of the text; a 42 mm seal over the date leaves two lines
# blank.
_SEAL_ROOM = 2
# How far the middle of the seal stands above that of the two lines it is laid over.
_SEAL_ABOVE = 0.25 * PITCH
_TIED_BODY_ROWS = 3
_HEADING = re.compile(r"[一二三四五六七八九十]{1,4}、")
_SUBHEADING = re.compile(r"[（(][一二三四五六七八九十]{1,4}[）)]")
_LONGEST_HEADING = 50
_HEAD_LEADING = 1.25


@dataclass(frozen=True)
class SealPicture:
    """The picture of an organ's seal as PNG, and how wide the seal is, in points."""

    content: bytes
    side: float


@dataclass(frozen=True)
class FormalLetter:
    """A formal letter of an organ.

    `organ` stands in the red head, `signed_by` above the date. A line break in `title` is kept, so that words
    stay whole. A paragraph that begins with 一、 or （一） and is a heading by itself is set as one. `notes`
    follow the date (附注), each in round brackets. `seal` is laid over signature and date. `verification` puts the mark at the foot
    of the last page.
    """

    organ: str
    document_number: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    signed_by: str
    dated: date
    attachments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    verification: Verification | None = None
    seal: SealPicture | None = None


@dataclass(frozen=True)
class TextRow:
    """One line of type on the grid; `tied` keeps it on the page of the row after it, `seal` is laid over it and the one above."""

    text: str = ""
    left: float = 0.0
    face: Face = Face.BODY
    size: float = SIZE_3
    spacing: float = _GRID
    tied: bool = False
    seal: SealPicture | None = None


def render_letter(letter: FormalLetter) -> bytes:
    """The letter as a PDF file: searchable, fonts embedded, the same bytes for the same letter.

    The fonts must have been registered. Characters no font has come out as a box; control characters are
    dropped.
    """
    subject = " ".join(filter(None, (letter.document_number, letter.addressee)))
    with written(title=letter.title, author=letter.organ, subject=subject, dated=letter.dated) as document:
        first_row = _draw_head(document, letter)
        draw_pages(document, _compose(letter), first_row)
        if letter.verification:
            draw_mark(document, letter.verification)
    return document.content


def draw_pages(
    document: PdfDocument,
    rows: Iterable[TextRow],
    first_row: int = 0,
    draw: Callable[[PdfDocument, TextRow, int], None] | None = None,
) -> None:
    """Set rows on as many pages as they take, each with its number; on the first page from a certain row on."""
    for number, page in enumerate(pages(list(rows), first_row), start=1):
        if number > 1:
            document.next_page()
        for index, row in enumerate(page, start=first_row if number == 1 else 0):
            (draw or draw_row)(document, row, index)
        draw_folio(document, number)


def chinese_date(day: date) -> str:
    """A date in Arabic numerals without leading zeros, as 7.3.5.4 asks: 2026年11月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


# Composing


def _compose(letter: FormalLetter) -> Iterator[TextRow]:
    yield from title_rows(letter.title)
    yield TextRow()
    yield from _flush(letter.addressee.strip().rstrip("：:") + "：")
    body = [row for text in letter.paragraphs for row in paragraph_rows(text)]
    # 7.3.5: the signature never stands on a page without text, so the last lines of the body go with it.
    for index, row in enumerate(body):
        yield replace(row, tied=True) if index >= len(body) - _TIED_BODY_ROWS else row
    yield from _attachments(letter.attachments)
    notes = [row for note in letter.notes for row in paragraph_rows(f"（{_unwrapped(note)}）")]
    ending = [*_signature(letter.signed_by, letter.dated, letter.seal), *notes]
    yield from _above_mark(ending) if letter.verification else ending


def title_rows(title: str) -> Iterator[TextRow]:
    """7.3.1: two lines below the rule, centred, in 2号 XiaoBiaoSong; long titles in lines of like length."""
    yield TextRow(tied=True)
    yield TextRow(tied=True)
    for part in title.splitlines():
        text = settable(part.strip(), Face.HEAD)
        for line in balance_lines(text, advances(text, Face.HEAD, SIZE_2), TYPE_WIDTH - 2 * SIZE_2):
            left = (TYPE_WIDTH - text_width(line, Face.HEAD, SIZE_2)) / 2
            yield TextRow(line, left=left, face=Face.HEAD, size=SIZE_2, spacing=0.0, tied=True)


def _flush(text: str) -> list[TextRow]:
    """7.3.2: the addressee starts at the margin."""
    return _set_lines(text, Face.BODY)


def paragraph_rows(text: str) -> list[TextRow]:
    """7.3.3: a paragraph, or several where it has line breaks, indented by two characters."""
    rows: list[TextRow] = []
    for part in text.splitlines():
        stripped = settable(part, Face.BODY).strip()
        if stripped:
            face = _paragraph_face(stripped)
            part_rows = _set_lines(stripped, face, indent=2 * EM)
            rows += [replace(row, tied=True) for row in part_rows] if face is not Face.BODY else part_rows
    return rows


def _paragraph_face(text: str) -> Face:
    """7.3.3: 一、 is set in HeiTi and （一） in KaiTi, where the paragraph is a heading and no sentence."""
    if len(text) > _LONGEST_HEADING or text.endswith(("。", "；", "，")):
        return Face.BODY
    if _HEADING.match(text):
        return Face.HEADING
    return Face.SUBHEADING if _SUBHEADING.match(text) else Face.BODY


def _attachments(names: tuple[str, ...]) -> list[TextRow]:
    """7.3.4: one line below the body, numbered where there are several, no mark at the end of a name."""
    if not names:
        return []
    rows = [TextRow(tied=True)]
    label_width = _width("附件：")
    for number, name in enumerate(names, start=1):
        label = "附件：" if number == 1 else ""
        count = f"{number}. " if len(names) > 1 else ""
        hang = 2 * EM + label_width + _width(count)
        first, *others = _set_lines(name.strip(), Face.BODY, hang=hang)
        labelled = label + count + first.text
        rows.append(replace(first, text=labelled, left=hang - _width(label + count)))
        rows += others
    return [replace(row, tied=True) for row in rows]


def _signature(organ: str, dated: date, seal: SealPicture | None) -> list[TextRow]:
    """7.3.5.1: the date four characters in from the right, the organ centred above it, the seal over both."""
    date_line = chinese_date(dated)
    date_width = _width(date_line)
    name = settable(organ.strip(), Face.BODY)
    name_width = min(_width(name), TYPE_WIDTH)
    centre = min(TYPE_WIDTH - 4 * EM - date_width / 2, TYPE_WIDTH - name_width / 2)
    blank = [TextRow(tied=True)] * _SEAL_ROOM
    return [
        *blank,
        TextRow(name, left=centre - name_width / 2, tied=True),
        TextRow(date_line, left=centre - date_width / 2, seal=seal),
    ]


def _above_mark(rows: list[TextRow]) -> list[TextRow]:
    """The end of the letter, tied to the lines that stay free for the mark: it stands on the page of the signature."""
    return [replace(row, tied=True) for row in rows] + [TextRow(tied=True)] * (MARK_ROWS - 1) + [TextRow()]


def _set_lines(text: str, face: Face, *, indent: float = 0.0, hang: float | None = None) -> list[TextRow]:
    """Rows of body size. Full lines are justified, unless they hang (start `hang` points from the margin)."""
    text = settable(text, face)
    width = TYPE_WIDTH - (hang or 0.0)
    steps = [step + _GRID for step in advances(text, face, SIZE_3)]
    lines = break_lines(text, steps, width, indent=indent) or [""]
    rows = []
    for index, line in enumerate(lines):
        left = (hang or 0.0) + (indent if index == 0 else 0.0)
        ragged = hang is not None or index == len(lines) - 1
        spacing = _GRID if ragged else _justified(line, face, TYPE_WIDTH - left)
        rows.append(TextRow(line, left=left, face=face, spacing=spacing))
    return rows


def _justified(line: str, face: Face, width: float) -> float:
    """The spacing that makes a line end at the margin, or near it where that would tear it apart."""
    natural = text_width(line, face, SIZE_3)
    return min((width - natural) / max(len(line) - 1, 1), _STRETCH)


def _width(text: str) -> float:
    return text_width(text, Face.BODY, SIZE_3) + _GRID * len(text)


def _unwrapped(note: str) -> str:
    """A note without the round brackets that its writer may have typed."""
    note = note.strip()
    return note[1:-1] if note[:1] in ("（", "(") and note[-1:] in ("）", ")") else note


# Putting rows on pages


def pages(rows: list[TextRow], first_row: int) -> Iterator[list[TextRow]]:
    """Pages of rows; tied rows move to the next page together, if one page can hold them."""
    page: list[TextRow] = []
    room = LINES_PER_PAGE - first_row
    for group in _tied_groups(rows):
        if page and len(page) + len(group) > room and len(group) <= LINES_PER_PAGE:
            yield page
            page, room = [], LINES_PER_PAGE
        for row in group:
            if len(page) == room:
                yield page
                page, room = [], LINES_PER_PAGE
            page.append(row)
    yield page


def _tied_groups(rows: list[TextRow]) -> Iterator[list[TextRow]]:
    group: list[TextRow] = []
    for row in rows:
        group.append(row)
        if not row.tied:
            yield group
            group = []
    if group:
        yield group


# Drawing


def _draw_head(document: PdfDocument, letter: FormalLetter) -> int:
    """7.2.4, 7.2.5, 7.2.7: red head, document number, red rule. Returns the first row of the grid below."""
    middle = LEFT + TYPE_WIDTH / 2
    name = settable(letter.organ.strip(), Face.HEAD)
    size = min(HEAD_LARGEST, max(HEAD_SMALLEST, TYPE_WIDTH / max(text_width(name, Face.HEAD, 1.0), 1.0)))
    y = TOP - HEAD_DROP
    for line in balance_lines(name, advances(name, Face.HEAD, size), TYPE_WIDTH):
        y -= size
        document.write_centred(middle, y + 0.12 * size, line, Face.HEAD, size, colour=RED)
        y -= size * (_HEAD_LEADING - 1)
    if letter.document_number:
        y -= 2 * PITCH + SIZE_3
        number = settable(letter.document_number, Face.BODY)
        document.write_centred(middle, y + 0.12 * SIZE_3, number, Face.BODY, SIZE_3)
    y -= RULE_DROP
    document.rule(LEFT, y, TYPE_WIDTH, thickness=RULE_THICKNESS, colour=RED)
    return math.ceil((TOP - y) / PITCH)


def draw_row(document: PdfDocument, row: TextRow, index: int) -> None:
    if row.text:
        y = TOP - (index + 1) * PITCH + _DESCENT
        document.write(LEFT + row.left, y, row.text, row.face, row.size, spacing=row.spacing)
        if row.seal:
            _draw_seal(document, row, y, row.seal)


def _draw_seal(document: PdfDocument, row: TextRow, y: float, seal: SealPicture) -> None:
    """7.3.5.1: upright over organ and date, which stand a little below its middle; its upper edge within a line of the text."""
    middle = LEFT + row.left + _width(row.text) / 2
    centre = y + SIZE_3 / 2 + PITCH / 2 + _SEAL_ABOVE
    document.picture(middle - seal.side / 2, centre - seal.side / 2, seal.side, seal.content)


def draw_folio(document: PdfDocument, number: int) -> None:
    """7.5: the page number between dashes, on the right of odd pages and on the left of even ones."""
    text = f"— {number} —"
    y = BOTTOM - FOLIO_DROP - SIZE_4 / 2
    if number % 2:
        document.write_right(RIGHT - SIZE_4, y, text, Face.BODY, SIZE_4)
    else:
        document.write(LEFT + SIZE_4, y, text, Face.BODY, SIZE_4)
