"""QR codes on PDF pages."""

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from interaction.replies.paper import BLACK
from interaction.replies.pen import PdfDocument

QUIET_ZONE = 4  # modules; ISO/IEC 18004 asks for as many around the code
# Scanners read every one of the eight mask patterns. Finding the one of least penalty takes as long as setting a
# page of type.
_MASK = 3


def draw_qr(document: PdfDocument, x: float, y: float, side: float, content: str, *, border: int = QUIET_ZONE) -> None:
    """A QR code of `side` points with its quiet zone, each run of dark modules one rectangle.

    `x` and `y` are its lower left corner. Without a `border`, the white paper around it is its quiet zone.
    """
    code = QRCode(error_correction=ERROR_CORRECT_M, border=border, mask_pattern=_MASK)
    code.add_data(content)
    code.make()
    matrix = code.get_matrix()
    module = side / len(matrix)
    document.block(x, y, side, side, colour=(1.0, 1.0, 1.0))
    dark = [
        (x + start * module, y + side - (line + 1) * module, length * module, module)
        for line, modules in enumerate(matrix)
        for start, length in _dark_runs(modules)
    ]
    document.blocks(dark, colour=BLACK)


def _dark_runs(modules: list[bool]) -> list[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(modules):
        if dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((place, 1))
    return runs
