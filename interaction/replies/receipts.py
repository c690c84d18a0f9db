"""The receipt a citizen takes home (登记回执): number, query code, what happens next, as a one-page PDF."""

from dataclasses import dataclass
from datetime import date

from interaction.replies.fonts import Face, advances, settable
from interaction.replies.paper import MM, PAGE_HEIGHT, PAGE_WIDTH
from interaction.replies.pen import Colour, PdfDocument, written
from interaction.replies.qr import draw_qr
from interaction.replies.ruled import wrapped
from interaction.replies.typesetting import chinese_date

_MARGIN = 24 * MM
_WIDTH = PAGE_WIDTH - 2 * _MARGIN
_RIGHT = PAGE_WIDTH - _MARGIN
_TOP = PAGE_HEIGHT - 22 * MM
_FOOT = 22 * MM
_QR_SIDE = 34 * MM
_PANEL_HEIGHT = 46 * MM
_LABEL_WIDTH = 34 * MM
_TEXT = 11.5
_LEADING = 19.0
_SMALL = 9.5
_NUMBER_LARGEST = 26.0

_INK: Colour = (0.106, 0.141, 0.188)
_MUTED: Colour = (0.29, 0.333, 0.388)
_LINE: Colour = (0.835, 0.855, 0.882)
_PRIMARY: Colour = (0.09, 0.322, 0.486)
_WASH: Colour = (0.945, 0.961, 0.976)


@dataclass(frozen=True)
class Receipt:
    """What a citizen gets on sending something in.

    `rows` are pairs of label and value, `next_steps` say who does what by when, `tracking_url` goes into the
    QR code.
    """

    government: str
    heading: str
    number: str
    query_code: str
    rows: tuple[tuple[str, str], ...]
    next_steps: tuple[str, ...]
    tracking_url: str
    printed: date


def render_receipt(receipt: Receipt) -> bytes:
    """The receipt as a PDF file; long values wrap and go on to a further page.

    The fonts must have been registered.
    """
    with written(
        title=f"{receipt.heading} {receipt.number}",
        author=receipt.government,
        subject=receipt.heading,
        dated=receipt.printed,
    ) as document:
        _ReceiptSheet(document, receipt).draw()
    return document.content


class _ReceiptSheet:
    """Draws from top to bottom; `y` is where the next thing begins."""

    def __init__(self, document: PdfDocument, receipt: Receipt) -> None:
        self.document = document
        self.receipt = receipt
        self.y = _TOP
        self.page = 1

    def draw(self) -> None:
        self._draw_top()
        self._draw_panel()
        for label, value in self.receipt.rows:
            self._draw_entry(label, value)
        self._draw_next_steps()
        self._draw_foot()

    def _draw_top(self) -> None:
        self.y -= 14
        self.document.write(_MARGIN, self.y, _set(self.receipt.government), Face.PLAIN, 14, colour=_MUTED)
        self.y -= 40
        heading = settable(self.receipt.heading, Face.HEADING)
        self.document.write(_MARGIN, self.y, heading, Face.HEADING, 28, colour=_INK)
        self.y -= 18

    def _draw_panel(self) -> None:
        """Number and query code, large, beside the QR code that opens the tracking page."""
        receipt, document = self.receipt, self.document
        bottom = self.y - _PANEL_HEIGHT
        document.block(_MARGIN, bottom, _WIDTH, _PANEL_HEIGHT, colour=_WASH)
        inset = (_PANEL_HEIGHT - _QR_SIDE) / 2
        x, room = _MARGIN + 16, _WIDTH - 16 - _QR_SIDE - inset - 12
        document.write(x, self.y - 26, "编号", Face.PLAIN, _SMALL + 1, colour=_MUTED)
        _write_fitting(document, x, self.y - 56, receipt.number, room)
        document.write(x, self.y - 82, "查询码", Face.PLAIN, _SMALL + 1, colour=_MUTED)
        _write_fitting(document, x, self.y - 112, receipt.query_code, room)
        draw_qr(document, _RIGHT - inset - _QR_SIDE, bottom + inset + 4, _QR_SIDE, receipt.tracking_url)
        caption = "扫码查询办理进度"
        document.write_centred(_RIGHT - inset - _QR_SIDE / 2, bottom + inset - 8, caption, Face.PLAIN, 8, colour=_MUTED)
        self.y = bottom - 14

    def _draw_entry(self, label: str, value: str) -> None:
        """One row of the table: label on the left, value wrapped on the right, a rule below."""
        labels = wrapped(label, Face.PLAIN, _TEXT, _LABEL_WIDTH - 8)
        values = [
            line for part in value.splitlines() for line in wrapped(part, Face.PLAIN, _TEXT, _WIDTH - _LABEL_WIDTH)
        ]
        self.y -= 5
        for index in range(max(len(labels), len(values))):
            self._take(_LEADING)
            if index < len(labels):
                self.document.write(_MARGIN, self.y, labels[index], Face.PLAIN, _TEXT, colour=_MUTED)
            if index < len(values):
                x = _MARGIN + _LABEL_WIDTH
                self.document.write(x, self.y, values[index], Face.PLAIN, _TEXT, colour=_INK)
        self.y -= 9
        self.document.rule(_MARGIN, self.y, _WIDTH, thickness=0.5, colour=_LINE)

    def _draw_next_steps(self) -> None:
        if not self.receipt.next_steps:
            return
        self._take(3 * _LEADING)
        self.document.write(_MARGIN, self.y, "接下来", Face.HEADING, 14, colour=_INK)
        self.y -= 6
        for number, step in enumerate(self.receipt.next_steps, start=1):
            for index, line in enumerate(wrapped(step, Face.PLAIN, _TEXT, _WIDTH - 20)):
                self._take(_LEADING)
                if index == 0:
                    self.document.write(_MARGIN, self.y, f"{number}.", Face.PLAIN, _TEXT, colour=_PRIMARY)
                self.document.write(_MARGIN + 20, self.y, line, Face.PLAIN, _TEXT, colour=_INK)
            self.y -= 4

    def _draw_foot(self) -> None:
        """On every page: what the paper is, the day it was printed, the page."""
        y = _FOOT - 10
        self.document.rule(_MARGIN, _FOOT + 6, _WIDTH, thickness=0.5, colour=_LINE)
        printed = chinese_date(self.receipt.printed)
        left = f"凭编号和查询码可查询办理进度，请妥善保管，不要告诉他人。打印日期：{printed}"
        self.document.write(_MARGIN, y, left, Face.PLAIN, _SMALL, colour=_MUTED)
        self.document.write_right(_RIGHT, y, f"第{self.page}页", Face.PLAIN, _SMALL, colour=_MUTED)

    def _take(self, height: float) -> None:
        """Go down by `height`, on to a new page where this one is full."""
        if self.y - height < _FOOT + 16:
            self._draw_foot()
            self.document.next_page()
            self.page += 1
            self.y = _TOP - 14
            running = f"{_set(self.receipt.heading)}  {_set(self.receipt.number)}"
            self.document.write(_MARGIN, self.y, running, Face.PLAIN, _SMALL, colour=_MUTED)
            self.y -= 12
        self.y -= height


def _set(text: str) -> str:
    return settable(text, Face.PLAIN)


def _write_fitting(document: PdfDocument, x: float, y: float, text: str, room: float) -> None:
    """Set a number as large as fits into `room`."""
    text = settable(text, Face.HEADING)
    size = min(_NUMBER_LARGEST, room / max(sum(advances(text, Face.HEADING, 1.0)), 1.0))
    document.write(x, y, text, Face.HEADING, size, colour=_PRIMARY)
