"""The columns of the ledger: what each is called, what may stand in it, and what people are told about it.

The law: 条例 A.45 (each organ keeps a ledger), A.29-42 (the steps); the words are those of tables 3 and 4 of the
annual report (国办公开办函〔2021〕30号), because the reports are counted from these columns.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from requests_app.ledger.words import (
    HEADERS,
    KINDS_ALSO,
    LITIGATION_ALSO,
    ORAL,
    OUTCOMES_ALSO,
    RESULTS_ALSO,
    SOURCES_ALSO,
)

DATE, CHOICE, LINE, TEXT, DAYS, REMEDIES = "date", "choice", "line", "text", "days", "remedies"

# The applicants of table 3, and the value of casework's Party.Kind for each.
KINDS = {
    "自然人": "person",
    "商业企业": "enterprise",
    "科研机构": "research",
    "社会公益组织": "welfare",
    "法律服务机构": "legal_service",
    "其他": "other",
}

# The rows of table 3 that count one request each: neither headings nor totals, nor what is carried over.
OUTCOMES = {
    "予以公开": "3.1",
    "部分公开（区分处理的，只计这一情形，不计其他情形）": "3.2",
    "属于国家秘密": "3.3.1",
    "其他法律行政法规禁止公开": "3.3.2",
    "危及“三安全一稳定”": "3.3.3",
    "保护第三方合法权益": "3.3.4",
    "属于三类内部事务信息": "3.3.5",
    "属于四类过程性信息": "3.3.6",
    "属于行政执法案卷": "3.3.7",
    "属于行政查询事项": "3.3.8",
    "本机关不掌握相关政府信息": "3.4.1",
    "没有现成信息需要另行制作": "3.4.2",
    "补正后申请内容仍不明确": "3.4.3",
    "信访举报投诉类申请": "3.5.1",
    "重复申请": "3.5.2",
    "要求提供公开出版物": "3.5.3",
    "无正当理由大量反复申请": "3.5.4",
    "要求行政机关确认或重新出具已获取信息": "3.5.5",
    "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "3.6.1",
    "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "3.6.2",
    "其他": "3.6.3",
}

SOURCES = {
    "网上提交": "online",
    "当面提交": "counter",
    "邮寄": "post",
    "传真": "fax",
    "电子邮件": "email",
    "口头": ORAL,
}
RESULTS = {"结果维持": "upheld", "结果纠正": "corrected", "其他结果": "other", "尚未审结": "pending"}
LITIGATION = {"未经复议直接起诉": "direct", "复议后起诉": "after"}
CONTESTED = {"行政复议": "reconsideration", **{label: f"litigation_{code}" for label, code in LITIGATION.items()}}


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """What is compared of a label: letters and digits, not the width of brackets, the quotes or the blanks."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if char.isalnum() or char == ".").strip(".")


@dataclass(frozen=True)
class Column:
    name: str
    field: str  # of rows.Row
    form: str
    help: str
    example: str
    required: bool = False
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)  # label -> code
    also: Mapping[str, str] = dataclasses.field(default_factory=dict)  # labels that are read but not offered
    codes_too: bool = False  # the code itself may be written, alone or before its label
    longest: int = 200

    def accepted(self) -> dict[str, str]:
        """Every folded way of writing a choice."""
        found = {fold(label): code for label, code in (*self.also.items(), *self.choices.items())}
        if self.codes_too:
            found |= {fold(code + label): code for label, code in self.choices.items()}
            found |= {code: code for code in self.choices.values()}
        return found

    def label(self, code: str) -> str:
        """The label of a code as it is written; an unknown code is a mistake of the programme."""
        for label, known in (*self.choices.items(), *self.also.items()):
            if known == code:
                return label
        raise ValueError(f"{self.name}: no label for {code!r}")


_DATE_HELP = "写成 2026-03-02；也可以写 2026/3/2、2026.3.2、2026年3月2日、20260302，或者使用 Excel 的日期格式。"

