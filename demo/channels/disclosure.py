"""What invented applicants and clerks write, for the demo county and the tests. No real person is meant."""

from datetime import timedelta
from functools import partial
from random import Random

from demo.channels.handlers import sample_handler
from demo.channels.materials import sample_taken_back
from demo.channels.publicity import sample_correction
from demo.county.names import CITY, COUNTY, GOVERNMENT, NAMED
from demo.people import person, resident_id
from interaction.casework.models import Case
from interaction.organs.models import Organ, Role
from interaction.replies.deliveries import unproven
from interaction.workdays.current import calendar
from interaction.workdays.now import today
from requests_app.conditions import standing_remedies
from requests_app.decisions import BY_CODE
from requests_app.models import DisclosureRequest

# (organ code, title, what is wanted)
SUBJECTS = (
    ("LL-CZJ", "2025年度县级衔接推进乡村振兴补助资金分配表", "2025年度县级衔接推进乡村振兴补助资金分配表及项目清单"),
    ("LL-ZJJ", "老旧小区改造计划及进度", "2025年至2026年列入改造计划的老旧小区名单、改造内容和完成时间"),
    ("LL-ZRJ", "地块征收补偿安置方案", "县城南片区地块征收补偿安置方案及批复文件"),
    ("LL-JTJ", "普惠性幼儿园认定结果及补助标准", "2026年春季普惠性民办幼儿园认定结果、生均补助标准"),
    ("LL-RSJ", "公益性岗位招聘结果", "2025年下半年城镇公益性岗位招聘计划和录用结果"),
    ("LL-WJJ", "乡镇卫生院医疗设备采购合同", "2025年乡镇卫生院医疗设备采购的中标通知书和合同文本"),
    ("LL-JTY", "农村公路养护资金使用情况", "2025年农村公路日常养护资金拨付明细"),
    ("LL-SLJ", "农村饮水安全工程水质检测结果", "2026年上半年农村集中供水水质检测报告"),
    ("LL-MZJ", "城乡低保标准调整文件", "最近一次调整城乡居民最低生活保障标准的文件"),
    ("LL-NYJ", "高标准农田建设项目验收资料", "2024年度高标准农田建设项目竣工验收意见"),
    ("LL", "县政府常务会议纪要", "关于城区停车场建设的县政府常务会议议定事项"),
)  # fmt: skip
FIRMS = (f"{COUNTY}某建筑工程有限公司", f"{COUNTY}某农产品贸易有限公司", f"{CITY}某信息咨询有限公司")
USUAL_DECISIONS = ("disclosed", "disclosed", "disclosed", "already_public", "already_public", "partly", "not_held", "not_ours",
                   "process", "third_party")  # fmt: skip


def sample(action: str, case: Case, random: Random) -> dict[str, object]:
    """What the form of an action is given."""
    if action == "submit":
        return _application(random)
    if action in ("enter_received", "enter_arrived"):
        return _entered(action, random)
    if action == "correct_publication":
        return sample_correction(case)
    if action == "take_back_material":
        return sample_taken_back(case)
    assert isinstance(case, DisclosureRequest)
    answers = {**_until_the_decision(case, random), **_since_the_decision(case, random)}
    # What has to be looked up is looked up for the one action alone.
    return {name: value() if callable(value) else value for name, value in answers.get(action, {}).items()}


def _until_the_decision(case: DisclosureRequest, random: Random) -> dict[str, dict[str, object]]:
    """From the registration to the draft, with what is asked of others and of the applicant meanwhile."""
    return {
        "register": {"received_on": partial(_came_on, case)},
        "request_correction": {
            "missing": "请明确所需信息的年度和具体项目名称。", "answer_by": calendar().add(today(), 16),
            "late_because": "承办单位核对后才发现申请内容不明确。",
        },
        "supply_correction": {
            "arrived_on": today(), "correction": "补正如下：所需信息为2025年度全部项目。", "late_reason": "因外出务工，收到告知书较晚。",
        },
        "suggest_proactive": {"suggestion": "涉及公众利益，建议公开。"},
        "record_proactive": _published(random), "prove_delivery": {"delivery": partial(_unproven, case), "on": today(), "proof": "挂号XA12345678937"},
        "dispatch": {"organ": partial(_responsible, case), "note": "请按期提出答复意见。"},
        "return_to_intake": {"grounds": "该信息由其他单位制作并保存。"},
        "hand_over": {"handler": partial(sample_handler, case)},
        "ask_extension": {"reason": "信息量大，需要逐项核对"},
        "refuse_extension": {"reason": "信息已经整理完毕，应当按期答复"},
        "extend": {"reason": "申请内容涉及多个年度的档案，检索量大", "workdays": random.randint(5, 20)},
        "draft_reply": _draft(case, random),
        "resume": {"reason": "申请人因病住院，提供了住院证明。", "answer_by": today() + timedelta(days=20)},
        **_consultations(case, random),
        "ask_reasons": {"found": "您在本月内就同一事项申请公开信息12件。", "answer_by": today() + timedelta(days=10)},
        "give_reasons": {"arrived_on": today(), "reasons": "用于核对多个年度的补助资金发放情况。"},
        "fix_delay": {"until": (case.due_on or today()) + timedelta(days=30), "reason": "涉及档案数量大，需要逐件核对"},
        "notice_fee": {
            "tariff": "page", "count": random.randint(31, 260), "how_to_pay": "收款单位：青禾县财政局非税收入专户，到任一银行网点凭登记编号缴纳。",
        },
        "record_payment": {"paid_on": today(), "voucher": f"非税{random.randint(1000, 9999)}"},
    }  # fmt: skip


