"""E-mail subscriptions: nobody is told who has not confirmed, nobody twice, and nothing is lost on the way."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from interaction.notices.models import Notice
from interaction.notices.outbox import deliver_waiting
from interaction.publicity.search.models import Arrival
from interaction.publicity.subscriptions import notifications
from interaction.publicity.subscriptions.models import News, Subscription
from interaction.publicity.subscriptions.subscribing import forget_unconfirmed
from interaction.visitors.models import ThrottleCount
from interaction.visitors.throttle import CONFIRMATIONS
from interaction.workdays.now import SHANGHAI, override_now
from tests.conftest import do
from tests.publicity.published import page, published

pytestmark = pytest.mark.django_db
ADDRESS = "reader@example.com"
NOON = datetime(2026, 11, 24, 12, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def ask(client: Client, **changes: str) -> Any:
    return client.post("/subscriptions/", {"email": ADDRESS, "rhythm": "at_once", **changes})


def links(message: Any) -> list[str]:
    return [urlsplit(one).path for one in re.findall(r"https?://\S+", message.body)]


def subscribed(client: Client, **changes: str) -> Subscription:
    """By the form, the mail and the button."""
    assert ask(client, **changes).status_code == 200
    deliver_waiting()
    (confirm,) = links(mail.outbox[-1])
    assert "订阅已生效" in page(client.post(confirm))
    mail.outbox.clear()
    return Subscription.objects.latest("asked_at")


def told() -> list[Any]:
    """What a minute's work sends."""
    mail.outbox.clear()
    notifications.tell()
    deliver_waiting()
    return [one for one in mail.outbox if one.to == [ADDRESS]]


def test_the_whole_way_from_the_form_to_one_click_leave(county: None) -> None:
    client = Client(enforce_csrf_checks=False)
    assert "确认邮件" in page(ask(client, words="路灯"))
    deliver_waiting()
    (confirm,) = links(mail.outbox[-1])
    assert "确认订阅" in page(client.get(confirm))
    published(1)
    assert told() == []  # opening the link was no confirmation
    client.post(confirm)
    one = published(2)
    (message,) = told()
    assert message.to == [ADDRESS]
    assert f"/replies/{one.pk}/" in message.body
    assert message.body.count("/replies/") == 1
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = urlsplit(message.extra_headers["List-Unsubscribe"].strip("<>")).path
    assert told() == []
    assert "退订" in page(client.get(leave))
    assert Subscription.objects.exists()  # what scans mails follows links
    click = Client(enforce_csrf_checks=True)
    for _time in range(2):
        assert click.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists()
    assert not Notice.objects.filter(key__startswith="subscription:").exists()
    assert client.get(leave).status_code == 404
    published(3)
    assert told() == []


def test_only_what_was_asked_for_is_told(county: None) -> None:
    client = Client()
    first = published(1)
    matching = [{"words": "路灯 维修"}, {"organ": first.organ.code}, {"channel": "letter"}, {"kind": first.kind}]
    others = [{"words": "公积金"}, {"organ": "LL-SJJ"}, {"channel": "order"}]
    for changes in [*matching, *others]:
        subscribed(client, **changes)
        published(1)
        assert len(told()) == (changes in matching), changes
        Subscription.objects.all().delete()
        ThrottleCount.objects.all().delete()


class Killed(Exception):
    pass


