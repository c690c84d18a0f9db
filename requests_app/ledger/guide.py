"""The page about the ledger's columns: `python -m requests_app.ledger.guide` writes docs/ledger.md anew."""

from pathlib import Path

from requests_app.ledger.columns import CHOICE, COLUMNS, Column, needed
from requests_app.ledger.files import LONGEST_CELL, MOST_LINES
from requests_app.ledger.sheets import HEADER_WITHIN

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ledger.md"

_OPENING = f"""# 台账的格式

依申请公开台账可以从 XLSX、XLS、ET、ODS 或者 CSV 文件导入，也可以导出为 XLSX 或者 CSV；导出的文件可以原样导入。

- 工作簿里看得见、表头完整的工作表都读取，隐藏的不读；页面上写明读了哪些、没有读哪些和原因，可以另行勾选。同一件申请结转到下一年的
  工作表的（编号、收到日期相同），只计一件。
- CSV 用 UTF-8（有无 BOM 均可）或者 GBK、GB18030 编码，以逗号、制表符或者分号分隔。
- 表头在前{HEADER_WITHIN}行之内，列的先后不限；标为“必填”“必有此列”的列不能缺少，其余的列可以没有。列名可以用常见的其他说法（“收到时间”
  “答复时间”“答复结果”等），括号里的话不看；认不出的，导入时由经办人对应一次，本单位以后的台账都按这样读取，没有对应的列不读取。
- 纵向合并的单元格，内容属于合并的每一行。“无”、“/”、“-”等表示没有，与留空相同（申请内容除外）。
- 日期还可以写 2026年3月5号、24/5/6（两位数的年份在前）；表格软件显示成 46083 这样的序号的，也能读取。
- 可填的内容可以用常见的其他说法：个人、企业，信函、网络、当面，公开、信息不存在、撤回，在办等。“不公开”要写明是哪一项。
- 空行跳过。至多{MOST_LINES}行，每个单元格至多{LONGEST_CELL}个字。
- 各日期不得晚于导入当天，不得早于2008-05-01；补正、延期、征求意见、收费的日期应当在收到日期和办结日期之间，前后相接。
- 表格软件会改掉的文字（以 = + - @ 开头的，00123、3-1、1E5 和12位以上的编号等），在 CSV 中前面加一个英文单引号；读取时自动去掉。
- 有错误的行列出原因，可以下载这些行，改好再导入；其余的行可以先导入。
- 已经导入过的行不会重复。受理编号（同一年度）相同而内容不同的，逐栏列出改动，确认后更正，留下记录；没有编号、与已有的件相近的，由
  经办人指明是不是同一件。导入以后已经在系统中办理的件，以系统为准。单件的更正在办件页面“更正台账登记”。

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
