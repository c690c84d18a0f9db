"""One mechanism of delivery: nothing stops the next row, nothing is sent twice at once, what is dead can be seen and sent."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from interaction.notices import sms
from interaction.notices.delivery import ATTEMPTS, CLAIM_LASTS, deliver
from interaction.notices.models import Notice
from interaction.notices.outbox import NOTICES, deliver_waiting, tell_address
from interaction.organs.models import Staff
from interaction.workdays.now import now, override_now
from tests.depth import DEEP
from tests.notices.mail_server import mail_server


def notice(number: int, **given: Any) -> Notice:
    fields = {
        "key": f"test:{number}", "channel": "email", "address": f"someone{number}@example.com", "subject": "答复",
        "body": "这一段话", "send_after": now() - timedelta(hours=1) + timedelta(seconds=number), **given,
    }  # fmt: skip
    return Notice.objects.create(**fields)


def texts(monkeypatch: pytest.MonkeyPatch, send: Callable[[str], None]) -> None:
    monkeypatch.setattr(sms, "send", lambda phone, text: send(phone))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error", [ValueError("bad header"), UnicodeError("ascii"), RuntimeError("what"), KeyError("x"), OSError("reset")]
)
def test_a_poisoned_row_never_stops_the_next(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    poisoned = notice(1, channel="sms", address="13800000001")
    others = [notice(number, channel="sms", address=f"1380000000{number}") for number in (2, 3)]
    sent: list[str] = []

    def send(phone: str) -> None:
        if phone == "13800000001":
            raise error
        sent.append(phone)

    texts(monkeypatch, send)
    assert deliver_waiting() == 2
    assert sent == [one.address for one in others]
    poisoned.refresh_from_db()
    state = "dead" if isinstance(error, UnicodeError) else "waiting"  # what cannot be written never will be
    assert (poisoned.state, poisoned.attempts, poisoned.failure) == (state, 1, type(error).__name__)
    assert poisoned.send_after > now()


@pytest.mark.django_db
def test_a_row_that_cannot_be_unsealed_is_a_failure_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, good = notice(1), notice(2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notices_notice SET body = 'x' WHERE id = %s", [broken.pk])
    assert deliver_waiting() == 1
    assert [one.to for one in mail.outbox] == [[good.address]]
    assert Notice.objects.values_list("state", "attempts", "failure").get(pk=broken.pk) == ("waiting", 1, "CannotOpen")
    Notice.objects.filter(pk=broken.pk).update(state="dead")
    assert (
        NOTICES.dead_letter(Notice.objects.only("channel").get(pk=broken.pk)).to
        == broken.address[:1] + "***@example.com"
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notices_notice SET address = 'x' WHERE id = %s", [broken.pk])
    assert NOTICES.dead_letter(Notice.objects.get(pk=broken.pk)).to == ""


@pytest.mark.django_db
def test_a_silent_gateway_is_left_alone_and_the_other_lanes_have_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    def send(phone: str) -> None:
        tries.append(phone)
        raise TimeoutError

    texts(monkeypatch, send)
    for number in range(10):
        notice(number, channel="sms", address="13800000001")
        notice(100 + number)
    assert deliver_waiting() == 10
    assert len(tries) == NOTICES.patience


@pytest.mark.django_db
def test_a_one_time_code_overtakes_a_thousand_newsletters() -> None:
    for number in range(20):
        notice(number)
    notice(99, subject="登录验证码", until=now() + timedelta(minutes=9))
    assert deliver(NOTICES, most=2) == 2
    assert "登录验证码" in {one.subject for one in mail.outbox}
    assert not Notice.objects.filter(until__isnull=False).exists()


@pytest.mark.django_db
def test_a_row_that_kills_every_worker_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    row = notice(1, channel="sms", address="13800000001")

    def killed(_phone: str) -> None:
        raise SystemExit

    texts(monkeypatch, killed)
    moment = now()
    for attempt in range(ATTEMPTS):
        with override_now(moment + attempt * 2 * CLAIM_LASTS), pytest.raises(SystemExit):
            deliver_waiting()
    notice(2)
    with override_now(moment + ATTEMPTS * 2 * CLAIM_LASTS):
        assert deliver_waiting() == 1
    row.refresh_from_db()
    assert (row.state, row.failure, row.attempts) == ("dead", "killed", ATTEMPTS)


@pytest.mark.django_db
def test_dead_letters_are_shown_without_personal_data_and_sent_again(county: None) -> None:
    row = notice(1, state="dead", attempts=ATTEMPTS, failure="SMTPDataError", claimed_at=now())
    again = f"/desk/dead-letters/notices/{row.pk}/again/"
    for username in ("huawu", "shoujian"):
        client = Client()
        client.force_login(Staff.objects.get(username=username))
        assert client.get("/desk/dead-letters/").status_code == 403
        assert client.post(again).status_code == 403
    assert deliver_waiting() == 0
    for username in ("guanli", "duban"):
        client = Client()
        client.force_login(Staff.objects.get(username=username))
        page = client.get("/desk/dead-letters/").content.decode()
        assert "s***@example.com" in page
        assert again in page
        assert row.address not in page
        assert "这一段话" not in page
    assert client.post(again).status_code == 302
    assert deliver_waiting() == 1
    assert client.post(again).status_code == 302  # nothing is dead any more
    assert (deliver_waiting(), len(mail.outbox)) == (0, 1)
    assert client.post(f"/desk/dead-letters/nothing/{row.pk}/again/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_send_each_row_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    texts(monkeypatch, sent.append)
    for number in range(40):
        notice(number, channel="sms", address=f"138000000{number:02d}")
    start = Barrier(4)

    def work(_number: int) -> int:
        try:
            start.wait()
            return deliver_waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 40
    assert len(set(sent)) == len(sent) == 40


POISON = [
    "a@א1.cn", "a@gone.example", "无@gone.example", "a b@gone.example", "a@" + "x" * 70 + ".cn", "@gone.example",
    "a\nb@gone.example", "a@busy.example", "a@..cn", "a" * 300 + "@gone.example",
]  # fmt: skip


@pytest.mark.django_db
def test_no_row_however_bad_keeps_another_from_going_out(settings: Any) -> None:
    """Ten kinds of poison among good rows: every good one goes out, once; the bad ones are dead, or wait for their turn."""
    rounds, good_ones = (50, 100) if DEEP else (5, 3)
    with mail_server(settings) as server:
        for n in range(rounds):
            for position, address in enumerate(POISON):
                tell_address(key=f"bad:{n}:{position}", email=address, subject="通知", body="正文")
            for position in range(good_ones):
                tell_address(
                    key=f"good:{n}:{position}", email=f"good{n}-{position}@example.com", subject="通知", body="正文"
                )
        moment = now()
        for _round in range(40):
            with override_now(moment := moment + timedelta(minutes=61)):
                deliver_waiting()
        good = [message["To"] for message in server.taken]
        assert sorted(to for to in good if "good" in to) == sorted(
            f"good{n}-{position}@example.com" for n in range(rounds) for position in range(good_ones)
        )
    assert set(Notice.objects.filter(key__startswith="bad:").values_list("state", flat=True)) <= {"dead", "sent"}
    assert not Notice.objects.filter(key__startswith="good:").exclude(state="sent").exists()


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_hangs_holds_one_worker_alone(settings: Any) -> None:
    settings.EMAIL_TIMEOUT = 1
    with mail_server(settings) as server:
        server.hangs.set()
        for n in range(3):
            tell_address(key=f"hang:{n}", email=f"a{n}@example.com", subject="通知", body="正文")
        first = threading.Thread(target=_deliver_in_a_worker)
        first.start()
        while not Notice.objects.filter(state="sending").exists():
            pass
        assert deliver_waiting() == 0  # the lane is taken: nothing to wait for
        assert Notice.objects.filter(state="sending").count() == 1
        first.join()
        server.hangs.clear()
        with override_now(now() + timedelta(hours=2)):
            assert deliver_waiting() == 3


def _deliver_in_a_worker() -> None:
    try:
        deliver_waiting()
    finally:
        connection.close()
