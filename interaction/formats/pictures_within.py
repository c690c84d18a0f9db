"""Pictures inside of documents keep every pixel as it is; only what a camera or program noted beside them is left out."""

import struct

_SOI, _APP0, _APP1, _APP2, _APP13, _APP14, _SOS, _COMMENT = 0xD8, 0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xDA, 0xFE
_APPLICATION = range(0xE0, 0xF0)
_KEPT = (_APP0, _APP2, _APP14)  # JFIF, the colour profile, how colours are stored
_ORIENTATION = 0x0112
_PNG = b"\x89PNG\r\n\x1a\n"
_NOTES = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


def without_traces(content: bytes) -> bytes:
    """A JPEG or PNG without EXIF, XMP, IPTC and comments; anything else as it is."""
    try:
        if content.startswith(b"\xff\xd8\xff"):
            return _jpeg(content)
        if content.startswith(_PNG):
            return _png(content)
    except (struct.error, IndexError):  # cut off within: whoever shows it sees what there is
        return content
    return content


def _jpeg(content: bytes) -> bytes:
    kept, place, turned = [], 2, b""
    while content[place] == 0xFF and content[place + 1] != _SOS:  # noqa: PLR2004
        marker, (length,) = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])
        segment = content[place : place + 2 + length]
        if marker == _APP1 and segment[4:10] == b"Exif\0\0":
            turned = _only_orientation(segment[10:])
        elif marker not in (*_APPLICATION, _COMMENT) or (marker in _KEPT and not segment[4:].startswith(b"MPF")):
            kept.append(segment)
        place += 2 + length
    return b"\xff\xd8" + turned + b"".join(kept) + content[place:]


def _only_orientation(exif: bytes) -> bytes:
    """An EXIF segment that says how the picture is turned; nothing where it stands upright."""
    order = "<" if exif[:2] == b"II" else ">"
    (first,) = struct.unpack(order + "I", exif[4:8])
    (count,) = struct.unpack(order + "H", exif[first : first + 2])
    for number in range(min(count, 200)):
        tag, _kind, _many, value = struct.unpack(
            order + "HHIH", exif[first + 2 + 12 * number : first + 12 + 12 * number]
        )
        if tag == _ORIENTATION and 1 < value <= 8:  # noqa: PLR2004
            said = b"Exif\0\0II*\0\x08\0\0\0\x01\0" + struct.pack("<HHIHH", tag, 3, 1, value, 0) + bytes(4)
            return b"\xff\xe1" + struct.pack(">H", len(said) + 2) + said
    return b""


def _png(content: bytes) -> bytes:
    kept, place = [_PNG], len(_PNG)
    while place < len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        chunk = content[place : place + 12 + length]
        if chunk[4:8] not in _NOTES:
            kept.append(chunk)
        place += 12 + length
        if chunk[4:8] == b"IEND":
            break
    return b"".join(kept)