def _since_the_decision(case: DisclosureRequest, random: Random) -> dict[str, dict[str, object]]:
    """Review, signature and delivery, what is contested, what is published; and what can be done at any time."""
    return {
        "recall_reply": {"remarks": "答复书引用条款有误，作废重新办理。"},
        **_remedies(case, random),
        "remind": {"words": ""}, "order_supervision": {"demand": "请说明办理进度，在法定期限内答复。"},
        "answer_supervision": {"order": partial(_pending_order, case), "answer": "正在汇总，按期答复。"}, "pass_on": {"remarks": ""},
        "approve": {
            "secrets": "none", "others": "none", "safety": "none", "remarks": "",
            "basis": "逐项核对了拟公开的内容，不属于条例第十四条至第十六条规定的情形，可以公开。",
        },
        "send_back": {"remarks": "请补充检索过程。"},
        "decline_to_sign": {"remarks": "请核对依据条款。"},
        "deliver_reply": {"method": "portal", "on": today(), "proof": ""},
        "deliver_again": {"method": "in_person", "on": today(), "proof": "本人签收"},
        "publish_reply": {
            "title": case.title, "content": case.wanted, "reply": "经审查，现将有关信息予以公开。", "checked": "on",
        },
        "withdraw_publication": {"reason": "公开后第三方提出异议，经核实予以撤下。"},
        "pin_reply": {"question": ""},
        "withhold_reply": {"reason": "涉及申请人个人事项，不宜公开。"},
        "add_material": {"material": "补充说明：电子版即可。"},
        "withdraw": {"reason": "已通过其他途径获取。"},
    }  # fmt: skip


def _consultations(case: DisclosureRequest, random: Random) -> dict[str, dict[str, object]]:
    """What others are asked, and what comes of it (条例 A.32, A.34)."""
    return {
        "consult_third_party": {
            "name": f"{COUNTY}某建材有限公司", "contact": "0539-5210000", "what": "中标单位的报价明细和联系人信息。",
        },
        "ask_assist": {
            "organs": partial(_helper, case, random), "note": "请检索你单位保存的同一事项文件，并提出能否公开的意见。",
        },
        "give_part": {"part": "已检索本单位档案，查到文件两份，均可以公开。"},
        "go_on_without": {"organ": partial(_awaited, case), "reason": "所需文件已经另行查到。"},
        "consult_organ": {"name": NAMED["LL-ZRJ"].name, "what": "双方共同制作的地块征收补偿安置方案。"},
        "record_opinion": _opinion(case, random), "record_silence": {"consultation": partial(_asked, case, overdue=True)},
    }  # fmt: skip


def _remedies(case: DisclosureRequest, random: Random) -> dict[str, dict[str, object]]:
    """What reconsideration and litigation bring (条例 A.51)."""
    results = ("upheld", "corrected", "other")
    return {
        "record_remedy": {
            "kind": random.choice(("reconsideration", "litigation_direct", "litigation_after")),
            "filed_on": today(), "body": f"{GOVERNMENT}行政复议机构",
            "remark": "法院已经受理，本机关在答辩中提出应当先申请行政复议。",
        },
        "record_remedy_result": {
            "remedy": partial(_pending_remedy, case), "result": random.choice(results), "decided_on": today(),
        },
        "correct_remedy_result": {
            "remedy": partial(_remedy, case, decided=True), "result": random.choice(results), "decided_on": today(),
            "reason": "收到的是更正裁定。",
        },
        "take_back_remedy": {"remedy": partial(_remedy, case), "reason": "登记了两次。"},
        "answer_anew": {
            "remedy": partial(_pending_remedy, case),
            "decided_on": today(), "workdays": 15, "demand": "撤销原答复，责令重新作出答复。",
        },
    }  # fmt: skip


def _application(random: Random) -> dict[str, object]:
    code, title, wanted = random.choice(SUBJECTS)
    enterprise = random.random() < 0.1
    own_record = random.random() < 0.04
    return {
        "matter": "own_record" if own_record else "information",
        "addressed_to": Organ.objects.get(code=code).pk, "title": title, "wanted": wanted,
        "manner": random.choice(("paper", "electronic")), "way": "portal",
        "party_kind": "enterprise" if enterprise else "person", "id_kind": "resident_id", "address": f"{COUNTY}某街道某社区",
        "id_number": resident_id(random), "contact": "李经办" if enterprise else "", "postcode": "277700",
        "public_wish": "on" if random.random() < 0.7 else "", **person(random),
        **({"name": random.choice(FIRMS)} if enterprise else {}),
    }  # fmt: skip


