"""What invented callers, agents and clerks say, for the demo county and the tests. No real person is meant."""

from collections.abc import Callable
from random import Random
from typing import Any

from demo.channels.handlers import sample_handler
from demo.channels.hidden import sample_cleared
from demo.channels.materials import sample_taken_back
from demo.channels.publicity import sample_correction
from demo.people import person
from hotline.checklists import REPLY
from hotline.kinds import Attempt, DeclineGround, ExclusionGround, Kind
from interaction.casework.models import Case
from interaction.casework.similarity import subject_of
from interaction.organs.models import Organ

# (kind, organ code, title, content, reply); "LL-T" stands for any township.
MATTERS = (
    ("help", "LL-SLJ", "县城东区停水", "东区几个小区从早上开始停水，老人做饭都没水，什么时候能来？",
     "经查，东区供水主管因施工挖断，抢修人员已到现场，当日恢复供水，并对施工单位依法处理。"),
    ("help", "LL-JTY", "路口红绿灯不亮", "实验小学门口的红绿灯不亮了，上下学的孩子过马路很危险。",
     "您好，经现场检查，信号灯控制器故障，已更换并恢复正常，高峰时段另安排人员疏导。"),
    ("help", "LL-T", "村里路面塌陷", "村口的路面塌了一个大坑，骑电动车差点摔进去，请尽快来修。",
     "您好，镇里已设置警示标志并完成回填，近日重新铺设路面。感谢您的反映。"),
    ("consult", "LL-YBJ", "异地就医怎么备案", "父母要到外地看病，异地就医备案怎么办，报销比例是多少？",
     "您好，可以在国家医保服务平台或者到医保窗口办理备案，备案后按规定比例直接结算。"),
    ("consult", "LL-RSJ", "灵活就业社保怎么交", "自己开小店，想交职工养老保险，去哪里办、要带什么材料？",
     "您好，请携带身份证到社保大厅或者乡镇便民服务中心办理灵活就业参保登记。"),
    ("complain", "LL-ZFJ", "夜市油烟扰民", "楼下夜市每天油烟很大，窗户都不敢开，反映几次没有人管。",
     "您好，执法人员已责令三家摊点安装油烟净化设施，未整改前停止营业，并安排夜间巡查。"),
    ("complain", "LL-ZJJ", "物业不修电梯", "小区电梯坏了一周，物业一直拖着不修，家里有坐轮椅的老人。",
     "您好，我局已约谈物业公司，电梯已修复并通过检验，今后如再拖延请继续反映。"),
    ("report", "LL-ZFJ", "工地渣土车带泥上路", "工地的渣土车不冲洗就上路，马路上全是泥，扬尘很大。",
     "您好，经查属实，已对施工单位立案处罚，责令安装冲洗设施并清扫路面。"),
    ("suggest", "LL-JTY", "建议增加公交站点", "新建的小区离最近的公交站要走二十分钟，建议增设一个站点。",
     "您好，经实地踏勘，拟在小区南门增设站点，预计下月启用。感谢您的建议。"),
    ("praise", "LL-SPJ", "表扬办事大厅导办员", "导办员帮老人填表格很耐心，特来表扬。",
     "您好，感谢您的肯定，我们已转达本人，并将继续做好服务。"),
)  # fmt: skip
BY_TITLE = {title: (code, reply) for _kind, code, title, _content, reply in MATTERS}
OPENINGS = ("submit", "take_call", "take_from_above")


def sample(action: str, case: Case, random: Random) -> dict[str, object]:
    """What the form of an action is given."""
    if action in OPENINGS:
        return _order(action, random)
    code, reply = BY_TITLE.get(case.title, ("LL-T", MATTERS[2][4]))
    if action in ASKED_OF_THE_CASE:
        return ASKED_OF_THE_CASE[action](case, random)
    if action == "dispatch":
        return {"organ": _responsible(code, random), "note": "请按期办理并联系来电人。", "not_accused": "on"}
    if action == "publish_reply":
        return {"title": case.title, "content": getattr(case, "content", ""), "reply": reply, "checked": "on"}
    answers: dict[str, dict[str, object]] = {
        "decline": {"ground": random.choice(DeclineGround.values), "advice": ""},
        "answer_directly": {"answer": "已根据知识库当场答复办理地点、所需材料和办理时间。"},
        "return_case": {"grounds": "经核实，该事项不属于本单位职责，建议由属地乡镇办理。", "instead": ""},
        "refuse_return": {"reason": "按照职责清单，该事项由你单位主办。"},
        "dispute_return": {"reason": "职责清单中该事项由两个单位共同负责，请裁定主办单位。"},
        "ask_return_up": {"reason": "事发地不在本县，建议由上级平台另行交办。"},
        "refuse_return_up": {"reason": "事发地在你县境内，请继续办理。"},
        "contact_caller": {"reached": "yes" if random.random() < 0.9 else "no", "words": "已电话联系，核实了地点和情况。"},
        "tell_news": {"news": "抢修人员已到现场，预计当天恢复。"},
        "reply_meanwhile": {"progress": "已到现场核实，正在制定方案，预计五个工作日内有结果。"},
        "ask_extension": {"reason": "需要现场检测，检测报告还要几天。"},
        "refuse_extension": {"reason": "情况不复杂，应当按期答复。"},
    "extend": {"reason": "需要协调多个单位", "workdays": 2},
        "draft_reply": {"body": reply},
        "send_back": {"remarks": "请补充处理结果和完成时间。"},
        "decline_to_sign": {"remarks": "没有回答来电人的主要诉求，请补充办理。"},
        "note_text": {"words": "什么时候能修好？"},
        "note_attempt": {"outcome": random.choice(Attempt.values)},
        "call_back": _rating(random), "rate": _rating(random),
        "ask_rework": {"reason": "路灯昨天又灭了，请再派人来修。"},
        "keep_reply": {"reason": "经电话核实，已按规定办结，来电人的要求没有政策依据。"},
        "rework": {"demand": "来电人表示没有解决，请到现场重新核实办理。"},
        "ask_exclusion": {"ground": random.choice(ExclusionGround.values), "grounds": "经核实，来电人的要求没有政策依据。"},
        "decide_exclusion": {"granted": random.choice(("yes", "no")), "reason": "经审核材料后决定。"},
        "check_quality": {**{one.code: one.points for one in REPLY}, "answers": random.choice((30, 30, 20, 0)), "remarks": ""},
        "give_part": {"part": "本单位已派人到现场配合处置，相关设施由我单位维护。"},
        "remind": {"words": "期限将到，请抓紧办理。"},
        "order_supervision": {"demand": "请说明办理进度，明确办结时间。"},
        "pass_on": {"remarks": ""},
        "withdraw_publication": {"reason": "公开后来电人提出异议，经核实予以撤下。"},
        "pin_reply": {"question": ""},
        "add_material": {"material": "补充说明：位置在路口向东约五十米。"},
        "withdraw": {"reason": "问题已经解决。"},
    }  # fmt: skip
    return answers.get(action, {})


