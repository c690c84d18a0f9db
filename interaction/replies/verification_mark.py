"""The mark at the foot of a letter by which it can be verified (核验): QR code, verification code, address."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from interaction.replies.fonts import Face, settable, text_width
from interaction.replies.paper import BOTTOM, LEFT, MM, PITCH, TYPE_WIDTH
from interaction.replies.pen import PdfDocument
from interaction.replies.qr import draw_qr

_SIDE = 18 * MM
# Wide enough for the quiet zone on the right; left and below the margins are white.
_GAP = 3.5 * MM
_SIZE = 9.0
_LEADING = 14.0
# GB/T 9704-2012, 7.4.1: what identifies the document stands on the last lines of its last page. These stay
# free for the mark, and for the quiet zone above it.
MARK_ROWS = 2
assert MARK_ROWS * PITCH > _SIDE


@dataclass(frozen=True)
class Verification:
    """`code` as it is printed, in groups; `url` opens the page that answers for it."""

    code: str
    url: str


def draw_mark(document: PdfDocument, verification: Verification) -> None:
    """Draw at the lower left of the type area: the QR code, and beside it what a person reads and types."""
    draw_qr(document, LEFT, BOTTOM, _SIDE, verification.url, border=0)
    x, room = LEFT + _SIDE + _GAP, TYPE_WIDTH - _SIDE - _GAP
    address = urlsplit(verification.url)
    lines = (f"扫码或者登录 {address.netloc}{address.path} 核验真伪", f"核验码 {verification.code}")
    for index, line in enumerate(lines):
        text = settable(line, Face.BODY)
        size = min(_SIZE, room / text_width(text, Face.BODY, 1.0))
        document.write(x, BOTTOM + 0.12 * _SIZE + index * _LEADING, text, Face.BODY, size)
