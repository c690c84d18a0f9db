"""Files made in memory for tests, byte by byte where a library would not make them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from itertools import pairwise

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD, SHEET = "wordprocessingml.document", "spreadsheetml.sheet"
_OFFICE = "application/vnd.openxmlformats-officedocument."


def raw_pdf(
    objects: Mapping[int, bytes], *, trailer: bytes = b"", version: bytes = b"1.7", before: bytes = b""
) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    content, places = before + b"%PDF-" + version + b"\n", {}
    for number, body in objects.items():
        places[number] = len(content)
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, most = len(content), max(objects) + 1
    content += b"xref\n0 %d\n0000000000 65535 f \n" % most
    for number in range(1, most):
        content += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return content + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (most, trailer, start)


def pdf(
    *, catalogue: bytes = b"", page: bytes = b"", others: Mapping[int, bytes] | None = None, trailer: bytes = b"",
    before: bytes = b"",
) -> bytes:  # fmt: skip
    """A PDF of one page, with more in its catalogue, page and among its objects (from 10 on)."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s>>" % page,
        4: stream(b"BT /F1 12 Tf (Hello) Tj ET"),
    }
    return raw_pdf({**objects, **(others or {})}, trailer=trailer, before=before)


def stream(content: bytes, said: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n" % (len(content), said) + content + b"\nendstream"


def packed_pdf(action: bytes) -> bytes:
    """A PDF whose object 4, which opens with it, sits in a compressed stream."""
    packed = zlib.compress(b"4 0 " + action)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        5: b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream",
    }
    content, places = b"%PDF-1.5\n", {}
    for number, body in objects.items():
        places[number] = len(content)
        content += b"%d 0 obj" % number + body + b"endobj\n"
    rows = [(0, 0, 255), *((1, places[number], 0) for number in (1, 2, 3)), (2, 5, 0), (1, places[5], 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(2) + bytes([last]) for kind, place, last in rows)
    start = len(content)
    content += b"6 0 obj<</Type/XRef/Size 6/W[1 2 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return content + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % start


def revised_pdf(old: bytes, new: Mapping[int, bytes]) -> bytes:
    """A PDF with objects that replace older ones, as a program saves changes."""
    content, places = old, {}
    for number, body in new.items():
        places[number] = len(content)
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, before = len(content), int(old.rpartition(b"startxref")[2].split()[0])
    content += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (number, places[number]) for number in places)
    said = b"trailer\n<</Size 30/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (before, start)
    return content + said


def picture(form: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **how: object) -> bytes:
    sink = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(sink, form, **how)
    return sink.getvalue()


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return sink.getvalue()


def types(main: str, more: str = "") -> bytes:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/x/main.xml" ContentType="{_OFFICE}{main}.main+xml"/>{more}</Types>'
    ).encode()


def relations(*rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(rows)}</Relationships>'.encode()


def relation(kind: str, target: str, mode: str = ' TargetMode="External"') -> str:
    return f'<Relationship Id="rId1" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'


def office(main: str = WORD, parts: Mapping[str, bytes] | None = None, more_types: str = "") -> bytes:
    return zipped({
        "[Content_Types].xml": types(main, more_types),
        "_rels/.rels": relations(relation("officeDocument", "x/main.xml", "")),
        **(parts or {}),
    })  # fmt: skip


def words(inner: str) -> bytes:
    """A part of a document."""
    return f'<w:document xmlns:w="{W}"><w:body><w:p>{inner}</w:p></w:body></w:document>'.encode()


def field(*pieces: str) -> str:
    """A field, its instruction in these pieces."""
    runs = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in pieces)
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>!</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


