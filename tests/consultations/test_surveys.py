"""Questionnaires: what can be asked, who is counted how often, and when the results are read."""

import re
import uuid
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from interaction.citizens.models import Citizen
from interaction.consultations.models import Choice, Question, Survey, SurveyAnswer, SurveyPart, SurveyRespondent
from interaction.consultations.questionnaire import parse, typed
from interaction.consultations.surveys import forget_respondents
from interaction.errors import InvalidData
from interaction.organs.models import Organ
from interaction.visitors.throttle import SURVEY_ANSWERS
from interaction.workdays.now import now
from interaction.workflow.engine import perform
from tests.conftest import staff
from tests.consultations.acting import OnDay, do
from tests.visitors.proving import asked

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
    fill(Client(), found, q1="2", q2=[], q3="1", q4="")
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


# -- Once each --------------------------------------------------------------------------------------------


def test_a_browser_answers_once_and_is_told_so(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = survey()
    other = survey(title="另一份问卷")
    on_day(OPENS)
    client = Client()
    assert fill(client, found).status_code == 200
    again = fill(client, found)
    assert (again.status_code, "您已经答过这份问卷" in again.content.decode()) == (409, True)
    page = client.get(f"/surveys/{found.pk}/", follow=True).content.decode()
    assert "您已经答过这份问卷" in page
    assert "提交问卷" not in page
    assert "登录" in page
    assert Survey.objects.get(pk=found.pk).answers_received == 1
    # Another survey is another matter, and knows nothing of the first.
    assert fill(client, other).status_code == 200
    digests = SurveyRespondent.objects.values_list("digest", flat=True)
    assert len(set(digests)) == 2
    assert fill(Client(), found).status_code == 200


def test_an_account_answers_once_from_whichever_machine(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = survey()
    on_day(OPENS)
    citizen = Citizen.objects.create(means="email", reached_at="li@example.org", signed_in_at=now())
    clients = [Client(), Client(), Client()]
    assert fill(clients[0], found).status_code == 200  # somebody else of the household, at the first machine
    for one in clients[:2]:
        session = one.session
        session["citizen"] = {"id": str(citizen.pk), "at": now().isoformat()}
        session.save()
        one.cookies["sessionid"] = session.session_key or ""
    assert [fill(one, found).status_code for one in clients] == [200, 409, 200]
    assert "请登录后再答" not in fill(clients[1], found).content.decode()


def test_the_database_itself_counts_a_person_once(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = survey()
    SurveyRespondent.objects.create(survey=found, digest="a")
    with transaction.atomic(), pytest.raises(IntegrityError):
        SurveyRespondent.objects.create(survey=found, digest="a")


def test_who_answered_is_forgotten_with_the_end(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found, taken_back = survey(), survey(title="撤回的")
    on_day(OPENS)
    client = Client()
    fill(client, found)
    fill(client, taken_back)
    answers = [client.cookies[name] for name in client.cookies if name.startswith("answers_")]
    assert [one["max-age"] for one in answers] == [16 * 86_400] * 2  # to the end of the last day
    do(taken_back, "qianfa-jty", "withdraw", {"note": "题目有误。"})
    assert forget_respondents() == 1
    assert SurveyRespondent.objects.get().survey == found
    on_day(AFTER)
    assert forget_respondents() == 1
    assert SurveyAnswer.objects.count() == 2


def test_a_network_goes_on_answering_with_proofs(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = survey()
    on_day(OPENS)
    answers = [fill(Client(), found) for _person in range(SURVEY_ANSWERS.allowed + 1)]
    assert [one.status_code for one in answers] == [200] * SURVEY_ANSWERS.allowed + [429]
    assert fill(Client(), found, **asked(answers[-1])).status_code == 200
    assert fill(Client(), found, q1="").status_code == 422  # what is not counted asks for nothing
