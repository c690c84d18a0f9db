"""Pictures of phones, scanners and screens, drawn anew as JPEG or PNG: upright, and with nothing in them but what is seen."""

import io
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, ImageOps, ImageSequence

from interaction.formats.faults import BROKEN, TOO_MANY_PIXELS, Unfit
from interaction.formats.kinds import Kind

# A picture of 80 million pixels is larger than any scan of a page. The cameras of phones make JPEGs of up to 200 million,
# which are read at half their size; more is a bomb or a poster.
MOST_PIXELS = 80_000_000
MOST_OF_A_CAMERA = 260_000_000
_FORMS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "HEIF")
_QUALITY = 88
_DRAWN = ("PNG", "GIF", "BMP")  # without loss: screens and drawings
_MOST_PAGES = 50

pillow_heif.register_heif_opener(thumbnails=False)
# Pillow warns of less; what is too much is said here.
Image.MAX_IMAGE_PIXELS = MOST_OF_A_CAMERA


def examine_picture(content: bytes) -> tuple[Kind, bytes]:
    """What the picture is kept as, and the picture drawn anew."""
    try:
        with Image.open(io.BytesIO(content), formats=_FORMS) as picture:
            return _drawn_anew(picture)
    except Unfit:
        raise
    except Exception as error:  # whatever a hostile file makes the decoder raise
        raise Unfit(BROKEN) from error


def thumbnail(content: bytes, side: int) -> bytes:
    """A small JPEG of a kept picture."""
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        picture.draft("RGB", (2 * side, 2 * side))
        small = _plain(picture)
        small.thumbnail((side, side))
        return _written(_on_white(small), "JPEG")


def _drawn_anew(picture: Any) -> tuple[Kind, bytes]:
    form = picture.format
    pixels = picture.width * picture.height
    if pixels > (MOST_OF_A_CAMERA if form in ("JPEG", "MPO") else MOST_PIXELS):
        raise Unfit(TOO_MANY_PIXELS)
    if pixels > MOST_PIXELS:
        picture.draft("RGB", (picture.width // 2, picture.height // 2))
    upright = _pages(picture) if form == "TIFF" else _upright(picture)
    if form in _DRAWN or upright.mode in ("RGBA", "LA", "PA", "1"):
        return Kind.PNG, _written(upright, "PNG")
    return Kind.JPEG, _written(_on_white(upright), "JPEG")


def _upright(picture: Any) -> Any:
    picture.load()
    return _plain(ImageOps.exif_transpose(picture))


def _pages(picture: Any) -> Any:
    """The pages of a fax or scan, one below the other."""
    pages, pixels = [], 0
    for number, page in enumerate(ImageSequence.Iterator(picture)):
        pixels += page.width * page.height
        if pixels > MOST_PIXELS or number >= _MOST_PAGES:
            raise Unfit(TOO_MANY_PIXELS)
        pages.append(_upright(page.copy()))
    if len(pages) == 1:
        return pages[0]
    pages = [_on_white(page) for page in pages]
    sheet = Image.new("RGB", (max(one.width for one in pages), sum(one.height for one in pages)), "white")
    if sheet.height > 65_500:  # the most a JPEG can be  # noqa: PLR2004
        raise Unfit(TOO_MANY_PIXELS)
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height
    return sheet


def _plain(picture: Any) -> Any:
    """In a mode that both forms can hold, colours as a screen shows them, and nothing noted beside them."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith(("I", "F")):
        low, high = picture.getextrema()
        scale = 255 / (high - low) if high > low else 1
        picture = picture.convert("F").point(lambda value: (value - low) * scale).convert("L")
    elif picture.mode in ("P", "PA"):
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    elif picture.mode not in ("1", "L", "LA", "RGB", "RGBA"):
        picture = picture.convert("RGB")
    if profile and picture.mode == "RGB":
        picture = _on_screen(picture, profile)
    anew = Image.new(picture.mode, picture.size)
    anew.paste(picture)
    return anew


def _on_screen(picture: Any, profile: bytes) -> Any:
    try:
        seen = ImageCms.profileToProfile(picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile of another kind of colours, or none
        return picture
    return seen or picture


def _on_white(picture: Any) -> Any:
    if picture.mode in ("RGB", "L"):
        return picture
    if picture.mode not in ("RGBA", "LA"):
        return picture.convert("RGB")
    sheet = Image.new("RGB", picture.size, "white")
    sheet.paste(picture.convert("RGBA"), mask=picture.getchannel("A"))
    return sheet


def _written(picture: Any, form: str) -> bytes:
    sink = io.BytesIO()
    picture.save(sink, form, **({"quality": _QUALITY, "optimize": True} if form == "JPEG" else {"compress_level": 6}))
    return sink.getvalue()
