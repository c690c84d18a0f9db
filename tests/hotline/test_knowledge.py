"""The knowledge base: found while the caller speaks, kept by its organ, never overwritten unseen."""

from datetime import date, timedelta

import pytest
from django.test import Client

from hotline.knowledge.keeping import remind_of_expiry
from hotline.knowledge.models import Article, Report
from hotline.knowledge.searching import search
from interaction.errors import NotPermitted, StaleVersion
from interaction.notices.models import Notice
from interaction.organs.models import Organ, Staff
from interaction.workdays.now import today
from interaction.workflow.engine import perform
from tests.conftest import staff

pytestmark = pytest.mark.django_db


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def texts(article: Article, **changes: str) -> dict[str, object]:
    found = {"organ": article.organ_id, "title": article.title, "body": article.body, "basis": article.basis}
    return {**found, "valid_until": article.valid_until.isoformat(), **changes}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("停水什么时候来水", "停水了什么时候恢复？"),
        ("新生儿医保", "新生儿怎么参加居民医保？"),
        ("异地看病备案怎么弄", "异地就医怎么备案？"),
        ("公租房", "公租房怎么申请？"),
    ],
)
def test_the_article_that_answers_comes_first(county: None, words: str, first: str) -> None:
    assert search(words)[0].title == first


def test_what_has_run_out_or_was_withdrawn_is_not_offered(county: None) -> None:
    article = Article.objects.get(title="公租房怎么申请？")
    Article.objects.filter(pk=article.pk).update(valid_until=today() - timedelta(days=1))
    assert "公租房怎么申请？" not in [one.title for one in search("公租房怎么申请")]
    Article.objects.filter(pk=article.pk).update(valid_until=today(), withdrawn=True)
    assert "公租房怎么申请？" not in [one.title for one in search("公租房怎么申请")]


@pytest.mark.parametrize("words", ["", "的", "'\"\\:&|!()", "a' | 'b", "\u202e停水"])
def test_whatever_is_typed_is_searched_for_and_never_runs(county: None, words: str) -> None:
    assert client_of("huawu").get("/desk/hotline/knowledge/", {"q": words}).status_code == 200
    assert client_of("huawu").get("/desk/knowledge/", {"q": words}).status_code == 200


def test_each_organ_keeps_its_own(county: None) -> None:
    article = Article.objects.get(title="公租房怎么申请？")  # of the housing bureau
    with pytest.raises(NotPermitted):
        perform(article, "save", staff("chengban-slj"), texts(article))
    perform(article, "save", staff("chengban-zjj"), texts(article, body="新的解答"))
    assert client_of("chengban-slj").get(f"/desk/knowledge/{article.pk}/edit/").status_code == 403


def test_the_second_to_save_is_told_and_loses_nothing(county: None) -> None:
    article = Article.objects.get(title="公租房怎么申请？")
    seen = article.version
    perform(article, "save", staff("chengban-zjj"), texts(article, body="先保存的"), seen=seen)
    with pytest.raises(StaleVersion):
        perform(article, "save", staff("shenhe-zjj"), texts(article, body="后保存的"), seen=seen)
    typed = {"organ": article.organ_id, "title": article.title, "body": "后保存的解答", "version": seen,
             "valid_until": "2027-06-30"}  # fmt: skip
    answer = client_of("shenhe-zjj").post(f"/desk/knowledge/{article.pk}/edit/", typed)
    assert answer.status_code == 422
    assert "后保存的解答" in answer.content.decode()
    assert article.log.last().text["body"] == "先保存的"


def test_an_error_is_reported_and_answered_by_the_organ(county: None) -> None:
    article = Article.objects.get(title="公租房怎么申请？")
    client_of("huawu").post(f"/desk/knowledge/{article.pk}/wrong/", {"words": "审核时限已经改为10个工作日"})
    found = Report.objects.get()
    assert Notice.objects.filter(subject__contains="知识库纠错", staff__username="chengban-zjj").exists()
    assert client_of("chengban-slj").post(f"/desk/knowledge/reports/{found.pk}/", {"answer": "已改"}).status_code == 403
    client_of("chengban-zjj").post(f"/desk/knowledge/reports/{found.pk}/", {"answer": "已按新规定修改。"})
    found.refresh_from_db()
    assert found.answer == "已按新规定修改。"


def test_an_organ_is_reminded_once_before_an_article_runs_out(county: None) -> None:
    Article.objects.filter(title="公租房怎么申请？").update(valid_until=today() + timedelta(days=7))
    assert remind_of_expiry() == 1
    told = Notice.objects.filter(subject__contains="即将到期：公租房").count()
    remind_of_expiry()
    assert Notice.objects.filter(subject__contains="即将到期：公租房").count() == told > 0


def test_the_same_question_twice_in_one_organ_is_refused_in_words(county: None) -> None:
    housing = Organ.objects.get(code="LL-ZJJ")
    typed = {"organ": housing.pk, "title": "公租房怎么申请？", "body": "另一个解答", "valid_until": date(2027, 1, 1)}
    answer = client_of("chengban-zjj").post("/desk/knowledge/new/", typed)
    assert answer.status_code == 422
    assert "已经有同样问题的条目" in answer.content.decode()
