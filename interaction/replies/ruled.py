"""What every table on a PDF page is made of: text broken to a width, and a ruled cell with its lines in the middle."""

from collections.abc import Sequence

from interaction.replies.fonts import Face, advances, settable
from interaction.replies.linebreaking import break_lines
from interaction.replies.paper import BLACK
from interaction.replies.pen import PdfDocument

_RULE = 0.5


def wrapped(text: str, face: Face, size: float, width: float) -> list[str]:
    """The text in lines no wider than that; no line where nothing is said."""
    text = settable(text, face)
    return break_lines(text, advances(text, face, size), width) if text else []


def draw_cell(
    document: PdfDocument, box: tuple[float, float, float, float], lines: Sequence[str], size: float, leading: float,
    *, pad: float = 0.0, centred: bool = True,
) -> None:  # fmt: skip
    """Rule a box (x, y, width, height; its lower left corner) and write its lines, from `pad` on or centred."""
    x, y, width, height = box
    document.canvas.setLineWidth(_RULE)
    document.canvas.setStrokeColorRGB(*BLACK)
    document.canvas.rect(x, y, width, height)
    top = y + height - (height - len(lines) * leading) / 2
    for index, line in enumerate(lines):
        base = top - index * leading - leading / 2 - 0.36 * size
        if centred:
            document.write_centred(x + width / 2, base, line, Face.BODY, size)
        else:
            document.write(x + pad, base, line, Face.BODY, size)