@pytest.mark.parametrize("at", ["hand_on", "write"])
def test_who_is_killed_half_way_has_told_nobody_and_lost_nothing(county: None, monkeypatch: Any, at: str) -> None:
    subscribed(Client())
    items = [published(1), published(2)]

    def killed(*args: Any, **kwargs: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        if at == "hand_on":
            patch.setattr(Arrival.objects.__class__, "filter", _late(killed), raising=True)
        else:
            patch.setattr(notifications, "tell_address", _after_the_mail(notifications.tell_address, killed))
        with pytest.raises(Killed):
            notifications.tell()
    assert not Notice.objects.filter(key__contains=":1", channel="email", subject__contains="新的").exists()
    (message,) = told()
    for one in items:
        assert message.body.count(f"/replies/{one.pk}/") == 1
    assert told() == []
    assert not Arrival.objects.exists()
    assert not News.objects.exists()


def _late(killed: Any) -> Any:
    """Killed when the arrivals are about to be taken off, with the news written already."""
    from django.db.models import Manager

    whole = Manager.filter  # type: ignore[attr-defined]

    def filtered(self: Any, *args: Any, **kwargs: Any) -> Any:
        if self.model is Arrival and "pk__in" in kwargs:
            killed()
        return whole(self, *args, **kwargs)

    return filtered


def _after_the_mail(tell: Any, killed: Any) -> Any:
    def told_and_killed(**kwargs: Any) -> None:
        tell(**kwargs)
        killed()

    return told_and_killed


def test_a_days_mail_comes_once_a_day_after_eight(county: None) -> None:
    with override_now(NOON):
        subscribed(Client(), rhythm="daily")
        published(1)
        assert len(told()) == 1
        published(2)
        assert told() == []
    with override_now(NOON + timedelta(hours=19)):  # seven in the morning
        assert told() == []
    with override_now(NOON + timedelta(hours=21)):
        (message,) = told()
        assert message.body.count("/replies/") == 1


def test_many_news_come_in_parts(county: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(notifications, "ITEMS", 2)
    subscribed(Client())
    for seed in range(3):
        published(seed)
    assert [one.body.count("/replies/") for one in told()] == [2, 1]


def test_what_was_taken_back_in_time_is_not_told(county: None) -> None:
    subscribed(Client())
    one = published()
    notifications.hand_on()
    do(one.case.specific, "withdraw_publication", reason="涉及商业秘密，予以撤下。")
    assert told() == []


def test_who_does_not_confirm_is_forgotten_after_seven_days(county: None) -> None:
    client = Client()
    with override_now(NOON):
        ask(client)
    with override_now(NOON + timedelta(days=6, hours=23)):
        assert forget_unconfirmed() == 0
    with override_now(NOON + timedelta(days=7, minutes=1)):
        assert forget_unconfirmed() == 1
    assert not Subscription.objects.exists()
    assert not Notice.objects.filter(key__startswith="subscription:").exists()


def test_the_page_tells_a_stranger_nothing_and_one_address_gets_no_flood(county: None) -> None:
    client = Client()
    first = page(ask(client))
    deliver_waiting()
    client.post(links(mail.outbox[0])[0])
    strip = re.compile(r'value="[^"]*"')
    assert strip.sub("", page(ask(Client()))) == strip.sub("", first)
    deliver_waiting()
    assert "您已经订阅" in mail.outbox[-1].body
    assert Subscription.objects.count() == 1
    answers = [ask(Client()).status_code for _time in range(CONFIRMATIONS.allowed)]
    assert answers[-1] == 429


def test_the_address_stands_nowhere_in_the_clear(county: None) -> None:
    subscribed(Client(), words="公积金提取")
    with connection.cursor() as cursor:
        for table in ("subscriptions_subscription", "notices_notice", "visitors_throttlecount"):
            cursor.execute(f"SELECT coalesce(string_agg(row_to_json(t)::text, ''), '') FROM {table} t")
            stored = cursor.fetchone()[0]
            assert ADDRESS not in stored, table
            assert "公积金" not in stored, table


def test_a_link_of_anothers_opens_nothing(county: None) -> None:
    one = subscribed(Client())
    wrong = f"/subscriptions/{one.pk}/{'0' * 32}/"
    assert Client().get(wrong).status_code == 404
    Client().post(wrong)
    assert Subscription.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"email": ""}, {"email": "x"}, {"email": "a@b.c\x00"}, {"words": "路\x00灯"}, {"words": "字" * 1_000_000},
                {"organ": "NO"}, {"kind": "\x00"}, {"rhythm": "hourly"}, {"email": "a\r\nBcc: b@c.de"}]
)  # fmt: skip
def test_bad_input_is_told_in_plain_words(county: None, changes: dict[str, str]) -> None:
    answer = ask(Client(), **changes)
    assert answer.status_code == 422
    assert 'id="summary"' in page(answer)
    assert not Subscription.objects.exists()


def test_the_form_is_filled_in_by_a_link(county: None) -> None:
    published()
    text = page(Client().get("/subscriptions/?organ=LL-SLJ&words=%00x&kind=nothing"))
    assert re.search(r'<option value="LL-SLJ"\s+selected', text)
