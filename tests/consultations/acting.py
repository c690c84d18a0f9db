"""Consultations taken along their way by the people of the demo county's transport bureau."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from interaction.consultations.models import Consultation, Opinion
from interaction.consultations.opinion_intake import PublicOpinionForm, receive
from interaction.organs.models import Organ
from interaction.workflow.actions import actions_of
from interaction.workflow.engine import perform
from interaction.workflow.models import LogEntry
from tests.conftest import staff

OnDay = Callable[[date], None]
# The draft is made on the first day, published on it, open from OPENS to CLOSES: 30 days, both counted.
FIRST, OPENS, CLOSES = date(2025, 3, 3), date(2025, 3, 5), date(2025, 4, 3)
AFTER = CLOSES + timedelta(days=1)
TEXT = "第一条　为了养护农村公路，制定本办法。\n第二条　坑槽应当在十日内修复。\n第三条　本办法自公布之日起施行。"


def draft_data(**changes: Any) -> dict[str, Any]:
    return {
        "title": "关于《农村公路养护办法（草案）》公开征求意见的公告", "text": TEXT, "explanation": "养护责任不清。",
        "opens_on": OPENS.isoformat(), "closes_on": CLOSES.isoformat(), "shortened_because": "", "other_ways": "",
        **changes,
    }  # fmt: skip


def drafted(**changes: Any) -> Consultation:
    organ = Organ.objects.get(code="LL-JTY")
    found = Consultation(organ=organ)
    perform(found, "draft", staff("chengban-jty"), {"organ": organ.pk, **draft_data(**changes)})
    return found


def published(**changes: Any) -> Consultation:
    found = drafted(**changes)
    do(found, "chengban-jty", "submit")
    do(found, "qianfa-jty", "publish")
    return found


def do(found: Any, who: str, name: str, data: dict[str, Any] | None = None, about: Any = None) -> LogEntry:
    return perform(found, name, staff(who), data, about=about)


def say(found: Consultation, text: str = "坑槽修复太慢。", **changes: Any) -> Opinion:
    form = PublicOpinionForm({"text": text, "from_kind": "person", "may_quote": "on", **changes}, consultation=found)
    assert form.is_valid(), form.errors
    return receive(found, form.cleaned_data, uuid.uuid4())


def show(found: Consultation, opinion: Opinion, **changes: Any) -> None:
    """A publisher looks at the proposal and confirms it."""
    form = actions_of(found)["show_opinion"].form_for(found, staff("gongkai-jty"), about=opinion)
    do(found, "gongkai-jty", "show_opinion", {**form.initial, "checked": "on", **changes}, opinion)


def group(found: Consultation, opinions: list[Opinion], outcome: str = "adopted", reasons: str = "改为七日。") -> Any:
    do(found, "chengban-jty", "save_group", {"summary": "缩短修复时间", "outcome": outcome, "reasons": reasons})
    made = found.groups.last()
    assert made
    do(found, "chengban-jty", "assign", {"group": made.pk, "opinions": [one.pk for one in opinions]})
    return made


def report(found: Consultation) -> None:
    """Everything is grouped; it is after the last day."""
    do(found, "chengban-jty", "write_report", {"overview": "收到的意见集中在修复时间。", "following": ""})
    do(found, "chengban-jty", "submit_report")
    do(found, "qianfa-jty", "publish_report")
