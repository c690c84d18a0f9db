"""A county in which every sender hides particulars: in twelve dresses in texts, and in what files say of themselves."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from PIL import Image

from demo.people import resident_id
from demo.simulation import Choice, County
from interaction.casework.actions import Action
from interaction.casework.attachments import AttachmentsField
from interaction.casework.engine import perform
from interaction.casework.models import NEW, Case
from interaction.casework.steps import knows_the_sender
from interaction.errors import InvalidData
from interaction.organs.actors import PARTY, Actor
from interaction.privacy.particulars import bare
from interaction.publicity.numerals import written_as_digits
from interaction.publicity.publishing import SnapshotForm
from mailbox.models import Mailbox
from tests.formats.honest import photo, written_docx, written_pdf, written_xlsx
from tests.formats.making import ofd

# Characters that stand in no text of the county but in these names.
_FIRST, _SECOND = "翀甯昶瑷霽琤甦璟婳珩", "旻曈翯姝妠珒暐垚瓛妘"
SURNAMES = "郦鄢亓禚綦訾逄蔺臧亢"
_INSIDE = ("\u200b", "\u2060", "\u00ad")
_CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
_BOLD = str.maketrans("0123456789", "𝟬𝟭𝟮𝟯𝟰𝟱𝟲𝟳𝟴𝟵")
_IN_WORDS = str.maketrans("0123456789", "零一二三四五六七八九")
_WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
# How often a case is led on to its answer, and a letter's sender asks to stay unknown.
LED_ON, HIDES = 0.8, 0.4
# In each the person still reads the same number or name.
DRESSES: tuple[Callable[[str], str], ...] = (
    str,
    lambda said: said.translate(_WIDE),
    lambda said: said.translate(_CIRCLED),
    lambda said: said.translate(_BOLD),
    lambda said: said.translate(_IN_WORDS) if said.isdigit() else said,
    _INSIDE[0].join,
    _INSIDE[1].join,
    _INSIDE[2].join,
    lambda said: f"{said[:3]} {said[3:7]} {said[7:]}" if said[:-1].isdigit() else " ".join(said),
    lambda said: f"{said[:3]}/{said[3:7]}/{said[7:]}" if said[:-1].isdigit() else said,
    lambda said: f"\u202d{said}\u202c",
    lambda said: f"{said[:2]}\n{said[2:]}",
)


@dataclass(frozen=True)
class Person:
    """Somebody invented, with what a case knows of a sender; no two are alike."""

    name: str
    phone: str
    id_number: str
    email: str
    address: str

    @property
    def particulars(self) -> Iterator[str]:
        """Each as it is compared; of the address what leads to the door."""
        door = self.address.partition("小区")[2]
        yield from (bare(one) for one in (self.name, self.phone, self.id_number, self.email, door))

    def dressed(self, number: int) -> str:
        """What the person writes of itself, everything in the dress of that number."""
        dress = DRESSES[number % len(DRESSES)]
        name, phone, id_number = dress(self.name), dress(self.phone), dress(self.id_number)
        at_home = self.address if "\n" in phone else dress(self.address)
        email = self.email if "\n" in phone or " " in phone else dress(self.email)
        return f"我叫{name}，电话{phone}，身份证号{id_number}，邮箱{email}，家住{at_home}。"


def somebody(random: Random, number: int) -> Person:
    """The person of that number."""
    first, second = divmod(number, len(SURNAMES))
    middle, last = divmod(first, len(_SECOND))
    name = SURNAMES[second] + _FIRST[middle % len(_FIRST)] + _SECOND[last]
    door = f"{random.randint(20, 99)}号楼{random.randint(2, 9)}单元{random.randint(11, 29)}{random.randint(10, 99)}室"
    return Person(
        name, f"1371{number:04d}{random.randint(100, 999)}", resident_id(random), f"sender{number}@dressed.example",
        f"青禾县卞庄街道银河小区{door}",
    )  # fmt: skip


# -- Files that say of themselves whose they are ------------------------------------------------------


def _photo_of(who: Person) -> bytes:
    exif, sink = Image.Exif(), io.BytesIO()
    exif[0x010E], exif[0x013B], exif[0x8298] = who.phone, who.email, who.id_number
    with Image.open(io.BytesIO(photo(size=(60, 45)))) as picture:
        picture.save(sink, "JPEG", exif=exif.tobytes(), comment=who.email.encode())
    return sink.getvalue()


def _ofd_of(who: Person) -> bytes:
    about = f"<ofd:Author>{who.name}</ofd:Author><ofd:Subject>{who.phone}</ofd:Subject>"
    return ofd(about=f"{about}<ofd:Keywords><ofd:Keyword>{who.email}</ofd:Keyword></ofd:Keywords>")


FILES: tuple[tuple[str, Callable[[Person], bytes]], ...] = (
    (".jpg", _photo_of),
    (".docx", lambda who: written_docx(f"{who.name} {who.phone} {who.email}")),
    (".pdf", lambda who: written_pdf(author=f"{who.email} {who.phone}")),
    (".ofd", _ofd_of),
    (".xlsx", lambda who: written_xlsx(f"{who.name} {who.id_number} {who.phone}")),
)


def file_of(who: Person, number: int) -> SimpleUploadedFile:
    """A file made on the spot, its particulars in its name and in what it says of itself."""
    ending, made = FILES[number % len(FILES)]
    return SimpleUploadedFile(f"{who.name}{who.phone}{ending}", made(who))


def everything_in(content: bytes) -> str:
    """All that can be read in a file, the parts of a package unpacked, in every code that names are kept in."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"".join(name.encode() + package.read(name) for name in package.namelist())
    return (
        content.decode("utf-8", "ignore")
        + content.decode("utf-16-le", "ignore")
        + content.decode("utf-16-be", "ignore")
    )


