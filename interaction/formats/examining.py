"""One look at a file: what it is, whether it will do, and the copy that is kept of it."""

from dataclasses import dataclass

from interaction.formats.kinds import Family, Kind, family
from interaction.formats.plain_text import text_of


@dataclass(frozen=True)
class Examined:
    """What a file is kept as. `signed` says that the original bears a signature, which its copy lost; `disarmed`, that
    something was taken out of it for safety, so that the original is kept nowhere."""

    kind: Kind
    content: bytes
    signed: bool = False
    disarmed: bool = False


def examine(content: bytes) -> Examined:
    """Look at a file whatever its name is; raises Unfit. What only some kinds need is imported for them alone."""
    found = family(content)
    if found == Family.TEXT:
        text_of(content)
        return Examined(Kind.TXT, content)
    if found == Family.PDF:
        from interaction.formats.pdf import examine_pdf  # noqa: PLC0415

        copy, signed = examine_pdf(content)
        return Examined(Kind.PDF, copy, signed)
    if found == Family.PICTURE:
        from interaction.formats.pictures import examine_picture  # noqa: PLC0415

        return Examined(*examine_picture(content))
    if found == Family.OLD_OFFICE:
        from interaction.formats.old_office import examine_old_office  # noqa: PLC0415

        return Examined(*examine_old_office(content))
    return _package(content)


def _package(content: bytes) -> Examined:
    from interaction.formats import disarming, ofd, office  # noqa: PLC0415
    from interaction.formats.faults import ARCHIVE, Unfit  # noqa: PLC0415
    from interaction.formats.packages import take_apart  # noqa: PLC0415

    parts = take_apart(content)
    if ofd.ROOT in parts:
        return Examined(Kind.OFD, ofd.examine_ofd(parts), any(one.endswith("Signatures.xml") for one in parts))
    if office.TYPES in parts:
        harmless = disarming.disarmed(parts)
        kind, copy = office.examine_office(harmless)
        return Examined(kind, copy, any(one.startswith("_xmlsignatures/") for one in parts), harmless is not parts)
    raise Unfit(ARCHIVE)
