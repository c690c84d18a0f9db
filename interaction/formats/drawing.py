"""What staff see of a kept file before they fetch it: its pages drawn, or its words and pictures."""

import io
from dataclasses import asdict, dataclass
from typing import Any

import pypdfium2

from interaction.formats.kinds import Kind

# As wide as a page is read on a screen; no longer than two pages of it.
WIDTH, HEIGHT = 1240, 3508
MOST_PAGES, MOST_PICTURES, MOST_LETTERS = 100, 60, 100_000
SMALL = 240


@dataclass(frozen=True)
class Contents:
    """How many pages and pictures there are to be shown, how many there are in all, and the words of what has no pages."""

    pages: int = 0
    pictures: int = 0
    words: str = ""
    left_out: bool = False


def contents(kind: Kind, content: bytes) -> dict[str, Any]:
    """What there is to be seen."""
    return asdict(_contents(kind, content))


def _contents(kind: Kind, content: bytes) -> Contents:
    if kind in (Kind.JPEG, Kind.PNG):
        return Contents(pages=1)
    if kind == Kind.PDF:
        pages = len(pypdfium2.PdfDocument(content))
        return Contents(pages=min(pages, MOST_PAGES), left_out=pages > MOST_PAGES)
    from interaction.formats.reading import pictures_of, words_of  # noqa: PLC0415 - nothing else needs what it reads by

    words, pictures = words_of(kind, content), len(pictures_of(kind, content))
    return Contents(
        pictures=min(pictures, MOST_PICTURES), words=words[:MOST_LETTERS],
        left_out=pictures > MOST_PICTURES or len(words) > MOST_LETTERS,
    )  # fmt: skip


def page(kind: Kind, content: bytes, number: int, *, width: int = WIDTH) -> bytes:
    """One page as a JPEG, the first being 1; of a picture, it."""
    if kind in (Kind.JPEG, Kind.PNG):
        return _small(content, width)
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    drawn = document[number - 1]
    across, down = drawn.get_size()
    bitmap = drawn.render(scale=min(width / max(across, 1), HEIGHT / max(down, 1)))
    sink = io.BytesIO()
    bitmap.to_pil().convert("RGB").save(sink, "JPEG", quality=85)
    return sink.getvalue()


def picture(kind: Kind, content: bytes, number: int) -> bytes:
    """One of the pictures in a document as a JPEG."""
    from interaction.formats.pictures import examine_picture  # noqa: PLC0415 - as above
    from interaction.formats.reading import pictures_of  # noqa: PLC0415

    return _small(examine_picture(pictures_of(kind, content)[number - 1])[1], WIDTH)


def _small(content: bytes, side: int) -> bytes:
    from interaction.formats.pictures import thumbnail  # noqa: PLC0415 - pages of a PDF need no codecs

    return thumbnail(content, side)
