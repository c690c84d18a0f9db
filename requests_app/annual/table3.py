"""Table 3 of the annual report: what became of the requests, by kind of applicant (国办公开办函〔2021〕30号, 三).

Cells that are counted are given; totals follow from them, so that no total can contradict its parts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

from interaction.i18n.translation import gettext_noop as _

TOTAL = "total"
NEW, CARRIED_IN, HANDLED, CARRIED_OUT = "1", "2", "3.7", "4"


@dataclass(frozen=True)
class Column:
    code: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class Table3Row:
    """`heading` rows only hold others together: the format has no cells for them."""

    code: str
    label: str
    parent: str = ""
    heading: bool = False

    @property
    def numbered(self) -> str:
        """The label as the format prints it: 一、 then （一） then 1. by depth."""
        *above, place = (int(part) for part in self.code.split("."))
        return ("{0}、{2}", "（{0}）{2}", "{1}.{2}")[len(above)].format(_NUMERALS[place], place, self.label)


_NUMERALS = "〇一二三四五六七八九"
_ORGANISATIONS = _("法人或其他组织")

COLUMNS = (
    Column("natural_person", _("自然人")),
    Column("enterprise", _("商业企业"), _ORGANISATIONS),
    Column("research", _("科研机构"), _ORGANISATIONS),
    Column("nonprofit", _("社会公益组织"), _ORGANISATIONS),
    Column("legal_service", _("法律服务机构"), _ORGANISATIONS),
    Column("other_org", _("其他"), _ORGANISATIONS),
    Column(TOTAL, _("总计")),
)

ROWS = (
    Table3Row("1", _("本年新收政府信息公开申请数量")),
    Table3Row("2", _("上年结转政府信息公开申请数量")),
    Table3Row("3", _("本年度办理结果"), heading=True),
    Table3Row("3.1", _("予以公开"), "3"),
    Table3Row("3.2", _("部分公开（区分处理的，只计这一情形，不计其他情形）"), "3"),
    Table3Row("3.3", _("不予公开"), "3", heading=True),
    Table3Row("3.3.1", _("属于国家秘密"), "3.3"),
    Table3Row("3.3.2", _("其他法律行政法规禁止公开"), "3.3"),
    Table3Row("3.3.3", _("危及“三安全一稳定”"), "3.3"),
    Table3Row("3.3.4", _("保护第三方合法权益"), "3.3"),
    Table3Row("3.3.5", _("属于三类内部事务信息"), "3.3"),
    Table3Row("3.3.6", _("属于四类过程性信息"), "3.3"),
    Table3Row("3.3.7", _("属于行政执法案卷"), "3.3"),
    Table3Row("3.3.8", _("属于行政查询事项"), "3.3"),
    Table3Row("3.4", _("无法提供"), "3", heading=True),
    Table3Row("3.4.1", _("本机关不掌握相关政府信息"), "3.4"),
    Table3Row("3.4.2", _("没有现成信息需要另行制作"), "3.4"),
    Table3Row("3.4.3", _("补正后申请内容仍不明确"), "3.4"),
    Table3Row("3.5", _("不予处理"), "3", heading=True),
    Table3Row("3.5.1", _("信访举报投诉类申请"), "3.5"),
    Table3Row("3.5.2", _("重复申请"), "3.5"),
    Table3Row("3.5.3", _("要求提供公开出版物"), "3.5"),
    Table3Row("3.5.4", _("无正当理由大量反复申请"), "3.5"),
    Table3Row("3.5.5", _("要求行政机关确认或重新出具已获取信息"), "3.5"),
    Table3Row("3.6", _("其他处理"), "3", heading=True),
    Table3Row("3.6.1", _("申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"), "3.6"),
    Table3Row("3.6.2", _("申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"), "3.6"),
    Table3Row("3.6.3", _("其他"), "3.6"),
    Table3Row("3.7", _("总计"), "3"),
    Table3Row("4", _("结转下年度继续办理")),
)

APPLICANTS = tuple(column.code for column in COLUMNS if column.code != TOTAL)
FIGURE_ROWS = tuple(row.code for row in ROWS if not row.heading)
LEAF_ROWS = tuple(code for code in FIGURE_ROWS if code != HANDLED)
OUTCOMES = tuple(code for code in LEAF_ROWS if code.startswith("3."))

_ROW = {row.code: row for row in ROWS}


@dataclass(frozen=True)
class Table3:
    """`cells` maps (leaf row, applicant column) to a count; what is missing is 0."""

    cells: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = [key for key in self.cells if key[0] not in LEAF_ROWS or key[1] not in APPLICANTS]
        if unknown:
            raise ValueError(f"no such cells in table 3: {unknown}")
        counted = {key: number for key, number in self.cells.items() if number}
        object.__setattr__(self, "cells", MappingProxyType(counted))

    @classmethod
    def from_json(cls, kept: Mapping[str, Mapping[str, int]]) -> Self:
        """The table that `as_json` wrote; its totals are not read but computed anew."""
        return cls({(row, column): kept[row][column] for row in LEAF_ROWS for column in APPLICANTS})

    def cell(self, row: str, column: str) -> int:
        """One figure, counted or total; KeyError for a heading, which has none."""
        if row not in FIGURE_ROWS:
            raise KeyError(row)
        if column == TOTAL:
            return sum(self.cell(row, applicant) for applicant in APPLICANTS)
        if column not in APPLICANTS:
            raise KeyError(column)
        if row == HANDLED:
            return sum(self.cells.get((outcome, column), 0) for outcome in OUTCOMES)
        return self.cells.get((row, column), 0)

    def as_json(self) -> dict[str, dict[str, int]]:
        return {row: {column.code: self.cell(row, column.code) for column in COLUMNS} for row in FIGURE_ROWS}

    def __add__(self, other: Self) -> Self:
        """The table of several organs together, as a government reports for its departments (条例 A.49)."""
        keys = self.cells.keys() | other.cells.keys()
        return type(self)({key: self.cells.get(key, 0) + other.cells.get(key, 0) for key in keys})

    def faults(self) -> list[str]:
        """What may not be: negative figures; 第一项加第二项之和 that differs from 第三项加第四项之和."""
        return [
            f"“{_ROW[row].numbered}”中“{column.label}”为{number}，不能为负数。"
            for row in LEAF_ROWS
            for column in COLUMNS[:-1]
            if (number := self.cell(row, column.code)) < 0
        ] + [
            f"“{column.label}”列不平：本年新收与上年结转之和为{received}，"
            f"办理结果总计与结转下年度之和为{accounted}，两者应当相等。"
            for column in COLUMNS
            if (received := self.cell(NEW, column.code) + self.cell(CARRIED_IN, column.code))
            != (accounted := self.cell(HANDLED, column.code) + self.cell(CARRIED_OUT, column.code))
        ]

    def carry_faults(self, last_year: Self) -> list[str]:
        """Where 上年结转 is not what last year's report carried over (结转下年度继续办理)."""
        return [
            f"“{column.label}”列的上年结转为{carried}，上年度报告的结转下年度继续办理为{promised}，两者应当相等。"
            for column in COLUMNS
            if (carried := self.cell(CARRIED_IN, column.code)) != (promised := last_year.cell(CARRIED_OUT, column.code))
        ]
