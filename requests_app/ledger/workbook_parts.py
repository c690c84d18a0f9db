"""What a workbook's small parts say: which sheets there are, which styles show dates, from which day days count."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.parsers import expat

from requests_app.ledger.files import BadLedger

BROKEN = "这不是有效的 XLSX 文件，或者文件已经损坏。请在 Excel 或者 WPS 中打开，另存为 XLSX 后重新上传。"

_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
_RELATION = "/officeDocument"
MOST_SHEETS = 300
MOST_FORMATS = 70_000  # a workbook has at most 64,000 formats of cells; of what is more, somebody wants to burst us
# The formats every programme has without naming them; 27-36 and 50-58 are those of Chinese, Japanese and Korean.
_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_OF_DATES = re.compile("[dmyhs]", re.IGNORECASE)


@dataclass(frozen=True)
class SheetPart:
    name: str
    path: str
    hidden: bool


@dataclass(frozen=True)
class Parts:
    sheets: tuple[SheetPart, ...]
    texts: str  # the path of the shared texts; empty when there are none
    date_styles: frozenset[int]
    epoch: datetime


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2] if ":" in name else name


def no_doctype(*_: object) -> None:
    """Entities are declared in a document type, which no workbook has."""
    raise BadLedger(BROKEN)


def find_parts(archive: zipfile.ZipFile) -> Parts:
    """Raises KeyError or an expat error where a part is missing or broken."""
    book = next(path for kind, path in _relations(archive, "").values() if kind.endswith(_RELATION))
    relations = _relations(archive, book)
    paths = {kind.rpartition("/")[2]: path for kind, path in relations.values()}
    sheets, epoch = [], _EPOCH
    for name, attributes in _elements(archive, book):
        if name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            epoch = _EPOCH_1904
        elif name == "sheet":
            kind, path = relations[
                next(value for key, value in attributes.items() if local(key) == "id" and ":" in key)
            ]
            if kind.endswith("/worksheet"):
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(SheetPart(attributes.get("name", ""), path, hidden))
    if not sheets:
        raise BadLedger("工作簿中没有工作表，请检查后重新上传。")
    if len(sheets) > MOST_SHEETS:
        raise BadLedger(f"工作簿有{len(sheets)}张工作表，太多了。请只保留台账所在的工作表，重新上传。")
    styles = _date_styles(archive, paths["styles"]) if "styles" in paths else frozenset[int]()
    return Parts(tuple(sheets), paths.get("sharedStrings", ""), styles, epoch)


def _relations(archive: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """The kind and the path of everything a part refers to, by its id."""
    folder, name = posixpath.split(path)
    found = {}
    for element, attributes in _elements(archive, posixpath.join(folder, "_rels", f"{name}.rels")):
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
            found[attributes["Id"]] = attributes["Type"], target
    return found


def _date_styles(archive: zipfile.ZipFile, path: str) -> frozenset[int]:
    dates, found, styles, within, formats = set(_DATES), set(), 0, False, 0
    for name, attributes in _elements(archive, path):
        if name == "numFmt":
            formats += 1
            code = _NOT_FORMAT.sub("", attributes["formatCode"].partition(";")[0])
            (dates.add if _OF_DATES.search(code) else dates.discard)(int(attributes["numFmtId"]))
        elif name in {"cellXfs", "cellStyles"}:
            within = name == "cellXfs"
        elif name == "xf" and within:
            if int(attributes.get("numFmtId", 0)) in dates:
                found.add(styles)
            styles += 1
        if max(styles, formats) > MOST_FORMATS:
            raise BadLedger("工作簿里的单元格样式太多，无法读取。请把台账复制到新建的工作簿，保存后重新上传。")
    return frozenset(found)


def _elements(archive: zipfile.ZipFile, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((local(name), attributes))
    parser.StartDoctypeDeclHandler = no_doctype
    with archive.open(path) as part:
        while piece := part.read(1 << 16):
            parser.Parse(piece, False)
            yield from found
            found.clear()
    parser.Parse(b"", True)
