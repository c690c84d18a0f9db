"""What invented citizens and clerks write, for the demo county and the tests. No real person is meant."""

from collections.abc import Callable
from random import Random
from typing import Any

from demo.channels.handlers import sample_handler
from demo.channels.hidden import sample_cleared
from demo.channels.materials import sample_taken_back
from demo.channels.publicity import sample_correction
from demo.county.names import CITY, COUNTY
from demo.people import person, resident_id
from interaction.casework.models import Case
from interaction.casework.similarity import subject_of
from interaction.organs.models import Organ
from interaction.workdays.now import today
from mailbox.kinds import DeclineGround
from mailbox.models import Letter, Mailbox

# (kind, organ code, title, content, reply); "LL-T" stands for any township.
MATTERS = (
    ("consultation", "LL-YBJ", "新生儿医保怎么办理", "孩子上个月出生，想咨询新生儿参加居民医保的时间和需要的材料，能不能在乡镇便民服务中心办？",
     "您好，来信收悉。新生儿自出生之日起90日内办理参保登记的，可以自出生之日起享受待遇。请携带户口簿、出生医学证明到户籍所在乡镇（街道）便民服务中心办理，也可以网上办理。"),
    ("consultation", "LL-ZJJ", "公租房申请条件咨询", "在县城打工三年，没有住房，想了解申请公租房需要满足哪些条件，现在有没有房源。",
     "您好，来信收悉。在县城稳定就业满一年、家庭人均住房面积低于规定标准的外来务工人员可以申请。请携带身份证明、劳动合同、收入证明到社区登记，我单位将在15个工作日内审核。"),
    ("consultation", "LL-TYJ", "退役军人优待证办理进度", "三月份提交了优待证申请，至今没有收到通知，想问办理到哪一步了。",
     "您好，来信收悉。经查，您的申请已通过审核，证件正在制作，制作完成后由乡镇（街道）退役军人服务站通知您领取。"),
    ("complaint", "LL-ZFJ", "小区北门夜间施工扰民", "小区北门外工地连续一周夜里十一点以后还在施工，老人孩子没法休息，请尽快处理。",
     "您好，来信收悉。执法人员当晚到现场检查，该工地未取得夜间施工许可，已责令停止夜间施工并依法立案处理。今后如有同类情况，可以随时拨打12345反映。"),
    ("complaint", "LL-ZFJ", "农贸市场门口占道经营", "农贸市场东门每天早上被流动摊贩占满，消防通道都堵了，电动车只能走机动车道。",
     "您好，来信收悉。我单位已联合市场管理方划定临时经营区，安排专人早高峰值守，消防通道已恢复畅通，并将持续巡查。"),
    ("request", "LL-T", "村里路灯坏了三个月", "村东头主路有六盏路灯不亮，晚上接孩子放学很不安全，请帮忙协调维修。",
     "您好，来信收悉。经现场核实，该路段线路老化导致六盏路灯不亮，已于本周完成线路更换和灯具维修，现已正常亮灯。感谢您的监督。"),
    ("request", "LL-SLJ", "希望协调解决自来水压力不足", "我们这栋楼四层以上早晚高峰基本没有水，物业说是管网问题，请协调解决。",
     "您好，来信收悉。供水公司现场检测后确认加压泵故障，已更换设备，目前末端水压达到规定标准。如再次出现压力不足，请拨打供水服务热线。"),
    ("request", "LL-RSJ", "拖欠工资请求帮助", "在一个装修工地干了两个月，包工头一直拖着不给工钱，请求帮忙。",
     "您好，来信收悉。劳动监察人员已约谈施工单位，责令其限期支付拖欠的工资，目前款项已发放到位，请您核对。"),
    ("suggestion", "LL-JTY", "建议延长公交末班车时间", "县城到镇里的公交末班车是五点半，上班的人赶不上，建议延长到七点。",
     "您好，来信收悉。经客流调查，自下月起该线路末班车延长至19时，届时将在站牌和公众号公布新时刻表。感谢您的建议。"),
    ("suggestion", "LL-ZJJ", "建议在公园增设无障碍坡道", "市民公园南门只有台阶，轮椅和婴儿车进不去，建议增设坡道。",
     "您好，来信收悉。您的建议已采纳，南门无障碍坡道已列入本季度改造计划，预计两个月内完工。"),
    ("report", "LL-SLJ", "河道边有人倾倒建筑垃圾", "最近经常有货车夜里往河边倒建筑垃圾，已经堆了一大片，请查处。",
     "您好，来信收悉。经调取监控，已查明倾倒车辆所属单位，责令其限期清运并依法处罚，目前现场已清理完毕，并增设了限行设施。"),
    ("thanks", "LL-SPJ", "感谢窗口工作人员", "办理不动产登记时材料不齐，窗口工作人员耐心指导，当天就办好了，特来感谢。",
     "您好，来信收悉。感谢您的肯定，我们已向相关窗口转达，将继续改进服务。"),
)  # fmt: skip
BY_TITLE = {title: (kind, code, reply) for kind, code, title, _content, reply in MATTERS}


