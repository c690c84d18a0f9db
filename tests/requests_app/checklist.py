"""What the law demands of every letter, written from its articles; `lacking` compares the text of a real PDF with it.

Regulation: 政府信息公开条例 (2019). Petitions: 信访工作条例 (2022). Contesting: 行政复议法 (2023) A.20, 22, 23 and 行政诉讼法 A.46.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from interaction.organs.models import Organ

REGULATION, PETITIONS, FEES = "政府信息公开条例》", "信访工作条例》", "国办函〔2020〕109号"
DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
# What was asked, when it came, under which number: the facts that a letter to its applicant begins with.
FACTS = (rf"于{DAY}收到您", r"登记编号：YSQ-", "补助资金分配表")
LAST_DAY = re.compile(rf"{DAY}前(?!（含当日）)")
# Short name of the organ, series, year in hexagonal brackets, serial without leading zeros (GB/T 9704).
NUMBER, NEW_ACT = r"[一-龥]+{series}〔{year}〕[1-9]\d*号", date(2024, 1, 1)


@dataclass(frozen=True)
class Demand:
    """One kind of letter: its series of numbers, the articles it rests on, and what has to stand in it, as regular
    expressions."""

    series: str
    law: str
    says: tuple[str, ...]
    # It decides, so it tells how it is contested; what decides nothing yet must not (the limit would be told wrongly).
    contested: bool = False
    # A letter of a disclosure office says how one reaches it (条例 A.4, A.12, A.30).
    office: bool = True
    # Whom it is written to gets to read it: the applicant, or somebody who is not to know the applicant.
    to_party: bool = True


LETTERS = {
    "registration_receipt": Demand("公开登", "条例 A.31, 33, 45", (
        "登记编号：YSQ-", "补助资金分配表", "提交方式：", rf"收到日期：{DAY}", "答复期限：2025年3月31日前（含当日）", "第三十三条", "查询码",
    )),
    "correction_notice": Demand("公开补", "条例 A.30", (
        *FACTS, f"{REGULATION}第三十条", "不够明确", "请写明年度。", "请写明项目。",
        "于2025年3月25日前（含当日）将", "网上提交", "当面、邮寄提交给",
        "给予指导", "自收到补正的申请之日起计算答复期限", "无正当理由逾期不补正的，视为放弃申请", "不再处理该政府信息公开申请",
    )),
    "abandoned_notice": Demand("公开终", "条例 A.30", (
        *FACTS, "告知您于2025年3月25日前（含当日）补正", "您未在该期限内补正", f"{REGULATION}第三十条", "视为您放弃申请", "不再处理",
    ), contested=True),
    "extension_notice": Demand("公开延", "条例 A.33(2)", (
        *FACTS, "因档案分散在三个股室", f"{REGULATION}第三十三条第二款", "政府信息公开工作机构负责人同意", "延长答复期限20个工作日",
        "于2025年4月28日前（含当日）作出答复", "所需时间不计算在内",
    )),
    "extension_notice while others are asked": Demand("公开延", "条例 A.33(2), (3)", (
        *FACTS, "因档案分散在三个股室", f"{REGULATION}第三十三条第二款", "政府信息公开工作机构负责人同意", "延长答复期限20个工作日",
        "正在依法征求意见，所需时间不计算在期限内",
    )),
    "third_party_letter": Demand("公开征", "条例 A.32", (
        "登记编号：YSQ-", "中标单位报价明细。", f"{REGULATION}第三十二条", "自收到本意见书之日起15个工作日内", "书面提出",
        "不同意公开的，请说明理由", "逾期未提出意见的，由本机关依照该条例的规定决定", "可能对公共利益造成重大影响的，可以决定予以公开",
        "书面告知您", "意见回执", "签名（盖章）",
    ), to_party=False),
    "other_organ_letter": Demand("公开征", "条例 A.34", (
        "登记编号：YSQ-", "共同制作", "安置方案。", f"{REGULATION}第三十四条", "自收到本函之日起15个工作日内",
        "逾期未提出意见的视为同意公开", "意见回执",
    ), to_party=False),
    "consulting_notice": Demand("公开知", "条例 A.32, 33(3)", (
        *FACTS, "涉及第三方合法权益", f"{REGULATION}第三十二条", "第三十三条第三款", "不计算在答复期限内",
    )),
    "consulting_notice on other organs": Demand("公开知", "条例 A.33(3), 34", (
        *FACTS, "共同制作", f"{REGULATION}第三十四条", "第三十三条第三款", "不计算在答复期限内",
    )),
    "assistance_letter": Demand("公开协", "条例 A.33: the limit that help has to keep", (
        "登记编号：YSQ-", "请检索验收文件。", "应当2025年3月31日前（含当日）答复申请人", "写明检索的范围和结果", "依据的条款和理由",
    ), to_party=False),
    "third_party_notice": Demand("公开第", "条例 A.15, 32", (
        rf"于{DAY}就一件政府信息公开申请征求您（贵单位）的意见", "不同意公开", "决定予以公开，理由是：关系公共资金使用。",
        f"{REGULATION}第十五条、第三十二条", "决定公开的内容是：中标单位报价明细。",
    ), contested=True, to_party=False),
    "reasons_notice": Demand("公开理", "条例 A.35", (
        *FACTS, "您本月申请公开信息12件。", f"{REGULATION}第三十五条", "您于2025年3月14日前（含当日）书面说明理由",
        "理由不合理的，告知您不予处理",
        "确定延迟答复的合理期限",
    )),
    "delay_notice": Demand("公开延", "条例 A.35", (
        *FACTS, "理由本机关认为合理", "档案较多", f"{REGULATION}第三十三条", "第三十五条", "延迟至2025年5月30日（含当日）",
    )),
    "fee_notice": Demand("公开费", "条例 A.42; 109号", (
        *FACTS, f"{REGULATION}第四十二条", FEES, "按量计收", "计110页", "第31至100页每页10元，计700元",
        "第101至110页每页20元，计200元",
        "应缴金额：900元",
        "自收到本通知次日起20个工作日内（2025年3月31日前（含当日））缴纳", "缴款方式：", "自您完成缴费次日起重新计算答复期限",
        "逾期未缴纳的，视为放弃申请", "可以在对不再处理决定申请行政复议或者提起行政诉讼时一并提出",
    )),
    "unpaid_notice": Demand("公开终", "109号", (
        *FACTS, rf"于{DAY}发出收费通知", "未在2025年3月31日前（含当日）缴纳信息处理费900元", FEES, "视为您放弃申请", "不再处理",
    ), contested=True),
    # The article and the operative words of each decision: tests.requests_app.test_decisions.SAID.
    "reply": Demand("公开告", "条例 A.36-39, 41", (*FACTS[:2], "资金分配表"), contested=True),
    "petition_opinion": Demand("信访意", "信访工作条例 A.31(6), 32, 35", (
        rf"您于{DAY}提出的信访事项（编号：", f"{PETITIONS}第三十一条第六项、第三十二条", "信访人的诉求：请求补发拆迁补助",
        "查明的事实和理由：经查，两次发放共计三万元。", "处理意见：补助已经足额发放，对补发的诉求不予支持。", "政策依据：《补偿办法》第五条。",
        "自收到本意见书之日起三十日内书面请求[^，。]+复查", f"{PETITIONS}第三十五条",
    ), office=False),
    "petition_decide_review": Demand("信访复", "信访工作条例 A.35, 36", (
        rf"您于{DAY}就信访事项（编号：", f"{PETITIONS}第三十五条", r"对[一-龥]+信访意〔\d{4}〕\d+号进行了复查", "查明发放两次，依据充分。",
        "结论：维持。", "自收到本意见书之日起三十日内书面请求[^，。]+复核", f"{PETITIONS}第三十六条",
    ), office=False),
    "petition_decide_reexamination": Demand("信访核", "信访工作条例 A.36(3)", (
        rf"您于{DAY}就信访事项（编号：", f"{PETITIONS}第三十六条", r"对[一-龥]+信访复〔\d{4}〕\d+号进行了复核", "结论：维持。",
        "仍然以同一事实和理由提出投诉请求的，不再受理",
    ), office=False),
    "supervision_order": Demand("督", "条例 A.47: 督促整改; it is answered within a limit", (
        "由你单位承办", rf"答复期限为{DAY}（含当日）|已经答复", "请在三日内联系来信人。", rf"于{DAY}前（含当日）书面反馈",
        "逾期不反馈的，予以通报",
    ), office=False, to_party=False),
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A letter that was made: its words, and what stands about it in the register."""

    kind: str
    text: str
    number: str
    organ: Organ
    addressee: str
    dated: date
    downloadable: bool


