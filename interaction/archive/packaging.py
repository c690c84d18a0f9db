"""归档数据包: the files of an organ and a year in one ZIP, with metadata, event log and the hash of everything in it.

Laid out after GB/T 39362-2020 (说明文件, 归档目录, a folder a 件 with its metadata), packed plainly where DA/T 48 would put all of
it into one XML. The same files give the same bytes; what was written is read back and compared before anybody gets it.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from lxml import etree

from interaction.archive.filing import files_of
from interaction.archive.metadata import metadata_of, without_controls, written
from interaction.archive.models import ArchiveFile
from interaction.casework.file_store import read
from interaction.casework.files import Scan
from interaction.casework.models import Attachment
from interaction.casework.queries import whole_case
from interaction.casework.registry import channel
from interaction.organs.models import Organ

MANIFEST, ABOUT, CATALOGUE = "哈希清单.sha256", "说明文件.txt", "归档目录.xml"
METADATA, LOG, TEXT = "元数据.xml", "办理过程.json", "来件和答复.txt"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 20
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST_NAME = 80


class DamagedPackageError(Exception):
    """What was read back is not what was written."""


@dataclass
class Packed:
    """What a package came to. `seqs`: how many events each case had, by its key."""

    files: int = 0
    size: int = 0
    sha256: str = ""
    seqs: dict[str, int] = field(default_factory=dict)


class _Writer:
    """Writes members one after the other, and keeps the hash of each for the manifest."""

    def __init__(self, target: BinaryIO) -> None:
        self.zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self.hashes: list[tuple[str, str]] = []

    def add(self, name: str, content: bytes) -> None:
        member = zipfile.ZipInfo(name, _EPOCH)
        member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
        self.zip.writestr(member, content)
        self.hashes.append((hashlib.sha256(content).hexdigest(), name))

    def close(self) -> None:
        lines = "".join(f"{digest}  {name}\n" for digest, name in self.hashes)
        self.add(MANIFEST, lines.encode())
        self.zip.close()


def build(target: BinaryIO, organ: Organ, year: int, progress: Callable[[int, int], None]) -> Packed:
    """Write the package into a file that can be read back, verify it, and tell what it came to."""
    keys = list(files_of(organ, year).values_list("pk", flat=True))
    packed, writer, rows = Packed(), _Writer(target), etree.Element("归档目录", 立档单位=organ.name, 年度=str(year))
    writer.add(ABOUT, _about(organ, year, len(keys)))
    for done, key in enumerate(keys, start=1):
        file = ArchiveFile.objects.select_related("organ").get(pk=key)
        case = whole_case(file.case_id)
        assert case is not None
        _add_file(writer, file, case)
        _add_row(rows, file, case)
        packed.seqs[str(case.pk)] = case.last_seq
        progress(done, len(keys))
    writer.add(CATALOGUE, written(rows))
    writer.close()
    packed.files = len(writer.hashes)
    verify(target)
    packed.size, packed.sha256 = _measured(target)
    return packed


def verify(source: BinaryIO) -> int:
    """Read every member and compare it with the manifest; return how many there are. Raises DamagedPackageError."""
    try:
        with zipfile.ZipFile(source) as held:
            lines = [line.split("  ", 1) for line in held.read(MANIFEST).decode().splitlines()]
            told = {name: digest for digest, name in lines}
            there = [name for name in held.namelist() if name != MANIFEST]
            if sorted(there) != sorted(told):
                raise DamagedPackageError("数据包里的文件和哈希清单对不上")
            for name in there:
                if hashlib.sha256(held.read(name)).hexdigest() != told[name]:
                    raise DamagedPackageError(f"{name} 和哈希清单里的哈希不一致")
            return len(there)
    except (zipfile.BadZipFile, KeyError, ValueError) as broken:
        raise DamagedPackageError(f"数据包读不出来：{broken}") from broken


def _measured(source: BinaryIO) -> tuple[int, str]:
    source.seek(0)
    size, digest = 0, hashlib.sha256()
    while piece := source.read(_PIECE):
        size += len(piece)
        digest.update(piece)
    source.seek(0)
    return size, digest.hexdigest()


def _about(organ: Organ, year: int, count: int) -> bytes:
    return (
        f"立档单位：{organ.name}（全宗号 {organ.fonds or organ.code}）\n年度：{year}\n件数：{count}\n"
        "每一件一个文件夹，以档号命名，里面有元数据（DA/T 46）、办理过程（含哈希链）、来件和答复、文书、附件。\n"
        f"{MANIFEST} 是其余每个文件的 SHA-256，可以用 sha256sum -c 核验。\n"
        "包内有个人信息，按档案法和个人信息保护法管理。\n"
    ).encode()


def _add_file(writer: _Writer, file: ArchiveFile, case: Any) -> None:
    folder = f"件/{file.number}"
    entries = list(_components(case))
    writer.add(f"{folder}/{METADATA}", metadata_of(file, case, entries))
    writer.add(f"{folder}/{LOG}", _log(case))
    writer.add(f"{folder}/{TEXT}", _text(case))
    for place, one in entries:
        writer.add(f"{folder}/{place}", read(one.pk))
        if one.original:
            writer.add(f"{folder}/原件/{place.rpartition('/')[2]}", read(one.original))


def _components(case: Any) -> Iterator[tuple[str, Attachment]]:
    """The files of a case that are still there, and the place of each in its folder."""
    held = case.attachments.filter(destroyed_at__isnull=True).exclude(scan=Scan.INFECTED)
    for number, one in enumerate(held.select_related("document").order_by("added_at", "position", "pk"), start=1):
        letter = one.origin == Attachment.Origin.LETTER
        document = getattr(one, "document", None)
        name = f"{document.number}-{one.name}" if document else one.name
        yield f"{'文书' if letter else '附件'}/{number:02d}-{_UNFIT.sub('_', name)[-_LONGEST_NAME:]}", one


def _log(case: Any) -> bytes:
    rows = []
    for event in case.events.select_related("actor", "organ", "words").order_by("seq"):
        words = getattr(event, "words", None)
        rows.append({
            "seq": event.seq, "action": event.action, "actor_kind": event.actor_kind,
            "actor": event.actor.name if event.actor else "", "at": event.at.isoformat(), "on": event.on.isoformat(),
            "state_before": event.state_before, "state_after": event.state_after, "organ": event.organ.code,
            "mark": event.mark, "amount": event.amount, "details": event.details, "words": words.texts if words else {},
            "words_digest": bytes(event.words_digest).hex(), "previous_hash": bytes(event.previous_hash).hex(),
            "hash": bytes(event.hash).hex(),
        })  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _text(case: Any) -> bytes:
    """What was asked, by whom, and what was answered, as plain text."""
    party, described = case.party, channel(case.channel)
    rows: list[tuple[object, object]] = [
        ("编号", case.number), ("题名", case.title), ("来件人", "、".join(party.names)),
        ("证件和联系方式", "、".join(party.particulars)), *described.content(case),
    ]  # fmt: skip
    draft = case.drafts.order_by("version").last() if case.replied_on else None
    if draft:
        rows += [*described.draft_said(draft), ("答复", draft.body)]
    return without_controls("".join(f"{label}：{text}\n" for label, text in rows if text)).encode()


def _add_row(rows: Any, file: ArchiveFile, case: Any) -> None:
    node = etree.SubElement(rows, "件")
    for name, text in (
        ("档号", file.number), ("题名", case.title), ("责任者", case.organ.name),
        ("日期", (case.replied_on or case.closed_on).isoformat()), ("保管期限", file.term_label),
    ):  # fmt: skip
        etree.SubElement(node, name).text = without_controls(str(text))