def sample(action: str, case: Case, random: Random) -> dict[str, object]:
    """What the form of an action is given."""
    if action == "submit":
        return _letter(random)
    if action == "enter_letter":
        return _entered(random)
    if action in ASKED_OF_THE_CASE:
        return ASKED_OF_THE_CASE[action](case, random)
    kind, code, reply = BY_TITLE.get(case.title, ("request", "LL-T", MATTERS[5][4]))
    if action == "correct_publication":
        return sample_correction(case)
    if action == "take_back_material":
        return sample_taken_back(case)
    if action in ("dispatch", "publish_reply"):
        return _dispatch(case, code, random) if action == "dispatch" else _snapshot(case, reply)
    answers: dict[str, dict[str, object]] = {
        "accept": _sorted_as(case, kind, urgent=random.random() < 0.08),
        "sort_anew": _sorted_as(case, kind, urgent=random.random() < 0.5),
        "request_review": {"reasons": "处理意见没有说明补助标准，请求复查。", "arrived_on": today()},
        "request_reexamination": {"reasons": "复查意见没有回应我的请求。", "arrived_on": today()},
        **{name: {
            "result": random.choice(("upheld", "changed", "redo")), "opinion": "经复查，事实清楚，依据充分。",
            "body": f"{CITY}人民政府", "document": "澄政信复〔2026〕3号",
        } for name in ("decide_review", "decide_reexamination")},
        "accept_as_petition": {"claims": "请求补发拆迁补助并说明理由。"},
        "propose_conversion": {"advice": "您要的是政府信息，可以转为政府信息公开申请，20个工作日内答复。"},
        "object_to_transfer": {"reason": "事发地不在本县，不属于本级职权范围。"},
        "refuse_objection": {"reason": "事发地在你县境内，请继续办理。"},
        "return_case": {"grounds": "经核实，该事项不属于本单位职责，建议由属地乡镇办理。", "instead": ""},
        "refuse_return": {"reason": "按照职责清单，该事项由你单位主办。"},
        "dispute_return": {"reason": "职责清单中该事项由两个单位共同负责，请裁定主办单位。"},
        "arbitrate": {"organ": case.organ_id, "grounds": "按照三定规定和属地管理原则，由该单位承办。"},
        "give_part": {"part": "经核实，本单位已经派人到现场查看，相关设施由我单位负责维护，已安排维修。"},
        "reply_meanwhile": {"progress": "已到现场核实，正在与施工单位协商维修方案，预计五个工作日内有结果。"},
        "rework": {"demand": "来信人反映问题没有解决，请重新核实，并与来信人联系。"},
        "keep_reply": {"reason": "经复核，答复事实清楚、依据充分。"},
        "remind": {"words": "期限将到，请抓紧办理。"},
        "order_supervision": {"demand": "请说明办理进度，明确办结时间。"},
        "pass_on": {"remarks": ""},
        "decline": {"ground": random.choice(DeclineGround.values), "advice": "您反映的事项请向有权处理的机关提出，可以拨打12345咨询具体受理单位。"},
        "hand_over": {"handler": sample_handler(case)},
        "ask_rework": {"reason": "路口那一盏还是不亮，请再派人来修。"},
        "ask_extension": {"reason": "需要现场检测，检测报告还要几天。"},
        "refuse_extension": {"reason": "情况不复杂，应当按期答复。"},
    "extend": {"reason": "事项涉及多个单位，需要现场核查", "workdays": random.randint(3, 10)},
        "draft_reply": {
            "body": reply, "claims": "请求补发拆迁补助。", "facts": "经查，补助已按标准发放。", "basis": "《国有土地上房屋征收与补偿条例》第十七条。",
        },
        "send_back": {"remarks": "请补充办理时限和联系方式。"},
        "decline_to_sign": {"remarks": "依据不够充分，请补充。"},
        "withdraw_publication": {"reason": "公开后来信人提出异议，经核实予以撤下。"},
        "pin_reply": {"question": ""},
        "withhold_reply": {"reason": "涉及个人具体情况，不宜公开。"},
        "rate": {"stars": random.choices((5, 4, 3, 2, 1), (40, 30, 15, 10, 5))[0], "settled": random.choice(("yes", "yes", "yes", "no"))},
        "add_material": {"material": "补充一张现场照片的说明：位置在路口向东约五十米。"},
        "withdraw": {"reason": "问题已经解决。"},
    }  # fmt: skip
    return answers.get(action, {})


