"""One line of the ledger: its cells understood and checked. All that is wrong with a line is told at once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from interaction.privacy.text import InvalidInput, clean_line, clean_text
from interaction.statistics.cells import unprotect
from requests_app.ledger.columns import (
    BY_FIELD,
    CHOICE,
    COLUMNS,
    CONTESTED,
    DATE,
    DAYS,
    EMPTY_WHILE_OPEN,
    LINE,
    REMEDIES,
    RESULTS,
    TEXT,
    Column,
    fold,
)
from requests_app.ledger.days import DAY_0, FIRST_DAY, INVISIBLE, day_of, shown
from requests_app.ledger.words import HEADINGS, NOTHING, ORAL, STILL_OPEN

Cell = str | date  # as a file has it: text, or a real date of a workbook

LONGEST_EXTENSION = 20  # working days, 条例 A.33

_WHOLE = re.compile(r"([0-9]+)\.0+", re.ASCII)
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]+", re.ASCII | re.IGNORECASE)
_NO_SIGN = re.compile(r"[/\\\-－—–―_.·、。\s]+")  # what people put into a cell that stays empty
_ACCEPTED = {column.field: column.accepted() for column in COLUMNS if column.form == CHOICE}

_ALWAYS = tuple(column.field for column in COLUMNS if column.required and column.field not in EMPTY_WHILE_OPEN)
# Steps with an answer: the second needs the first and is not before it.
_PAIRS = (("correction_asked_on", "corrected_on"), ("asked_on", "answered_on"), ("fee_noticed_on", "fee_paid_on"))
_REMEDIES = (
    ("reconsideration", "reconsideration", "reconsideration_filed_on", "reconsideration_decided_on"),
    ("litigation_kind", "litigation_result", "litigation_filed_on", "litigation_decided_on"),
)
_STEPS = ("extended_on", *(step for pair in _PAIRS for step in pair))
_ORDERS = (
    ("received_on", "closed_on"), *_PAIRS,
    *(("received_on", step) for step in _STEPS), *((step, "closed_on") for step in _STEPS),
    *((filed, decided) for _kind, _result, filed, decided in _REMEDIES),
)  # fmt: skip
_NEEDS = (
    ("outcome", "closed_on"), ("closed_on", "outcome"), ("litigation_kind", "litigation_result"),
    ("litigation_result", "litigation_kind"), ("extended_by", "extended_on"),
    *((answer, asked) for asked, answer in _PAIRS),
    *((day, kind) for kind, _result, *days in _REMEDIES for day in days),
)  # fmt: skip


class Contest(NamedTuple):
    """A remedy beside the first of its kind."""

    kind: str  # of requests_app's Remedy
    result: str
    filed_on: date
    decided_on: date | None


@dataclass(frozen=True)
class LedgerRow:
    """One request of the ledger; codes, not labels (see columns.py). `line` counts as a spreadsheet does."""

    line: int
    received_on: date
    kind: str  # casework's Party.Kind
    content: str
    outcome: str = ""  # the code of a row of table 3; empty while the request is open
    closed_on: date | None = None
    number: str = ""
    name: str = ""
    source: str = ""  # casework's Case.Source; empty when the ledger does not say
    oral: bool = False  # asked at the counter by word of mouth
    correction_asked_on: date | None = None
    corrected_on: date | None = None
    extended_on: date | None = None
    extended_by: int = 0  # working days; 0 when the ledger does not say
    asked_on: date | None = None
    answered_on: date | None = None
    fee_noticed_on: date | None = None
    fee_paid_on: date | None = None
    reconsideration: str = ""
    reconsideration_filed_on: date | None = None
    reconsideration_decided_on: date | None = None
    litigation_kind: str = ""
    litigation_result: str = ""
    litigation_filed_on: date | None = None
    litigation_decided_on: date | None = None
    more_remedies: tuple[Contest, ...] = ()
    remark: str = ""
    sheet: str = ""  # the worksheet it stands on, where several are read

    @property
    def place(self) -> tuple[str, int]:
        return self.sheet, self.line


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line, and what to do; `column` is empty when it is the line as a whole."""

    line: int
    column: str
    message: str
    sheet: str = ""

    @property
    def place(self) -> tuple[str, int]:
        return self.sheet, self.line