# -- The county -----------------------------------------------------------------------------------------


class Dressed(County):
    """Senders who write their particulars everywhere; staff who repeat them to the sender in what is answered."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.people: dict[int, Person] = {}

    def _choose(self, possible: list[Choice], case: Case) -> Choice | None:
        """Mostly what leads on to an answer and its publication: there particulars could get out."""
        on = [one for one in possible if one[1].kind != PARTY and (one[0].main or one[0].name == "publish_reply")]
        return self.random.choice(on) if on and self.random.random() < LED_ON else super()._choose(possible, case)

    def _do(self, declared: Action, actor: Actor, case: Case) -> None:
        number = len(self.people)
        who = self.people.get(case.pk) if case.pk else somebody(self.random, number)
        data = self.typed(declared, case)
        if "identity" in data and "mailbox" in data and self.random.random() < HIDES:
            data["mailbox"], data["identity"] = Mailbox.objects.get(organ__parent__isnull=True).pk, "hidden"
        if issubclass(declared.form, SnapshotForm):
            proposed = declared.form(case=case, actor=actor).initial
            data |= {name: proposed[name] for name in (*SnapshotForm.PLACES, "shown")}
        told = actor.kind == PARTY or not case.pk or knows_the_sender(case, actor)
        if who is None or not told:  # whose case it became by another one; from whom the sender hides
            perform(case, declared.name, actor, data)
            return
        try:
            perform(case, declared.name, actor, self._planted(declared.form, data, who), self._files(declared, who))
        except InvalidData:  # what others read refuses them
            perform(case, declared.name, actor, data)
        if NEW in declared.sources:
            self.people[case.pk] = who

    def _planted(self, form: Any, data: dict[str, object], who: Person) -> dict[str, object]:
        found = dict(data)
        for name, field in form.base_fields.items():
            value = found.get(name)
            if name in ("name", "phone", "id_number", "email", "address") and value:
                found[name] = getattr(who, name)
            elif isinstance(value, str) and not hasattr(field, "choices") and value and not value.isascii():
                planted = f"{value}{who.dressed(self.random.randrange(len(DRESSES)))}"
                fits = field.max_length is None or len(planted) <= field.max_length
                found[name] = planted if fits else value
        return found

    def _files(self, declared: Action, who: Person) -> MultiValueDict[str, Any] | None:
        fields = declared.form.base_fields.items()
        taking = [name for name, field in fields if isinstance(field, AttachmentsField) and not field.handed_on]
        if not taking:
            return None
        return MultiValueDict({taking[0]: [file_of(who, self.random.randrange(len(FILES)))]})


def read_by_a_stranger(text: str) -> str:
    """A text as it is compared: digits of any dress as digits, no separators."""
    return bare(written_as_digits(text))


class Watch:
    """Everybody's particulars, and whose of them stand in a text."""

    def __init__(self, people: dict[int, Person]) -> None:
        self.people = people
        self._marks = ("1371", "379999", "DRESSED", *_FIRST, "号楼")

    def whose(self, text: str, *, but: int | None = None) -> list[tuple[int, str]]:
        """(case, particular) of everybody but the sender of one case."""
        said = read_by_a_stranger(text)
        if not any(mark in said for mark in self._marks):
            return []
        return [
            (case, one) for case, who in self.people.items() if case != but for one in who.particulars if one in said
        ]