def lacking(letter: Written, demand: Demand) -> list[str]:
    """Return what a letter says otherwise than the law demands; nothing where it is right."""
    organ, day = letter.organ, f"{letter.dated.year}年{letter.dated.month}月{letter.dated.day}日"
    wanted = [
        *map(re.escape, _frame(letter, day)),
        *demand.says,
        *(_contesting(organ, letter.dated) if demand.contested else ()),
    ]
    if demand.office:
        wanted += [f"地址：{re.escape(_tight(organ.address))}", f"电话：{re.escape(organ.phone)}"]
    missing = [f"misses {one}" for one in wanted if not re.search(one, letter.text)]
    missing += [f"leaves open whether the day counts: {one}" for one in LAST_DAY.findall(letter.text)]
    if not demand.contested and "六十日内" in letter.text:
        missing.append("tells how it is contested, and decides nothing")
    if letter.downloadable and not demand.to_party:
        missing.append("can be read by the applicant, to whom it was not written")
    if not re.fullmatch(NUMBER.format(series=demand.series, year=letter.dated.year), letter.number):
        missing.append(f"has no number of its series: {letter.number}")
    return missing


def _frame(letter: Written, day: str) -> Iterable[str]:
    """Head, number, addressee; at the end organ and day of issue, then the mark that proves it."""
    return letter.organ.name, letter.number, f"{letter.addressee}：", f"{letter.organ.name}{day}", "核验码"