def understand(
    line: int, cells: Mapping[str, Cell], today: date, *, sheet: str = "", day_0: date = DAY_0
) -> LedgerRow | list[Fault]:
    """The request of one line, or everything that is wrong with it. `cells` are the filled ones, by field."""
    values: dict[str, Any] = {}
    wrong: list[tuple[str, str]] = []
    for field, cell in cells.items():
        column = BY_FIELD[field]
        try:
            value = _value(column, cell, today, day_0)
        except InvalidInput as error:
            wrong.append((field, error.message))
        else:
            if value != "":  # a cell of nothing but blanks is empty
                values[field] = value
    bad = {field for field, _ in wrong}
    wrong += _missing(values, bad) + _disordered(values) + _undecided(values)
    if wrong:
        order = list(BY_FIELD)
        wrong.sort(key=lambda one: order.index(one[0]))
        return [Fault(line, BY_FIELD[field].name, message, sheet) for field, message in wrong]
    if values.get("source") == ORAL:
        values |= {"source": "counter", "oral": True}
    return LedgerRow(line=line, sheet=sheet, **values)


def _value(column: Column, cell: Cell, today: date, day_0: date) -> Any:
    if column.form == DATE:
        day = cell if isinstance(cell, date) else None if _nothing(cell) else day_of(cell, day_0)
        return "" if day is None else _possible(day, today)
    if isinstance(cell, date) and column.field == "number":
        raise InvalidInput(
            f"这一格是日期（{cell}），编号多半被表格软件改成了日期，请把该列设为文本格式后重新填写原编号。"
        )
    text = cell.isoformat() if isinstance(cell, date) else cell
    if column.form == CHOICE:
        return _choice(column.field, INVISIBLE.sub("", text))
    if column.field == "number":
        text = INVISIBLE.sub("", text)
    text = clean_text(text) if column.form == TEXT else clean_line(text)
    if not text or (column.field != "content" and _nothing(text)):
        return ""
    if column.form == DAYS:
        return _days(INVISIBLE.sub("", text))
    if column.form == REMEDIES:
        return tuple(_contest(part, today) for part in re.split("[；;]", text) if part.strip())
    return _words(column, text)


@lru_cache(maxsize=4096)
def _nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return bool(_NO_SIGN.fullmatch(text)) or fold(text) in NOTHING


def _words(column: Column, text: str) -> str:
    if column.form == LINE and column.field == "number":
        if _SCIENTIFIC.fullmatch(text):
            raise InvalidInput(f"“{text}”是被表格软件改成科学计数法的编号，请把该列设为文本格式后重新填写原编号。")
        whole = _WHOLE.fullmatch(text)  # a number that went through a spreadsheet
        text = unprotect(whole[1] if whole else text)  # as a CSV file had it that became a workbook
    if len(text) > column.longest:
        raise InvalidInput(f"最多{column.longest}个字，现有{len(text)}个字，请删减。")
    return text


def _possible(day: date, today: date) -> date:
    if day > today:
        raise InvalidInput(f"{day}晚于今天（{today}），请核对年份和月份。")
    if day < FIRST_DAY:
        raise InvalidInput(f"{day}早于条例开始施行的{FIRST_DAY}，请核对年份。")
    return day


@lru_cache(maxsize=4096)
def _choice(field: str, text: str) -> str:
    column, text = BY_FIELD[field], clean_line(text)
    if not text or _nothing(text) or (field == "outcome" and fold(text) in STILL_OPEN):
        return ""
    code = _ACCEPTED[field].get(fold(text))
    if code is not None:
        return code
    if column.field == "outcome":
        raise InvalidInput(_no_outcome(column, text))
    if column.field == "kind" and fold(text) == "法人或其他组织":
        raise InvalidInput(f"“{text}”还要分细，请填写：{'、'.join(list(column.choices)[1:])}。")
    offered = "、".join(column.choices)
    empty = "" if column.required else "；没有的请留空"
    raise InvalidInput(f"“{shown(text)}”不在可填的范围内，请从以下各项中选一项：{offered}{empty}。")


