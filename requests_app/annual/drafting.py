"""Starting texts of the chapters, from the year's figures; a person edits them. They say nothing that was not counted."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from interaction.organs.models import Organ
from requests_app.annual.counting import requests_of
from requests_app.annual.report import Report
from requests_app.annual.table3 import CARRIED_IN, CARRIED_OUT, HANDLED, NEW, OUTCOMES, TOTAL
from requests_app.annual.table4 import REMEDIES
from requests_app.models import Fee

# What the figures cannot know. A report is not handed in while it is there.
TO_FILL_IN = "【请补充"
_GROUPS = (
    ("予以公开", "3.1"), ("部分公开", "3.2"), ("不予公开", "3.3."), ("无法提供", "3.4."), ("不予处理", "3.5."),
    ("其他处理", "3.6."),
)  # fmt: skip


@dataclass(frozen=True)
class Charged:
    """Fee notices of a year (国办函〔2020〕109号 wants them in the report): how many, for how much, how much was paid."""

    notices: int = 0
    yuan: int = 0
    paid: int = 0


def charged(organ: Organ, year: int) -> Charged:
    fees = Fee.objects.filter(case__in=requests_of(organ).values("pk"))
    sent = fees.filter(noticed_on__year=year).aggregate(n=Count("pk"), yuan=Sum("yuan"))
    paid = fees.filter(paid_on__year=year).aggregate(yuan=Sum("yuan"))
    return Charged(sent["n"], sent["yuan"] or 0, paid["yuan"] or 0)


def starting_text(chapter: str, report: Report, last_year: Report | None, fees: Charged) -> str:
    return {
        "overview": lambda: _overview(report, last_year),
        "proactive": lambda: _proactive(report),
        "requests": lambda: _requests(report, last_year),
        "remedies": lambda: _remedies(report),
        "problems": lambda: _problems(report),
        "other": lambda: _other(report, fees),
    }[chapter]()


def _overview(report: Report, last_year: Report | None) -> str:
    table = report.table3
    new, carried = table.cell(NEW, TOTAL), table.cell(CARRIED_IN, TOTAL)
    return (
        f"{report.year}年，{report.organ}依照《中华人民共和国政府信息公开条例》开展政府信息公开工作。"
        f"全年新收政府信息公开申请{new}件{_compared(new, last_year)}，上年结转{carried}件；"
        f"办结{table.cell(HANDLED, TOTAL)}件，结转下年度继续办理{table.cell(CARRIED_OUT, TOTAL)}件。"
        f"因政府信息公开被申请行政复议{report.table4.reconsideration.total}件，"
        f"被提起行政诉讼{_lawsuits(report)}件。\n"
        f"{TO_FILL_IN}：主动公开、政府信息管理、平台建设、监督保障的情况】" + _held_to_account(report)
    )


def _held_to_account(report: Report) -> str:
    """What A.50(4) has governments tell beside it; none of it is counted here."""
    if not report.of_government:
        return ""
    return (
        f"\n工作考核情况：{TO_FILL_IN}：对所属部门和下级政府考核的结果】社会评议情况：{TO_FILL_IN}：怎样评议、结果如何】"
        f"责任追究情况：{TO_FILL_IN}：追究了几人次，没有的写明没有】"
    )


def _compared(new: int, last_year: Report | None) -> str:
    if last_year is None:
        return ""
    change = new - last_year.table3.cell(NEW, TOTAL)
    if change == 0:
        return "，与上年持平"
    return f"，比上年{'增加' if change > 0 else '减少'}{abs(change)}件"


def _proactive(report: Report) -> str:
    cell = report.table2.cell
    return (
        f"本年制发规章{cell('regulations', 'issued')}件、行政规范性文件{cell('normative', 'issued')}件，"
        f"废止规章{cell('regulations', 'repealed')}件、行政规范性文件{cell('normative', 'repealed')}件，"
        f"现行有效规章{cell('regulations', 'in_force')}件、行政规范性文件{cell('normative', 'in_force')}件。"
        f"作出行政许可决定{cell('licences', 'decisions')}件、行政处罚决定{cell('penalties', 'decisions')}件、"
        f"行政强制决定{cell('coercion', 'decisions')}件。收取行政事业性收费{cell('fees', 'amount_wan')}万元。"
    )


def _requests(report: Report, last_year: Report | None) -> str:
    table = report.table3
    new, handled = table.cell(NEW, TOTAL), table.cell(HANDLED, TOTAL)
    people = table.cell(NEW, "natural_person")
    text = (
        f"本年新收政府信息公开申请{new}件{_compared(new, last_year)}，其中自然人申请{people}件，"
        f"法人或者其他组织申请{new - people}件；上年结转{table.cell(CARRIED_IN, TOTAL)}件。"
        f"本年办结{handled}件"
    )
    counted = [
        (label, sum(table.cell(row, TOTAL) for row in OUTCOMES if row.startswith(code))) for label, code in _GROUPS
    ]
    said = "，".join(f"{label}{n}件（占{n / handled:.1%}）" for label, n in counted if n)
    return text + (f"：{said}" if said else "") + f"；结转下年度继续办理{table.cell(CARRIED_OUT, TOTAL)}件。"


def _remedies(report: Report) -> str:
    parts = []
    for remedy in REMEDIES:
        results = getattr(report.table4, remedy.code)
        label = f"{remedy.group}（{remedy.label}）" if remedy.group else remedy.label
        parts.append(
            f"{label}{results.total}件" + (
                f"，其中结果维持{results.upheld}件、结果纠正{results.corrected}件、其他结果{results.other}件、"
                f"尚未审结{results.pending}件" if results.total else ""
            )
        )  # fmt: skip
    return "本年因政府信息公开引起的" + "；".join(parts) + "。"


def _problems(report: Report) -> str:
    corrected = sum(getattr(report.table4, remedy.code).corrected for remedy in REMEDIES)
    unclear = report.table3.cell("3.4.3", TOTAL) + report.table3.cell("3.6.1", TOTAL)
    found = []
    if corrected:
        found.append(f"本年有{corrected}件答复经行政复议、行政诉讼被纠正，答复的规范性有待提高。")
    if unclear:
        found.append(f"本年有{unclear}件申请因内容不明确、未补正而没有实体答复，对申请人的指导有待加强。")
    return "".join(found) + f"{TO_FILL_IN}：存在的主要问题和改进情况】"


def _other(report: Report, fees: Charged) -> str:
    return (
        f"本年发出政府信息公开信息处理费收费通知{fees.notices}件，总金额{fees.yuan}元，实际收取{fees.paid}元。"
        "没有其他需要报告的事项。"
    )


def _lawsuits(report: Report) -> int:
    return report.table4.litigation_direct.total + report.table4.litigation_after.total
