"""The workbook in which a county lists its organs: a template to fill in, read back row by row with every fault named."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from django.core.exceptions import ValidationError
from python_calamine import CalamineError, CalamineWorkbook

from interaction.organs.models import Organ

KINDS = {str(kind.label): kind.value for kind in Organ.Kind}
# Heading of the column: field of the organ. The first four are compulsory.
COLUMNS = {
    "代码": "code", "名称": "name", "简称": "short_name", "类别": "kind", "上级代码": "parent", "英文名称": "name_en",
    "英文简称": "short_name_en", "发文字号代字": "document_prefix", "行政复议机关": "reconsideration_organ", "管辖法院": "court",
    "复议申请的互联网渠道": "reconsideration_channel", "办公电话": "phone", "办公地址": "address", "全宗号": "fonds",
}  # fmt: skip
COMPULSORY = ("代码", "名称", "简称", "类别")
# Of the template: a row that shows how one is filled in, and stays out.
EXAMPLE = {
    "代码": "（例）QH-CZJ", "名称": "青禾县财政局", "简称": "县财政局", "类别": "部门", "上级代码": "（空：县政府之下）",
    "英文名称": "Finance Bureau", "英文简称": "Finance", "发文字号代字": "青财", "行政复议机关": "青禾县人民政府",
    "管辖法院": "青禾县人民法院", "复议申请的互联网渠道": "https://", "办公电话": "0539-0000000", "办公地址": "某路 1 号",
}  # fmt: skip
ROWS = 300


class BadSheet(Exception):
    """What is wrong with a workbook, a line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass
class Row:
    """One organ of the workbook, and the line it stands in."""

    line: int
    values: dict[str, str]
    faults: list[str] = field(default_factory=list)


def write_template(path: Path) -> None:
    """Write an empty workbook with the headings, the kinds to choose from and an example."""
    with xlsxwriter.Workbook(path) as book:
        sheet, bold = book.add_worksheet("单位"), book.add_format({"bold": True, "text_wrap": True})
        for column, heading in enumerate(COLUMNS):
            sheet.write(0, column, heading + ("*" if heading in COMPULSORY else ""), bold)
            sheet.write(1, column, EXAMPLE.get(heading, ""))
        sheet.set_column(0, len(COLUMNS), 18)
        sheet.data_validation(2, 3, ROWS, 3, {"validate": "list", "source": list(KINDS)})
        sheet.freeze_panes(1, 0)


def read_organs(path: Path, root: Organ) -> list[Organ]:
    """Return the organs of a workbook, unsaved, whoever is above before those below. Raise BadSheet with all faults."""
    rows = list(_rows(path))
    codes = {row.values["code"] for row in rows} | {root.code}
    found: dict[str, Organ] = {root.code: root}
    waiting = rows
    while ready := [row for row in waiting if (row.values["parent"] or root.code) in found]:
        for row in ready:
            organ = _organ(row, found[row.values["parent"] or root.code])
            if row.values["code"] in found:
                row.faults.append(f"代码 {row.values['code']} 重复")
            found[row.values["code"]] = organ
        waiting = [row for row in waiting if row not in ready]
    for row in waiting:
        above = row.values["parent"]
        row.faults.append(f"上级代码 {above} " + ("与它互为上级" if above in codes else "不在表里"))
    faults = [f"第 {row.line} 行 {row.values['name']}：{fault}" for row in rows for fault in row.faults]
    if faults:
        raise BadSheet(faults)
    return [organ for code, organ in found.items() if code != root.code]


def _rows(path: Path) -> Iterator[Row]:
    try:
        lines = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError) as error:
        raise BadSheet([f"打不开 {path.name}：{error}"]) from error
    headings = [str(one).strip().rstrip("*") for one in lines[0]] if lines else []
    if missing := [one for one in COMPULSORY if one not in headings]:
        raise BadSheet([f"第一行没有这些列：{'、'.join(missing)}。请用 setup_office --template 生成的表格。"])
    for line, cells in enumerate(lines[1:], 2):
        told = {heading: str(cell).strip() for heading, cell in zip(headings, cells, strict=False)}
        if any(told.values()) and not told.get("代码", "").startswith("（例）"):
            yield Row(line, {name: told.get(heading, "") for heading, name in COLUMNS.items()})


def _organ(row: Row, parent: Organ) -> Organ:
    """The organ of a row; what is wrong with it is noted there."""
    values = {name: value for name, value in row.values.items() if name != "parent"}
    if values["kind"] not in KINDS:
        row.faults.append(f"类别“{values['kind']}”不在可选的之中：{'、'.join(KINDS)}")
    organ = Organ(**{**values, "kind": KINDS.get(values["kind"], Organ.Kind.DEPARTMENT)}, parent=parent)
    try:
        organ.full_clean(exclude=["path", "parent"], validate_unique=False, validate_constraints=False)
    except ValidationError as wrong:
        labels = {name: heading for heading, name in COLUMNS.items()}
        for name, words in wrong.message_dict.items():
            row.faults += [f"{labels.get(name, name)}：{one}" for one in words]
    return organ
