"""Bars as a picture, for Word documents, which cannot draw. Plain Python."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from hotline.rates.bulletins.sections import Bars
from interaction.replies.fonts import Face, font_file

WIDTH, ROW, BAR, FONT, PAD = 1560, 54, 32, 30, 12
LABEL, VALUE = 400, 220
_BLUE, _INK, _PAPER = (23, 82, 124), (27, 36, 48), (255, 255, 255)


def draw_bars(bars: Bars, fonts: Path) -> BytesIO:
    """A PNG of ten pixels to the millimetre of the type area."""
    image = Image.new("RGB", (WIDTH, ROW * len(bars.rows)), _PAPER)
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(str(font_file(fonts, Face.PLAIN)), FONT)
    largest = max(value for _label, value in bars.rows) or 1
    for index, (label, value) in enumerate(bars.rows):
        middle = index * ROW + ROW // 2
        length = int((WIDTH - LABEL - VALUE) * value / largest)
        pen.text((LABEL - PAD, middle), _fitting(label, font), _INK, font, anchor="rm")
        pen.rectangle((LABEL, middle - BAR // 2, LABEL + length, middle + BAR // 2), _BLUE)
        pen.text((LABEL + length + PAD, middle), bars.said(value), _INK, font, anchor="lm")
    file = BytesIO()
    image.save(file, "PNG")
    file.seek(0)
    return file


def _fitting(text: str, font: ImageFont.FreeTypeFont) -> str:
    shown = text
    while font.getlength(shown) > LABEL - 2 * PAD:
        shown = shown.removesuffix("…")[:-1] + "…"
    return shown