def _no_outcome(column: Column, text: str) -> str:
    for heading, prefix in HEADINGS.items():
        if fold(text) in {heading, prefix.rstrip("."), prefix + heading}:
            rows = "、".join(f"{code}{label}" for label, code in column.choices.items() if code.startswith(prefix))
            return f"“{text}”是大类，请填写其中具体的一项：{rows}。"
    return (
        f"“{shown(text)}”不是年度报告表三“本年度办理结果”中的一项，请填写最细一级的名称或者编号，"
        "例如“予以公开”或者“3.1”（全部名称见填写说明）；尚未办结的请留空。"
    )


def _days(text: str) -> int:
    whole = _WHOLE.fullmatch(text)
    digits = whole[1] if whole else text.removesuffix("个工作日").removesuffix("天").strip()
    if not re.fullmatch(r"[0-9]{1,3}", digits, re.ASCII) or not 1 <= int(digits) <= LONGEST_EXTENSION:
        raise InvalidInput(
            f"“{shown(text)}”不是1至{LONGEST_EXTENSION}的整数（条例第三十三条），请核对；没有延期的请留空。"
        )
    return int(digits)


def _contest(text: str, today: date) -> Contest:
    """途径 结果 通知日期 结果日期; the last only where there is a result."""
    kind, result, *days = [*text.split(), "", ""][:5]
    codes = CONTESTED.get(kind), RESULTS.get(result)
    told = [_possible(day, today) for one in days if (day := day_of(one))]
    pending = codes[1] == "pending"
    if None in codes or len(text.split()) != len(told) + 2 or len(told) != (1 if pending else 2):
        raise InvalidInput(
            f"“{shown(text.strip())}”无法读取，请写成“复议后起诉 结果维持 2026-07-15 2026-10-20”的样子：途径是"
            f"{'、'.join(CONTESTED)}之一，结果是{'、'.join(RESULTS)}之一，尚未审结的只写通知日期。"
        )
    if told[-1] < told[0]:
        raise InvalidInput(f"结果日期（{told[-1]}）早于通知日期（{told[0]}），请核对这两个日期。")
    return Contest(codes[0] or "", codes[1] or "", told[0], None if pending else told[1])


def contest_text(contests: Iterable[Contest]) -> str:
    """As `_contest` reads them."""
    label = {code: name for names in (CONTESTED, RESULTS) for name, code in names.items()}
    return "；".join(
        " ".join([label[one.kind], label[one.result], *(day.isoformat() for day in one[2:] if day)]) for one in contests
    )


def _missing(values: Mapping[str, Any], bad: set[str]) -> list[tuple[str, str]]:
    """What should have been filled in. A cell that is filled but wrong has been told of already."""
    given = values.keys() | bad
    wrong = [(field, f"{BY_FIELD[field].name}没有填写，请补上。") for field in _ALWAYS if field not in given]
    for field, needed in _NEEDS:
        if field in given and needed not in given:
            there, here = BY_FIELD[field].name, BY_FIELD[needed].name
            wrong.append((needed, f"填写了{there}，却没有填写{here}，请补上，或者清空{there}。"))
    return wrong


def _disordered(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Dates that cannot have followed each other."""
    wrong: dict[str, str] = {}
    for earlier, later in _ORDERS:
        if earlier in values and later in values and values[later] < values[earlier]:
            # The step is told of, not the day the request was closed: one message a cell is enough.
            cell = later if later != "closed_on" or earlier == "received_on" else earlier
            first, second = BY_FIELD[earlier].name, BY_FIELD[later].name
            said = f"{second}（{values[later]}）早于{first}（{values[earlier]}），请核对这两个日期。"
            wrong.setdefault(cell, said)
    return list(wrong.items())


def _undecided(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A day of a result that has not come."""
    return [
        (decided, f"{BY_FIELD[result].name}是“尚未审结”，不应有结果日期，请核对这两栏。")
        for _kind, result, _filed, decided in _REMEDIES
        if values.get(result) == "pending" and decided in values
    ]
