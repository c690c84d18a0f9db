"""Drawing on PDF pages: one canvas with its metadata, and lines of text set in a face."""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from interaction.replies.fonts import SQUEEZE, Face, drawing, parts, squeezed, text_width
from interaction.replies.paper import BLACK, PAGE_HEIGHT, PAGE_WIDTH
from interaction.replies.rare_glyphs import Drawing, Point

Colour = tuple[float, float, float]
# How overlapping outlines are filled (reportlab's FILL_NON_ZERO, which its stubs do not name): strokes that cross stay full.
_NON_ZERO = 1


class PdfDocument:
    """The PDF being written; after `written` ends, `content` is the file."""

    def __init__(self, canvas: Canvas, sink: io.BytesIO) -> None:
        self.canvas = canvas
        self._sink = sink

    @property
    def content(self) -> bytes:
        return self._sink.getvalue()

    def write(
        self,
        x: float,
        y: float,
        text: str,
        face: Face,
        size: float,
        *,
        spacing: float = 0.0,
        colour: Colour = BLACK,
    ) -> None:
        """Set text from `x` on the base line `y`, with extra room after each character, in points."""
        for run, drawn in parts(text, face):
            if drawn is None:
                self._set((x, y), run, face, size, spacing=spacing, colour=colour)
            else:
                self._draw((x, y), run, drawn, size, colour=colour)
            if len(run) < len(text):  # more may follow
                x += (drawn.width * size if drawn else text_width(run, face, size)) + spacing * len(run)

    def _set(self, at: Point, text: str, face: Face, size: float, *, spacing: float, colour: Colour) -> None:
        line = self.canvas.beginText(*at)
        line.setFont(face.value, size)
        line.setCharSpace(spacing)
        line.setFillColorRGB(*colour)
        done = 0
        for place in squeezed(text):
            line.textOut(text[done:place])
            line.setCharSpace(spacing - SQUEEZE * size)
            line.textOut(text[place])
            line.setCharSpace(spacing)
            done = place + 1
        line.textOut(text[done:])
        self.canvas.drawText(line)

    def _draw(self, at: Point, text: str, drawn: Drawing, size: float, *, colour: Colour) -> None:
        """Fill outlines; whoever copies or reads aloud gets the characters themselves."""
        x, y = at
        path = self.canvas.beginPath()
        steps: dict[str, Callable[..., None]] = {"m": path.moveTo, "l": path.lineTo, "c": path.curveTo, "h": path.close}
        for kind, points in drawn.strokes:
            steps[kind](*(number for px, py in points for number in (x + px * size, y + py * size)))
        self.canvas.addLiteral(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC")
        self.canvas.setFillColorRGB(*colour)
        self.canvas.drawPath(path, stroke=0, fill=1, fillMode=_NON_ZERO)
        self.canvas.addLiteral("EMC")

    def write_centred(self, x: float, y: float, text: str, face: Face, size: float, *, colour: Colour = BLACK) -> None:
        """Set text with its middle at `x`."""
        self.write(x - text_width(text, face, size) / 2, y, text, face, size, colour=colour)

    def write_right(self, x: float, y: float, text: str, face: Face, size: float, *, colour: Colour = BLACK) -> None:
        """Set text that ends at `x`."""
        self.write(x - text_width(text, face, size), y, text, face, size, colour=colour)

    def rule(self, x: float, y: float, length: float, *, thickness: float, colour: Colour) -> None:
        """Draw a horizontal line."""
        self.canvas.setLineWidth(thickness)
        self.canvas.setStrokeColorRGB(*colour)
        self.canvas.line(x, y, x + length, y)

    def block(self, x: float, y: float, width: float, height: float, *, colour: Colour) -> None:
        """Fill a rectangle; `x` and `y` are its lower left corner."""
        self.blocks([(x, y, width, height)], colour=colour)

    def blocks(self, rectangles: Iterable[tuple[float, float, float, float]], *, colour: Colour) -> None:
        """Fill many rectangles (x, y, width, height) as one path."""
        path = self.canvas.beginPath()
        for x, y, width, height in rectangles:
            path.rect(x, y, width, height)
        self.canvas.setFillColorRGB(*colour)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def picture(self, x: float, y: float, side: float, content: bytes) -> None:
        """Lay a PNG over what is there, `side` high and wide; what is transparent in it stays so."""
        self.canvas.drawImage(ImageReader(io.BytesIO(content)), x, y, side, side, mask="auto", preserveAspectRatio=True)

    def next_page(self) -> None:
        self.canvas.showPage()


@contextmanager
def written(*, title: str, author: str, subject: str, dated: date) -> Iterator[PdfDocument]:
    """A document of A4 pages; the same drawing gives the same bytes, dated the day it bears."""
    with drawing:
        sink = io.BytesIO()
        canvas = Canvas(
            sink,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            invariant=1,
            lang="zh-CN",
            initialFontName=Face.BODY.value,  # type: ignore[arg-type]  # the stub says float
        )
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setSubject(subject)
        canvas.setCreator("回音 Huiyin")
        canvas.setDateFormatter(lambda *_: f"D:{dated:%Y%m%d}000000+08'00'")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        yield PdfDocument(canvas, sink)
        canvas.save()