def _letter(random: Random) -> dict[str, object]:
    """Half to the county's leader, half to the head of the organ concerned."""
    kind, code, title, content, _reply = random.choice(MATTERS)
    concerned = Mailbox.objects.filter(organ__code__startswith=code)
    to_the_county = random.random() < 0.5
    if to_the_county:
        concerned = Mailbox.objects.filter(organ__parent__isnull=True)
    return {
        "mailbox": random.choice(list(concerned.order_by("position", "pk").values_list("pk", flat=True))),
        "kind": kind, "title": title, "content": content, "place": "", "town": "",
        "accused": "某运输车队" if kind == "report" else "",
        "identity": random.choices(("withheld", "open", "hidden" if to_the_county else "open"), (6, 3, 1))[0],
        "public_wish": "on" if random.random() < 0.8 else "",
        **person(random),
    }  # fmt: skip


def _entered(random: Random) -> dict[str, object]:
    source = random.choice(("post", "counter", "phone", "province", "city", "people", "web", "television"))
    above, programme = source in ("province", "city", "people"), source in ("web", "television")
    return {
        **_letter(random), "source": source, "received_on": today(), "mailbox": Mailbox.objects.get(organ__code="LL").pk,
        "upstream_number": f"SD{random.randint(10**7, 10**8)}" if above else "", "upstream_days": 7 if above else "",
        "batch": "2026年第3期" if programme else "",
    }  # fmt: skip


def _sorted_as(case: Case, kind: str, *, urgent: bool) -> dict[str, object]:
    assert isinstance(case, Letter)
    subject = case.subject or subject_of(f"{case.title} {case.content}")
    return {"kind": kind, "subject": subject.pk if subject else "", "urgency": "urgent" if urgent else "ordinary"}


def _lead(case: Letter) -> object:
    likes = case.duplicates
    lead = likes[0].case if likes else case.possible_leads().first()
    return lead.number if lead else None


def _application(case: Case, random: Random) -> dict[str, object]:
    """What the sender adds to the letter so that it is an application (条例 A.29)."""
    return {
        "matter": "information", "addressed_to": case.addressed_to_id, "title": case.title,
        "wanted": getattr(case, "content", case.title), "manner": "electronic", "way": "portal", "party_kind": "person",
        "id_kind": "resident_id", "id_number": resident_id(random), "address": f"{COUNTY}某街道某社区",
        "postcode": "277700", "contact": "", "public_wish": "", **person(random),
    }  # fmt: skip


def _another(case: Case, random: Random) -> int:
    """Some other department."""
    others = Organ.objects.filter(kind=Organ.Kind.DEPARTMENT, active=True).exclude(pk=case.organ_id)
    asked = [one.organ_id for one in case.assists.all()] if case.pk and case.assisted else []
    return random.choice(list(others.exclude(pk__in=asked).order_by("path").values_list("pk", flat=True)))


def _pending_order(case: Case) -> object:
    found = case.supervision_orders.filter(answered_on__isnull=True).first() if case.supervised else None
    return found.pk if found else None


def _dispatch(case: Case, code: str, random: Random) -> dict[str, object]:
    return {"organ": _responsible(case, code, random), "note": "请调查核实后按期答复来信人。", "not_accused": "on"}


def _responsible(case: Case, code: str, random: Random) -> int:
    """An organ's own letters stay with it; the county's go to whom they concern."""
    if not case.addressed_to.is_root:
        return case.addressed_to.pk
    concerned = Organ.objects.filter(code__startswith=code).order_by("path")
    return random.choice(list(concerned.values_list("pk", flat=True)))


def _snapshot(case: Case, reply: str) -> dict[str, object]:
    assert isinstance(case, Letter)
    return {"title": case.title, "content": case.content, "reply": reply, "checked": "on"}


# What only the case can tell, asked for when it is wanted.
ASKED_OF_THE_CASE: dict[str, Callable[[Any, Random], dict[str, object]]] = {
    "clear_for_others": lambda case, random: sample_cleared(case),
    "merge": lambda case, random: {"number": _lead(case)},
    "convert": _application,
    "transfer": lambda case, random: {"organ": _another(case, random), "reason": "经核实，该事项由该单位负责。"},
    "ask_assist": lambda case, random: {
        "organs": [_another(case, random)],
        "note": "请就职责范围内的情况提供协办意见。",
    },
    "go_on_without": lambda case, random: {"organ": case.assisting_organs[0].pk, "reason": "情况已经核实清楚。"},
    "answer_supervision": lambda case, random: {
        "order": _pending_order(case),
        "answer": "已经办理，三日内答复来信人。",
    },
}
