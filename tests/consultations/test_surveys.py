"""Questionnaires: what can be asked, who is counted how often, and when the results are read."""

import re
import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client

from interaction.consultations.models import Choice, Question, Survey, SurveyAnswer, SurveyPart
from interaction.consultations.questionnaire import parse, typed
from interaction.errors import InvalidData
from interaction.organs.models import Organ
from interaction.workflow.engine import perform
from tests.conftest import staff
from tests.consultations.acting import OnDay, do

pytestmark = pytest.mark.django_db
FIRST, OPENS, CLOSES, AFTER = date(2025, 3, 3), date(2025, 3, 5), date(2025, 3, 20), date(2025, 3, 21)
QUESTIONS = (
    "【单选】您常走村道吗？\n- 每天\n- 很少\n【多选，可不答】哪里不好？\n- 坑槽\n- 没灯\n"
    "【打分】您满意吗？\n【问答，可不答】还有什么建议？"
)


def survey(**changes: Any) -> Survey:
    organ = Organ.objects.get(code="LL-JTY")
    found = Survey(organ=organ)
    data = {
        "organ": organ.pk, "title": "村道问卷", "intro": "用于修改办法。", "questions": QUESTIONS,
        "opens_on": OPENS.isoformat(), "closes_on": CLOSES.isoformat(), **changes,
    }  # fmt: skip
    perform(found, "draft", staff("chengban-jty"), data)
    do(found, "chengban-jty", "submit")
    do(found, "qianfa-jty", "publish")
    return found


def fill(client: Client, found: Survey, **changes: Any) -> Any:
    good = {"q1": "1", "q2": ["1", "2"], "q3": "4", "q4": "我电话13900004321", "submission": str(uuid.uuid4())}
    return client.post(f"/surveys/{found.pk}/", {**good, **changes})


def test_a_questionnaire_is_read_as_it_was_typed() -> None:
    assert typed(parse(QUESTIONS)) == QUESTIONS
    for text, says in (
        ("您好", "第 1 行"), ("【单选】只有一个？\n- 一", "2 至"), ("【单选】两个一样？\n- 一\n- 一", "一样"),
        ("【打分】几分？\n- 一", "第 2 行"), ("", "1 至"), ("【单选】\n- 一\n- 二", "题目"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=says):
            parse(text)


def test_one_answer_a_form_and_results_after_the_end(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = survey()
    on_day(OPENS)
    client, key = Client(), str(uuid.uuid4())
    assert fill(client, found, submission=key).status_code == 200
    assert "没有重复计算" in fill(client, found, submission=key).content.decode()
    fill(client, found, q1="2", q2=[], q3="1", q4="")
    page = Client().get(f"/surveys/{found.pk}/", follow=True).content.decode()
    assert "chart-bar" not in page
    assert "结果在截止后公布" in page
    on_day(AFTER)
    page = Client().get(f"/surveys/{found.pk}/", follow=True).content.decode()
    assert page.count('class="chart-bar"') == 2 + 2 + 5
    assert "平均 2.5 分" in page
    assert "13900004321" not in page
    assert "<form method" not in page
    late = fill(client, found)
    assert (late.status_code, "没有收下您的回答" in late.content.decode()) == (409, True)
    assert SurveyAnswer.objects.count() == Survey.objects.get().answers_received == 2
    for question in Question.objects.all():
        assert question.answered == question.parts.count()
    for choice in Choice.objects.all():
        assert choice.chosen == SurveyPart.objects.filter(chosen=choice).count()


def test_results_are_read_meanwhile_where_the_organ_says_so(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = survey(live_results="on")
    on_day(OPENS)
    answer = fill(Client(), found).content.decode()
    assert "chart-bar" in answer


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"q1": ""}, "请选择一项"), ({"q1": "9"}, "请从列出的选项中选择"), ({"q2": ["7"]}, "请从列出的选项中选择"),
        ({"q3": "6"}, "请从列出的选项中选择"), ({"q4": "字\x00"}, "字符"), ({"q4": "字" * 1_000_000}, "1000"),
    ],
)  # fmt: skip
def test_bad_answers_count_nowhere(county: None, on_day: OnDay, changes: dict[str, Any], says: str) -> None:
    on_day(FIRST)
    found = survey()
    on_day(OPENS)
    answer = fill(Client(), found, **changes)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert re.search(r'value="4"[^>]*checked', answer.content.decode()) or "q3" in changes
    assert not SurveyAnswer.objects.exists()
    assert not Choice.objects.filter(chosen__gt=0).exists()


def test_dates_that_make_no_sense(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    with pytest.raises(InvalidData, match="不能早于开始日期"):
        survey(closes_on=FIRST.isoformat())