OFD_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(parts: Mapping[str, bytes] | None = None, *, actions: str = "", about: str = "", page: str = "") -> bytes:
    text = (
        '<ofd:TextObject ID="7" Boundary="0 0 90 9"><ofd:TextCode X="0" Y="5">电子发票</ofd:TextCode></ofd:TextObject>'
    )
    return zipped({
        "OFD.xml": (
            f'<ofd:OFD {OFD_SPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo>{about}</ofd:DocInfo>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ).encode(),
        "Doc_0/Document.xml": (
            f'<ofd:Document {OFD_SPACE}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
            f"<ofd:Actions>{actions}</ofd:Actions></ofd:Document>"
        ).encode(),
        "Doc_0/Pages/Page_0/Content.xml": (
            f'<ofd:Page {OFD_SPACE}><ofd:Content><ofd:Layer ID="2">{text}{page}</ofd:Layer></ofd:Content></ofd:Page>'
        ).encode(),
        **(parts or {}),
    })  # fmt: skip


# -- Compound files ---------------------------------------------------------------------------------------

_SECTOR, _END, _FREE, _FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of these streams; "a/b" is a stream b in a storage a. All are long enough to have whole sectors."""
    nodes: list[tuple[str, bytes | None]] = [("Root Entry", None)]
    children: dict[int, list[int]] = {0: []}
    found = {"": 0}
    for path, content in streams.items():
        folder = ""
        for name in path.split("/")[:-1]:
            inner = f"{folder}/{name}"
            if inner not in found:
                found[inner] = len(nodes)
                children[found[folder]].append(len(nodes))
                children[len(nodes)] = []
                nodes.append((name, None))
            folder = inner
        children[found[folder]].append(len(nodes))
        nodes.append((path.split("/")[-1], content.ljust(4096, b"\0")))
    return _compound(nodes, children)


def _compound(nodes: list[tuple[str, bytes | None]], children: dict[int, list[int]]) -> bytes:
    body, starts = b"", dict[int, int]()
    fat: list[int] = []
    for number, (_name, content) in enumerate(nodes):
        if content is not None:
            starts[number] = len(fat)
            sectors = -(-len(content) // _SECTOR)
            fat += [*range(len(fat) + 1, len(fat) + sectors), _END]
            body += content.ljust(sectors * _SECTOR, b"\0")
    beside = {}
    for row in children.values():
        row.sort(key=lambda one: (len(nodes[one][0]), nodes[one][0].upper()))
        beside.update(dict(pairwise(row)))
    table = b""
    for number, (name, content) in enumerate(nodes):
        spelt = (name + "\0").encode("utf-16-le")
        kind = 5 if number == 0 else 1 if content is None else 2
        child = (children.get(number) or [_FREE])[0]
        table += spelt.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(spelt), kind, 1, _FREE, beside.get(number, _FREE), child
        )
        table += bytes(36) + struct.pack("<IQ", starts.get(number, _END), len(content or b""))
    table = table.ljust(-(-len(table) // _SECTOR) * _SECTOR, b"\0")
    directory = len(fat)
    fat += [*range(directory + 1, directory + len(table) // _SECTOR), _END]
    of_fat = 1
    while (len(fat) + of_fat) * 4 > of_fat * _SECTOR:
        of_fat += 1
    first = len(fat)
    fat += [_FAT] * of_fat
    listed = struct.pack(f"<{len(fat)}I", *fat).ljust(of_fat * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0,
        of_fat, directory, 0, 4096, _END, 0, _END, 0)  # fmt: skip
    head += struct.pack(f"<{of_fat}I", *range(first, first + of_fat)).ljust(436, b"\xff")
    return head + body + table + listed


def _sttb(texts: list[str]) -> bytes:
    return struct.pack("<HHH", 0xFFFF, len(texts), 0) + b"".join(
        struct.pack("<H", len(one)) + one.encode("utf-16-le") for one in texts
    )


def doc(text: str = "情况说明\r", *, template: str = "", author: str = "", flags: int = 0x0200,
        more: Mapping[str, bytes] | None = None) -> bytes:  # fmt: skip
    """A document of the older kind, in one piece."""
    main = bytearray(2048)
    struct.pack_into("<HHHHHH", main, 0, 0xA5EC, 0xC1, 0, 0, 0, flags)
    pieces = struct.pack("<BIIIHIH", 2, 16, 0, len(text), 0, 2048, 0)
    table = bytearray(pieces)
    struct.pack_into("<II", main, 154 + 8 * 33, 0, len(pieces))
    lists = {32: _sttb(["", template, "标题", "", "", "", author, author]), 51: _sttb(["Unknown", author]),
             71: _sttb([author, f"C:\\Users\\{author}\\a.doc"])}  # fmt: skip
    for number, said in lists.items():
        struct.pack_into("<II", main, 154 + 8 * number, len(table), len(said))
        table += said
    summary = b"\xfe\xff\0\0\x06\0\x02\0" + bytes(16) + b"\x01\0\0\0" + author.encode("gb18030")
    return compound({
        "WordDocument": bytes(main) + text.encode("utf-16-le"), "1Table": bytes(table),
        "\x05SummaryInformation": summary, **(more or {}),
    })  # fmt: skip


def record(kind: int, said: bytes) -> bytes:
    return struct.pack("<HH", kind, len(said)) + said


def xls(*records: bytes, author: str = "", sheet: int = 0, more: Mapping[str, bytes] | None = None) -> bytes:
    """A workbook of the older kind."""
    name = struct.pack("<HBB", len(author), 0, 0) + author.encode("gb18030")
    book = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + record(0x5C, name.ljust(112))
    book += record(0x85, struct.pack("<IBB", 0, 0, sheet) + b"\x06\x00Sheet1") + b"".join(records) + record(0x0A, b"")
    return compound({"Workbook": book, "\x05SummaryInformation": author.encode("gb18030").ljust(200), **(more or {})})