def _entered(action: str, random: Random) -> dict[str, object]:
    sources = ("counter", "registered") if action == "enter_received" else ("post", "fax", "email")
    day = {"received_on": today()} if action == "enter_received" else {"arrived_on": today()}
    helped = ["read_out", "large"] if random.random() < 0.1 else []
    return {**_application(random), "source": random.choice(sources), "helped": helped, **day}


def _came_on(case: DisclosureRequest) -> object:
    """The day it was sent or arrived, which the system's own confirmation makes the day of receipt."""
    return case.events.order_by("seq").values_list("on", flat=True)[0] if case.pk else today()


def _asked(case: DisclosureRequest, *, overdue: bool = False) -> object:
    pending = case.inquiries.filter(position="")
    found = (pending.filter(answer_by__lt=today()) if overdue else pending).first()
    return found.pk if found else None


def _helper(case: DisclosureRequest, random: Random) -> object:
    """Another organ that answers people, which has not been asked yet."""
    taken = [case.organ_id, *case.assists.values_list("organ", flat=True)]
    others = Organ.objects.filter(posts__role=Role.HANDLER, parent__isnull=False).exclude(pk__in=taken)
    found = list(others.order_by("pk").values_list("pk", flat=True).distinct())
    return [random.choice(found)] if found else []


def _awaited(case: DisclosureRequest) -> object:
    return next((one.pk for one in case.assisting_organs), None)


def _opinion(case: DisclosureRequest, random: Random) -> dict[str, object]:
    objects = random.random() < 0.4
    return {
        "consultation": partial(_asked, case), "position": "objects" if objects else "agrees", "answered_on": today(),
        "reasons": "涉及本单位商业秘密。" if objects else "",
    }  # fmt: skip


def _pending_order(case: DisclosureRequest) -> object:
    found = case.supervision_orders.filter(answered_on__isnull=True).first() if case.supervised else None
    return found.pk if found else None


def _pending_remedy(case: DisclosureRequest) -> object:
    found = standing_remedies(case).filter(result="pending").first()
    return found.pk if found else None


def _remedy(case: DisclosureRequest, *, decided: bool = False) -> object:
    """One that stands, if there is any; of a new request there is none."""
    standing = standing_remedies(case) if case.pk else case.remedies.none()
    found = (standing.exclude(result="pending") if decided else standing).first()
    return found.pk if found else None


def _published(random: Random) -> dict[str, object]:
    if random.random() < 0.7:
        return {"outcome": "published", "where": "县政府门户网站“政府信息公开”专栏", "why_not": ""}
    return {"outcome": "not_published", "where": "", "why_not": "该信息每年变动，由申请人按需申请。"}


def _unproven(case: Case) -> object:
    found = unproven(case).first()
    return found.pk if found else None


def _responsible(case: DisclosureRequest) -> int:
    """The organ applied to; what is asked of the county's government goes to its office."""
    if case.addressed_to.is_root:
        return Organ.objects.get(code="LL-ZFB").pk
    return case.addressed_to.pk


def _third_parties_object(case: DisclosureRequest) -> bool:
    """Asked, and not all of them agreed (条例 A.15, A.32)."""
    return case.inquiries.filter(kind="third_party").exclude(position="agrees").exists()


def _draft(case: DisclosureRequest, random: Random) -> dict[str, object]:
    decision = BY_CODE[random.choice(USUAL_DECISIONS)]
    if decision.code == "third_party" and not _third_parties_object(case):
        decision = BY_CODE["partly"]
    if case.matter == case.RequestType.OWN_RECORD:
        decision = BY_CODE[random.choice(("record_corrected", "record_forwarded", "record_elsewhere", "record_kept"))]
    words: dict[str, object] = {
        "grounds": ["15"],
        "where": "可登录县政府门户网站“政府信息公开”专栏查阅下载。",
        "reason": "该信息依照有关规定不属于应当公开的范围。",
        "withheld": "其中涉及个人隐私的姓名、证件号码、银行账号等内容不予公开。",
        "search": "本机关对办公系统、档案室和业务科室的相关资料，以申请中的名称和关键词进行了检索。",
        "responsible": "建议向县自然资源和规划局咨询。",
        "public_interest": "该信息关系公共资金使用，公众有权监督。",
        "provision": "已制作电子文档，可在查询页面下载。",
        "outcome": "经核对原始档案，登记的出生日期有误，已予更正。",
    }
    return {
        "decision": decision.code,
        "body": "经审查，现就您申请的内容答复如下。",
        "public_interest": words["public_interest"],
        "provision": words["provision"],
        **{one.name: words[one.name] for one in decision.particulars},
    }
