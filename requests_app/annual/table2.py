"""Table 2 of the annual report: what was published unasked (国办公开办函〔2021〕30号, 二; 条例 A.20 (1)(5)(6)(8)).

No case carries these figures: an organ's staff enter them by hand.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Self

from interaction.i18n.translation import gettext_noop as _

Figure = int | Decimal


@dataclass(frozen=True)
class Column:
    code: str
    label: str
    money: bool = False


@dataclass(frozen=True)
class Table2Row:
    code: str
    label: str


@dataclass(frozen=True)
class Block:
    """The rows under one item of A.20, which share its columns."""

    item: str
    columns: tuple[Column, ...]
    rows: tuple[Table2Row, ...]


_DECISIONS = (Column("decisions", _("本年处理决定数量")),)

BLOCKS = (
    Block(
        _("第二十条第（一）项"),
        (
            Column("issued", _("本年制发件数")),
            Column("repealed", _("本年废止件数")),
            Column("in_force", _("现行有效件数")),
        ),
        (Table2Row("regulations", _("规章")), Table2Row("normative", _("行政规范性文件"))),
    ),
    Block(_("第二十条第（五）项"), _DECISIONS, (Table2Row("licences", _("行政许可")),)),
    Block(
        _("第二十条第（六）项"),
        _DECISIONS,
        (Table2Row("penalties", _("行政处罚")), Table2Row("coercion", _("行政强制"))),
    ),
    Block(
        _("第二十条第（八）项"),
        (Column("amount_wan", _("本年收费金额（单位：万元）"), money=True),),
        (Table2Row("fees", _("行政事业性收费")),),
    ),
)

Key = tuple[str, str]
COLUMN_OF: dict[Key, Column] = {
    (row.code, column.code): column for block in BLOCKS for row in block.rows for column in block.columns
}
LABEL_OF: dict[Key, str] = {
    (row.code, column.code): f"{row.label}：{column.label}"
    for block in BLOCKS
    for row in block.rows
    for column in block.columns
}

_FEN = Decimal("0.01")
_COUNT = re.compile(r"[0-9]{1,9}")
_AMOUNT = re.compile(r"[0-9]{1,10}(\.[0-9]{1,2})?")


def field_name(key: Key) -> str:
    """What a cell is called in a form: `regulations.issued`."""
    return ".".join(key)


@dataclass(frozen=True)
class Table2:
    """`figures` maps (row, column) to what was entered; what is missing is 0."""

    figures: Mapping[Key, Figure] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = self.figures.keys() - COLUMN_OF.keys()
        if unknown:
            raise ValueError(f"no such cells in table 2: {sorted(unknown)}")
        whole = {key: _exact(self.figures.get(key, 0), column) for key, column in COLUMN_OF.items()}
        object.__setattr__(self, "figures", MappingProxyType(whole))

    def cell(self, row: str, column: str) -> Figure:
        return self.figures[row, column]

    def as_json(self) -> dict[str, dict[str, int | str]]:
        """Counts as numbers; the amount as text with two places ("12.50"), since JSON numbers are not exact."""
        kept: dict[str, dict[str, int | str]] = {}
        for (row, column), figure in self.figures.items():
            kept.setdefault(row, {})[column] = str(figure) if isinstance(figure, Decimal) else figure
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Mapping[str, int | str]]) -> Self:
        return cls({key: Decimal(kept[key[0]][key[1]]) for key in COLUMN_OF})

    def __add__(self, other: Self) -> Self:
        """The table of several organs together."""
        return type(self)({key: self.figures[key] + other.figures[key] for key in COLUMN_OF})


def _exact(figure: Figure, column: Column) -> Figure:
    return Decimal(figure).quantize(_FEN) if column.money else int(figure)


def read_table2(entered: Mapping[str, str]) -> tuple[Table2, dict[str, str]]:
    """The table a person typed, by `field_name`, and what is wrong with it, by the same names.

    A field left empty is 0, which the format asks to be written; so is one with a fault, until it is mended.
    """
    figures: dict[Key, Figure] = {}
    faults: dict[str, str] = {}
    for key, column in COLUMN_OF.items():
        name = field_name(key)
        # Full-width digits and points are what a Chinese keyboard may give.
        text = unicodedata.normalize("NFKC", entered.get(name, "")).strip() or "0"
        if (_AMOUNT if column.money else _COUNT).fullmatch(text):
            figures[key] = Decimal(text)
        elif column.money:
            faults[name] = f"“{LABEL_OF[key]}”应填写不小于0的金额，最多两位小数。"
        else:
            faults[name] = f"“{LABEL_OF[key]}”应填写不小于0的整数。"
    return Table2(figures), faults
