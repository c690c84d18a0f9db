"""The page about the ledger's columns: `python -m requests_app.ledger.guide` writes docs/ledger.md anew."""

from pathlib import Path

from requests_app.ledger.columns import CHOICE, COLUMNS, Column, needed
from requests_app.ledger.files import LONGEST_CELL, MOST_LINES
from requests_app.ledger.sheets import HEADER_WITHIN

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ledger.md"

_OPENING = f"""# 台账的格式

依申请公开台账可以从 XLSX 或者 CSV 文件导入，也可以导出为这两种格式；导出的文件可以原样导入。

- XLSX 读第一张工作表；CSV 用 UTF-8（有无 BOM 均可）或者 GB18030 编码，以逗号、制表符或者分号分隔。
- 表头在前{HEADER_WITHIN}行之内，列的先后不限；标为“必填”“必有此列”的列不能缺少，其余的列可以没有，不认识的列不读取。
- 空行跳过。至多{MOST_LINES}行，每个单元格至多{LONGEST_CELL}个字。
- 各日期不得晚于导入当天，不得早于2008-05-01；补正、延期、征求意见、收费的日期应当在收到日期和办结日期之间，前后相接。
- 以 = + - @ 开头的文字，在 CSV 中前面加一个英文单引号，以免被表格软件当作公式；读取时自动去掉。

| 列名 | 是否必填 | 怎样填写 | 可填的内容 | 举例 |
|---|---|---|---|---|
"""


def page() -> str:
    return _OPENING + "".join(map(_line, COLUMNS))


def _line(column: Column) -> str:
    offered = "<br>".join(
        f"{code} {label}" if column.codes_too else label for label, code in column.choices.items()
    ) if column.form == CHOICE else ""  # fmt: skip
    return f"| {column.name} | {needed(column)} | {column.help} | {offered} | {column.example} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