COLUMNS = (
    Column("受理编号", "number", LINE, "本机关登记的编号，可以不填。", "2026-001", longest=32),
    Column("收到日期", "received_on", DATE, f"依法确定的收到申请之日（条例第三十一条）。{_DATE_HELP}", "2026-03-02",
           required=True),
    Column("申请人类型", "kind", CHOICE, "按年度报告表三的栏目填写。“公民”按自然人计，“其他组织”按其他计。", "自然人",
           required=True, choices=KINDS, also=KINDS_ALSO),
    Column("申请人", "name", LINE, "姓名或者单位名称，可以不填。", "张三"),
    Column("提交方式", "source", CHOICE, "申请是怎样提交的，可以不填。", "邮寄", choices=SOURCES, also=SOURCES_ALSO),
    Column("申请内容", "content", TEXT, "所需政府信息的内容描述，不超过5000字，可以换行。",
           "2025年度城区道路维修工程的中标通知书", required=True, longest=5000),
    Column("补正告知日期", "correction_asked_on", DATE, "发出补正告知书的日期（条例第三十条）。没有补正的留空。",
           "2026-03-05"),
    Column("补正收到日期", "corrected_on", DATE, "收到申请人补正材料的日期。填写本栏的，应当同时填写补正告知日期。",
           "2026-03-12"),
    Column("延期告知日期", "extended_on", DATE, "告知申请人延长答复期限的日期（条例第三十三条）。没有延期的留空。",
           "2026-03-26"),
    Column("延长工作日", "extended_by", DAYS, "延长的工作日数，1至20的整数。填写本栏的，应当同时填写延期告知日期。",
           "20"),
    Column("征求意见发出日期", "asked_on", DATE, "书面征求第三方或者其他机关意见的，填写发出的日期。",
           "2026-03-16"),
    Column("征求意见收回日期", "answered_on", DATE, "收到书面意见的日期；逾期未答复的，填写答复期限届满之日。",
           "2026-03-20"),
    Column("收费通知日期", "fee_noticed_on", DATE, "发出信息处理费收费通知的日期（条例第四十二条）。", "2026-03-23"),
    Column("缴费日期", "fee_paid_on", DATE, "申请人缴纳信息处理费的日期。填写本栏的，应当同时填写收费通知日期。",
           "2026-03-25"),
    Column("办理结果", "outcome", CHOICE,
           "年度报告表三“本年度办理结果”中最细一级的名称或者编号。“部分公开”“逾期不补正”“逾期未缴费”可以简写。"
           "尚未办结的留空。", "予以公开（或者3.1）",
           required=True, choices=OUTCOMES, also=OUTCOMES_ALSO, codes_too=True),
    Column("办结日期", "closed_on", DATE,
           "答复或者以其他方式办结的日期。尚未办结的留空；与办理结果同时填写或者同时留空。",
           "2026-04-10", required=True),
    Column("行政复议结果", "reconsideration", CHOICE, "申请行政复议的，填写结果；没有复议的留空。", "结果维持",
           choices=RESULTS, also=RESULTS_ALSO),
    Column("行政复议通知日期", "reconsideration_filed_on", DATE, "收到行政复议通知的日期；不填的，按办结日期计。",
           "2026-05-06"),
    Column("行政复议结果日期", "reconsideration_decided_on", DATE,
           "收到行政复议决定的日期，决定计入哪一年的年度报告；不填的，按办结日期计，尚未审结的留空。", "2026-07-01"),
    Column("行政诉讼类型", "litigation_kind", CHOICE, "提起行政诉讼的，填写类型；与行政诉讼结果同时填写或者同时留空。",
           "复议后起诉", choices=LITIGATION, also=LITIGATION_ALSO),
    Column("行政诉讼结果", "litigation_result", CHOICE, "提起行政诉讼的，填写结果。", "尚未审结", choices=RESULTS, also=RESULTS_ALSO),
    Column("行政诉讼通知日期", "litigation_filed_on", DATE, "收到应诉通知的日期；不填的，按办结日期计。", "2026-07-15"),
    Column("行政诉讼结果日期", "litigation_decided_on", DATE,
           "收到判决、裁定的日期，决定计入哪一年的年度报告；不填的，按办结日期计，尚未审结的留空。", "2026-10-20"),
    Column("其他复议、诉讼", "more_remedies", REMEDIES,
           "同一申请有几次复议、诉讼的，第一次填在前面各栏，其余的写在本栏：途径、结果、通知日期、结果日期，用空格隔开；"
           "几次之间用分号隔开。", "复议后起诉 结果维持 2026-07-15 2026-10-20；行政复议 尚未审结 2026-11-02", longest=2000),
    Column("备注", "remark", TEXT, "其他需要说明的情况，不超过2000字。", "与2026-000号一并答复", longest=2000),
)  # fmt: skip

BY_NAME = {column.name: column for column in COLUMNS}
BY_FIELD = {column.field: column for column in COLUMNS}
REQUIRED = tuple(column for column in COLUMNS if column.required)
# While a request is open these are empty: the column must be there, its cells need not be filled.
EMPTY_WHILE_OPEN = frozenset({"outcome", "closed_on"})

_BRACKETED = re.compile(r"[(（\[【].*?[)）\]】]")
_TIME = re.compile("时间$")


def named(heading: str) -> str:
    """What is compared of a column's head: without what stands in brackets, and 时间 for 日期."""
    plain = _TIME.sub("日期", fold(_BRACKETED.sub("", heading)))
    return plain.removeprefix("必填").removesuffix("必填") or fold(heading)


_BY_HEADER = {fold(column.name): column.field for column in COLUMNS}
_ALSO_HEADED = {named(head): field for field, heads in HEADERS.items() for head in heads} | {
    named(column.name): column.field for column in COLUMNS
}


def match_columns(header: Sequence[str], by_hand: Mapping[str, str]) -> tuple[list[str | None], dict[str, list[str]]]:
    """The field of every column of a header, None for what is not read; and fields that several columns could be.

    What was settled by hand (folded head -> field, empty for not to be read) goes first, then the template's own names,
    then other words for them. Where several columns could be the same field, none is taken.
    """
    found: list[str | None] = [None] * len(header)
    settled = {place for place, head in enumerate(header) if not fold(head)}
    taken: set[str] = set()

    def take(place: int, field: str) -> None:
        settled.add(place)
        if field and field not in taken:
            found[place] = field
            taken.add(field)

    for known in (by_hand, _BY_HEADER):
        for place, head in enumerate(header):
            if place not in settled and fold(head) in known:
                take(place, known[fold(head)])
    likely: dict[str, list[int]] = {}
    for place, head in enumerate(header):
        field = _ALSO_HEADED.get(named(head))
        if place not in settled and field and field not in taken:
            likely.setdefault(field, []).append(place)
    for field, places in likely.items():
        if len(places) == 1:
            take(places[0], field)
    doubtful = {field: [header[place] for place in places] for field, places in likely.items() if len(places) > 1}
    return found, doubtful


def needed(column: Column) -> str:
    """Whether people must fill the column in, in their words."""
    if column.field in EMPTY_WHILE_OPEN:
        return "必有此列，办结后必填"
    return "必填" if column.required else "选填"