def _order(action: str, random: Random) -> dict[str, object]:
    kind, _code, title, content, _reply = random.choice(MATTERS)
    data: dict[str, object] = {
        "kind": kind, "title": title, "content": content, "town": "", "place": "", "public_wish": "on",
        "accused": "某施工单位" if kind == "report" else "",
        "identity": "hidden" if random.random() < 0.08 else "withheld", **person(random),
    }  # fmt: skip
    if action != "submit":
        subject = subject_of(f"{title} {content}")
        urgencies = ("ordinary", "urgent", "very", "leaders")
        data |= {"subject": subject.pk if subject else "", "urgency": random.choices(urgencies, (80, 14, 4, 2))[0]}
    if action == "take_from_above":
        data |= {
            "source": random.choice(("city", "province")), "upstream_number": f"SS{random.randint(10**9, 10**10)}",
            "upstream_days": 5,
        }  # fmt: skip
    return data


def _rating(random: Random) -> dict[str, object]:
    settled = random.choices(("yes", "partly", "no"), (75, 10, 15))[0]
    stars = random.choices((5, 4, 3, 2, 1), (50, 30, 12, 5, 3) if settled == "yes" else (5, 15, 30, 30, 20))[0]
    return {"settled": settled, "stars": stars}


def _responsible(code: str, random: Random) -> int:
    concerned = Organ.objects.filter(code__startswith=code).exclude(kind=Organ.Kind.HOTLINE).order_by("path")
    return random.choice(list(concerned.values_list("pk", flat=True)))


def _another(case: Case, random: Random) -> int:
    """Some other department."""
    others = Organ.objects.filter(kind=Organ.Kind.DEPARTMENT, active=True).exclude(pk=case.organ_id)
    asked = [one.organ_id for one in case.assists.all()] if case.pk and case.assisted else []
    return random.choice(list(others.exclude(pk__in=asked).order_by("path").values_list("pk", flat=True)))


def _sorted_as(case: Any, random: Random) -> dict[str, object]:
    subject = case.subject or subject_of(f"{case.title} {case.content}")
    urgency = case.urgency if case.is_urgent or random.random() > 0.1 else "urgent"
    return {"kind": case.kind or Kind.HELP, "subject": subject.pk if subject else "", "urgency": urgency}


def _pending_order(case: Any) -> object:
    found = case.supervision_orders.filter(answered_on__isnull=True).first() if case.supervised else None
    return found.pk if found else None


# What only the case can tell, asked for when it is wanted.
ASKED_OF_THE_CASE: dict[str, Callable[[Any, Random], dict[str, object]]] = {
    "accept": _sorted_as,
    "sort_anew": _sorted_as,
    "join": lambda case, random: {"number": case.possible_leads().values_list("number", flat=True).first()},
    "hand_over": lambda case, random: {"handler": sample_handler(case)},
    "arbitrate": lambda case, random: {"organ": case.organ_id, "grounds": "按照三定规定和属地管理原则，由该单位承办。"},
    "transfer": lambda case, random: {"organ": _another(case, random), "reason": "经核实，该事项由该单位负责。"},
    "ask_assist": lambda case, random: {
        "organs": [_another(case, random)],
        "note": "请就职责范围内的情况提供协办意见。",
    },
    "go_on_without": lambda case, random: {"organ": case.assisting_organs[0].pk, "reason": "情况已经核实清楚。"},
    "answer_supervision": lambda case, random: {
        "order": _pending_order(case),
        "answer": "已经办理，三日内答复来电人。",
    },
    "correct_publication": lambda case, random: sample_correction(case),
    "clear_for_others": lambda case, random: sample_cleared(case),
    "take_back_material": lambda case, random: sample_taken_back(case),
}
