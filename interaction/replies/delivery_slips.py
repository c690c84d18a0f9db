"""送达回证: the slip that goes out with a document and comes back signed; what is known is filled in, the rest is blank."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from interaction.replies.fonts import Face, register_fonts, settable, text_width
from interaction.replies.models import Delivery
from interaction.replies.paper import BLACK, LEFT, MM, PAGE_HEIGHT, PAGE_WIDTH, SIZE_2, TYPE_WIDTH
from interaction.replies.pen import PdfDocument, written
from interaction.replies.ruled import wrapped
from interaction.replies.typesetting import chinese_date
from interaction.workdays.now import today

_TEXT = 14.0
_LEADING = 22.0
_NOTE = 10.5
_PAD = 10.0
_LABEL_WIDTH = 44 * MM
_LINE = 0.8
_TOP = PAGE_HEIGHT - 30 * MM
_BOTTOM = 30 * MM
_BLANK_DATE = "　　　　年　　月　　日"


class SlipField(NamedTuple):
    """One row of the form; `room` lines at least, for what is written by hand. `ending` stands at its lower right."""

    label: str
    text: str = ""
    room: int = 1
    ending: str = ""


def delivery_slip(delivery: Delivery) -> bytes:
    """The slip of one delivery as a PDF, ready to print and sign."""
    document = delivery.document
    note = _("受送达人拒绝签收的，送达人注明情况，由见证人签名。代收的，由代收人签名并注明与受送达人的关系。")
    return form_sheet(document.organ.name, _("送达回证"), document.number, _entries(delivery), note)


def form_sheet(organ: str, heading: str, number: str, entries: Iterable[SlipField], note: str) -> bytes:
    """A form of an office as a PDF: its head, rows of label and text, a note below; on as many pages as it takes."""
    register_fonts(settings.FONTS_DIR)
    with written(title=f"{heading} {number}", author=organ, subject=number, dated=today()) as page:
        y = _head(page, organ, heading)
        for entry in entries:
            if y - _height(entry) < _BOTTOM and y < _TOP:
                page.rule(LEFT, y, TYPE_WIDTH, thickness=_LINE, colour=BLACK)
                page.next_page()
                y = _TOP
            y = _row(page, y, entry)
        page.rule(LEFT, y, TYPE_WIDTH, thickness=_LINE, colour=BLACK)
        _write_lines(page, LEFT, y - 6, wrapped(note, Face.BODY, _NOTE, TYPE_WIDTH), _NOTE)
    return page.content


def _entries(delivery: Delivery) -> tuple[SlipField, ...]:
    document, party = delivery.document, delivery.document.case.party
    online = delivery.method == Delivery.Method.PORTAL
    done = online or bool(delivery.proof)
    address = "" if delivery.to else {"email": party.email, "post": party.address}.get(delivery.method, "")
    arrived = chinese_date(delivery.on) if done else _BLANK_DATE
    signature = _("网上送达，受送达人凭编号和查询码下载，由系统记录。") if online else ""
    return (
        SlipField(_("登记编号"), document.case.number),
        SlipField(_("送达文书"), f"{document.title}（{document.number}）"),
        SlipField(_("受送达人"), delivery.to or party.name),
        SlipField(_("送达方式"), delivery.get_method_display()),
        SlipField(_("送达地点"), address, 2),
        SlipField(_("送达日期"), arrived),
        SlipField(_("送达凭证"), delivery.proof),
        SlipField(_("受送达人签名（盖章）"), signature, 3, "" if online else _BLANK_DATE),
        SlipField(_("代收人签名及与受送达人的关系"), "", 2, "" if online else _BLANK_DATE),
        SlipField(_("拒收事由、见证人签名"), "", 2, "" if online else _BLANK_DATE),
        SlipField(_("送达人签名"), "", 2),
        SlipField(_("备注"), _sent(document.dated), 2),
    )


def _sent(dated: date) -> str:
    return _("文书日期：%(day)s") % {"day": chinese_date(dated)}


def _head(page: PdfDocument, organ: str, heading: str) -> float:
    middle = PAGE_WIDTH / 2
    name = settable(organ, Face.HEAD)
    size = min(SIZE_2, TYPE_WIDTH / max(text_width(name, Face.HEAD, 1.0), 1.0))
    page.write_centred(middle, _TOP, name, Face.HEAD, size)
    page.write_centred(middle, _TOP - 36, settable(heading, Face.HEAD), Face.HEAD, SIZE_2)
    return _TOP - 60


def _lines(entry: SlipField) -> tuple[list[str], list[str]]:
    """Label and text of a row, each as the lines it is set in."""
    labels = wrapped(entry.label, Face.BODY, _TEXT, _LABEL_WIDTH - 2 * _PAD)
    room = TYPE_WIDTH - _LABEL_WIDTH - 2 * _PAD
    return labels, [line for part in entry.text.splitlines() for line in wrapped(part, Face.BODY, _TEXT, room)]


def _height(entry: SlipField) -> float:
    labels, texts = _lines(entry)
    return max(len(labels), len(texts) + bool(entry.ending and texts), entry.room) * _LEADING + _PAD


def _row(page: PdfDocument, y: float, entry: SlipField) -> float:
    """Draw a row below `y`, its label on the left; answers where the next begins."""
    labels, texts = _lines(entry)
    height = _height(entry)
    page.rule(LEFT, y, TYPE_WIDTH, thickness=_LINE, colour=BLACK)
    for x in (LEFT, LEFT + _LABEL_WIDTH, LEFT + TYPE_WIDTH):
        page.block(x - _LINE / 2, y - height, _LINE, height, colour=BLACK)
    middle = (height - len(labels) * _LEADING) / 2
    _write_lines(page, LEFT + _PAD, y - middle, labels, _TEXT)
    _write_lines(page, LEFT + _LABEL_WIDTH + _PAD, y - _PAD / 2, texts, _TEXT)
    if entry.ending:
        right = LEFT + TYPE_WIDTH - _PAD
        page.write_right(right, y - height + _PAD, settable(entry.ending, Face.BODY), Face.BODY, _TEXT)
    return y - height


def _write_lines(page: PdfDocument, x: float, y: float, lines: list[str], size: float) -> None:
    leading = _LEADING * size / _TEXT
    for index, line in enumerate(lines, start=1):
        page.write(x, y - index * leading + (leading - size) / 2 + 0.12 * size, line, Face.BODY, size)