def _contesting(organ: Organ, dated: date) -> Iterable[str]:
    """行政复议法 A.20, 22(2), 23; 行政诉讼法 A.46: before whom, within what, which court; since 2024 where on line."""
    yield "六十日内(先)?向" + "或者".join(organ.reconsidered_by) + "申请行政复议"
    yield "六个月内直接向|十五日内向"
    yield re.escape(organ.court)
    if dated >= NEW_ACT:
        yield re.escape(organ.reconsideration_channel)


def _tight(text: str) -> str:
    return "".join(text.split())


# What is printed beside the letters: the law it rests on, and what has to stand on it.
SHEETS = {
    "receipt of a disclosure": ("条例 A.31, 45", (
        "回执", "编号", "YSQ-", "查询码", "提交人李", "补助资金分配表", r"提交日期2025-03-03", r"收到日期2025-03-03", "提交方式", "答复期限",
    )),
    "receipt of a letter": ("信访工作条例 A.22, 23: registered, and told how it is handled", (
        "回执", "查询码", "提交人李", "补发拆迁补助", r"提交日期2025-03-03", r"收到日期2025-03-03", "接下来",
    )),
    "receipt of a order": ("国办发〔2020〕53号: registered, and can be asked after", (
        "回执", "查询码", "提交日期2025-03-03", "接下来",
    )),
    "delivery_slip": ("行政诉讼法 A.101 with 民事诉讼法 on 送达: proof of what was served", (
        "送达回证", "送达文书", r"[一-龥]+〔2025〕\d+号", "受送达人李明", "送达方式", "送达地点", "送达日期", "受送达人签名", "代收人签名",
        "拒收事由", "见证人签名", "送达人签名",
    )),
    "examination_sheet": ("条例 A.17", (
        "审查呈批单", "登记编号YSQ-", "申请公开的内容", "拟作出的决定", "随答复提供的文件", "征求意见情况第三方：某建材公司", "承办人",
        "保密审查", "第三方权益", "安全和稳定", "审查意见", "审查人", r"签发人.*2025年3月3日", "第十七条",
    )),
}  # fmt: skip
