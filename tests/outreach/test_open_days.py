"""Open days: the quota holds whoever comes at once, who waits moves up, and who came is forgotten in the end."""

import re
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from interaction.errors import NotNow
from interaction.notices.models import Notice
from interaction.outreach import signing_up
from interaction.outreach.models import OpenDay, SignUp
from interaction.visitors.throttle import RECEIPTS_A_DAY
from interaction.workdays.now import override_now
from interaction.workflow.engine import perform
from interaction.workflow.models import LogEntry
from tests.conftest import staff
from tests.outreach.entries import MONDAY, OTHER, THE_DAY, WRITER, at, comers, public, signed_in, text, wish

OnDay = Callable[[date], None]
AT_ONCE, QUOTA = 20, 13
FORM = {"name": "李明远", "phone": "13812345678", "email": "mingyuan@example.com", "people": "2"}


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_never_pass_the_quota(county: None) -> None:
    """Two people each: six sign-ups fit into thirteen places, and the rest wait, in whatever order they come."""
    with override_now(at(MONDAY, 10)):
        day, start = public("open_day", quota=QUOTA), threading.Barrier(AT_ONCE)

    def press(n: int) -> str:
        start.wait(timeout=60)
        try:
            with override_now(at(MONDAY, 11)):
                return signing_up.sign_up(OpenDay.objects.get(pk=day.pk), wish(n, 2)).state
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as people:
        assert Counter(people.map(press, range(AT_ONCE))) == {"confirmed": 6, "waiting": 14}
    day.refresh_from_db()
    assert day.taken == 12
    assert SignUp.objects.values("number").distinct().count() == AT_ONCE


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_holds_the_quota(county: None) -> None:
    """Rows written past every lock of the program: the count is the database's, and so is the refusal."""
    with override_now(at(MONDAY, 10)):
        day, start = public("open_day", quota=5), threading.Barrier(AT_ONCE)

    def force(n: int) -> bool:
        start.wait(timeout=60)
        try:
            with transaction.atomic():
                SignUp.objects.create(
                    day_id=day.pk, number=f"KF-{n}", query_key_id=1, state="confirmed", people=2, at=at(MONDAY, 11),
                    phone=f"1380000{n:04d}",
                )  # fmt: skip
            return True
        except IntegrityError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as people:
        assert sum(people.map(force, range(AT_ONCE))) == 2
    OpenDay.objects.filter(pk=day.pk).update(taken=0)  # a lie is counted anew
    day.refresh_from_db()
    assert day.taken == 4
    with pytest.raises(IntegrityError):
        OpenDay.objects.filter(pk=day.pk).update(quota=3)


def _without(words: str, hidden: tuple[str, ...], pk: int) -> str:
    for one in hidden:
        words = words.replace(one, "...")
    return re.sub(r"csrfmiddlewaretoken[^>]*|form=[-0-9a-f]+|[-0-9a-f]{36}", "", words).replace(f"/{pk}/", "/.../")


@pytest.mark.django_db
class TestSigningUp:
    def test_a_person_signs_up_reads_the_code_and_cancels(self, county: None, on_day: OnDay) -> None:
        on_day(MONDAY)
        day, client = public("open_day"), Client()
        page = client.get(f"/open-days/{day.pk}/sign-up/", follow=True)
        key = text(page).partition('name="submission" value="')[2][:36]
        answer = client.post(f"/open-days/{day.pk}/sign-up/", {**FORM, "submission": key})
        one = SignUp.objects.get()
        assert answer["Location"] == f"/open-days/sign-ups/{one.number}/"
        code = signing_up.code_of(one)
        assert code in text(client.get(answer["Location"]))
        assert (
            client.post(f"/open-days/{day.pk}/sign-up/", {**FORM, "submission": key})["Location"] == answer["Location"]
        )
        assert SignUp.objects.count() == 1
        # Somewhere else: number and code open it, and nothing else does.
        other = Client()
        assert other.get(answer["Location"])["Location"] == "/open-days/sign-ups/"
        assert other.post(f"/open-days/sign-ups/{one.number}/cancel/")["Location"] == "/open-days/sign-ups/"
        assert other.post("/open-days/sign-ups/", {"number": one.number, "code": "AAAAA-AAAAA"}).status_code == 422
        assert (
            other.post("/open-days/sign-ups/", {"number": one.number.lower(), "code": code.lower()}).status_code == 302
        )
        other.post(f"/open-days/sign-ups/{one.number}/cancel/")
        one.refresh_from_db()
        assert one.state == "cancelled"
        subjects = list(Notice.objects.order_by("send_after", "subject").values_list("subject", "channel"))
        assert sorted(subjects) == [("报名已取消", "email"), ("报名成功", "email")]
        # The telephone is free again.
        client.post(f"/open-days/{day.pk}/sign-up/", FORM)
        assert comers(day) == [(2, "cancelled"), (2, "confirmed")]

    def test_one_telephone_signs_up_once(self, county: None, on_day: OnDay) -> None:
        on_day(MONDAY)
        day = public("open_day", quota=5)
        Client().post(f"/open-days/{day.pk}/sign-up/", FORM)
        again = {**FORM, "phone": "+86 138 1234 5678", "name": "李四", "people": "4"}
        assert Client().post(f"/open-days/{day.pk}/sign-up/", again).status_code == 302
        assert comers(day) == [(2, "confirmed"), (4, "cancelled")]
        day.refresh_from_db()
        assert (day.taken, day.left) == (2, 3)
        with transaction.atomic(), pytest.raises(IntegrityError):  # nor past the program
            SignUp.objects.filter(state="cancelled").update(state="waiting")

    def test_strangers_do_not_learn_whose_telephone_has_signed_up(
        self, county: None, on_day: OnDay, settings: Any
    ) -> None:
        on_day(MONDAY)
        settings.SMS_BACKEND = "interaction.notices.sms.FileGateway"
        known, unknown = public("open_day", quota=9), public("open_day", quota=9)
        # Of each day somebody holds two places; of one it is with the telephone that the stranger tries.
        signing_up.sign_up(known, wish(1, 2, phone="13812345678"))
        signing_up.sign_up(unknown, wish(2, 2))
        Notice.objects.all().delete()
        for typed in ({}, {"email": ""}):
            seen = [self._all_a_stranger_sees(day, {**FORM, **typed}) for day in (known, unknown)]
            assert seen[0] == seen[1], typed
        told = Notice.objects.filter(subject="有人又用您的电话报名")
        assert [(one.channel, one.address) for one in told] == [("sms", "13812345678")] * 2
        # Its owner is written to as often as anybody's telephone that a stranger types.
        assert Notice.objects.filter(channel="sms", key__startswith=f"open_day:{known.pk}").count() == 2

    def _all_a_stranger_sees(self, day: OpenDay, typed: dict[str, str]) -> list[str]:
        """What pages, later ones too, and mails to the stranger say; numbers and codes are everybody's own."""
        stranger, before = Client(), Notice.objects.filter(channel="email").count()
        answer = stranger.post(f"/open-days/{day.pk}/sign-up/", typed)
        one = SignUp.objects.latest("number")
        page = f"/open-days/sign-ups/{one.number}/"
        pages = [answer, stranger.get(page), Client().get(f"/open-days/{day.pk}/")]
        pages.append(Client().get(f"/open-days/{day.pk}/sign-up/", follow=True))
        pages += [stranger.post(f"{page}cancel/"), stranger.get(page)]
        mails = list(Notice.objects.filter(channel="email")[before:])
        said = [f"{each.status_code} {text(each)}" for each in pages] + [
            f"{each.subject} {each.body}" for each in mails
        ]
        hidden = (one.number, signing_up.code_of(one))
        return [_without(words, hidden, day.pk) for words in said]

    def test_later_mails_tell_strangers_nothing_either(self, county: None) -> None:
        with override_now(at(MONDAY, 10)):
            day = public("open_day", quota=9)
            signing_up.sign_up(day, wish(1))
            again = signing_up.sign_up(day, wish(1, email="stranger@example.com"))
            silent = signing_up.sign_up(day, wish(1))
        with override_now(at(THE_DAY - timedelta(days=1), 11)):
            signing_up.remind()
            signing_up.call_off(OpenDay.objects.get(pk=day.pk))
        told = {(one.address, one.subject) for one in Notice.objects.filter(channel="email")}
        assert told == {("stranger@example.com", what) for what in ("报名成功", "活动提醒", "活动取消")}
        assert SignUp.objects.get(pk=again.pk).shown_state == "cancelled"
        assert not Notice.objects.filter(key__contains=str(silent.pk)).exclude(key__endswith="again").exists()

    def test_whoever_signs_up_a_telephone_again_and_again_does_not_flood_it(
        self, county: None, on_day: OnDay, settings: Any
    ) -> None:
        on_day(MONDAY)
        settings.SMS_BACKEND = "interaction.notices.sms.FileGateway"
        day = public("open_day", quota=500)
        for n in range(RECEIPTS_A_DAY.allowed + 5):
            answer = Client().post(f"/open-days/{day.pk}/sign-up/", {**FORM, "email": ""}, REMOTE_ADDR=f"203.0.113.{n}")
            assert answer.status_code == 302
        assert Notice.objects.filter(channel="sms").count() == RECEIPTS_A_DAY.allowed
        on_day(MONDAY + timedelta(days=1))
        Client().post(f"/open-days/{day.pk}/sign-up/", {**FORM, "email": ""})
        assert Notice.objects.filter(channel="sms").count() == RECEIPTS_A_DAY.allowed + 1

    def test_who_waits_moves_up_in_order(self, county: None, on_day: OnDay) -> None:
        on_day(MONDAY)
        day = public("open_day", quota=5)
        ones = [
            signing_up.sign_up(day, wish(n, people, email="a@example.com")) for n, people in enumerate((3, 2, 4, 1, 2))
        ]
        assert comers(day) == [(3, "confirmed"), (2, "confirmed"), (4, "waiting"), (1, "waiting"), (2, "waiting")]
        signing_up.cancel(ones[0])  # three places: four do not fit, one and two do
        assert [state for _people, state in comers(day)] == [
            "cancelled",
            "confirmed",
            "waiting",
            "confirmed",
            "confirmed",
        ]
        assert Notice.objects.filter(subject="候补成功").count() == 2
        codes = [signing_up.code_of(one) for one in SignUp.objects.all()]
        assert not [one.key for one in Notice.objects.all() if any(code in one.body for code in codes)]
        signing_up.cancel(ones[0])  # twice is once
        perform(day, "cancel", staff(WRITER), about=ones[1])
        assert [state for _people, state in comers(day)] == [
            "cancelled",
            "cancelled",
            "waiting",
            "confirmed",
            "confirmed",
        ]
        assert LogEntry.objects.get(action="cancel").words == ones[1].number

    def test_a_larger_quota_lets_people_in(self, county: None, on_day: OnDay) -> None:
        on_day(MONDAY)
        day = public("open_day", quota=1)
        for n in range(3):
            signing_up.sign_up(day, wish(n))
        writer, other = signed_in(WRITER), signed_in(OTHER)
        form = {
            "title": day.title, "body": day.body, "place": day.place, "quota": 2, "starts_at": "2026-03-20T09:00",
            "ends_at": "2026-03-20T11:00", "sign_up_from": "2026-03-02", "sign_up_until": "2026-03-18",
            "note": "增加名额。", "checked": "on", "version": 2,
        }  # fmt: skip
        assert writer.post(f"/desk/outreach/{day.pk}/edit/", form).status_code == 302
        assert [state for _people, state in comers(day)] == ["confirmed", "waiting", "waiting"]
        assert other.post(f"/desk/outreach/{day.pk}/publish/", {"version": 3}).status_code == 302
        assert [state for _people, state in comers(day)] == ["confirmed", "confirmed", "waiting"]
        answer = writer.post(f"/desk/outreach/{day.pk}/edit/", {**form, "quota": 1, "version": 4})
        assert answer.status_code == 422
        assert "名额不能比这少" in text(answer)

    @pytest.mark.parametrize(("when", "opens"), [(date(2026, 3, 1), False), (MONDAY, True), (date(2026, 3, 18), True),
                                                 (date(2026, 3, 19), False)])  # fmt: skip
    def test_only_in_its_time(self, county: None, on_day: OnDay, when: date, opens: bool) -> None:
        with override_now(at(date(2026, 2, 27), 10)):
            day = public("open_day")
        on_day(when)
        answer = Client().post(f"/open-days/{day.pk}/sign-up/", FORM)
        assert (answer.status_code == 302) is opens
        assert SignUp.objects.exists() is opens
        assert ('name="phone"' in text(Client().get(f"/open-days/{day.pk}/sign-up/", follow=True))) is opens

    def test_bad_input_loses_nothing_and_breaks_nothing(self, county: None, on_day: OnDay) -> None:
        on_day(MONDAY)
        day = public("open_day")
        for change in (
            {"name": "王\x00明"}, {"name": "王\ufffe明"}, {"name": ""}, {"name": "王" * 61}, {"phone": "12"},
            {"people": "6"}, {"people": "0"}, {"people": "二"}, {"people": "9" * 400}, {"email": "nobody"},
            {"name": "王" * 400_000},
        ):  # fmt: skip
            answer = Client().post(f"/open-days/{day.pk}/sign-up/", {**FORM, "submission": "no key", **change})
            assert answer.status_code == 422, change
            assert "summary" in text(answer)
        assert not SignUp.objects.exists()

    def test_a_visitor_has_its_limit(self, county: None, on_day: OnDay, settings: Any) -> None:
        on_day(MONDAY)
        settings.SUBMISSIONS_PER_HOUR = 1
        day = public("open_day")
        assert Client().post(f"/open-days/{day.pk}/sign-up/", FORM).status_code == 302
        answer = Client().post(f"/open-days/{day.pk}/sign-up/", {**FORM, "phone": "13812345679"})
        assert answer.status_code == 429
        assert FORM["name"] in text(answer)


@pytest.mark.django_db
class TestTheDayAndAfter:
    def day_with_people(self) -> tuple[OpenDay, list[SignUp]]:
        with override_now(at(MONDAY, 10)):
            day = public("open_day")
            return day, [signing_up.sign_up(day, wish(n, 2, email=f"p{n}@example.com")) for n in range(3)]

    def test_reminded_once_the_day_before(self, county: None) -> None:
        self.day_with_people()
        with override_now(at(THE_DAY - timedelta(days=2), 10)):
            assert signing_up.remind() == 0
        for _time in range(2):
            with override_now(at(THE_DAY - timedelta(days=1), 10)):
                signing_up.remind()
        told = Notice.objects.filter(subject="活动提醒")
        assert {one.address for one in told} == {"p0@example.com", "p1@example.com"}  # who waits is not expected
        assert told.count() == 2

    def test_who_came_rates_and_nobody_else(self, county: None) -> None:
        day, ones = self.day_with_people()
        desk = signed_in(WRITER)
        with override_now(at(THE_DAY, 8)):
            assert desk.post(f"/desk/outreach/{day.pk}/sign-ups/came/", {f"came-{ones[0].pk}": "2"}).status_code == 422
        with override_now(at(THE_DAY, 12)):
            with pytest.raises(NotNow):
                signing_up.rate(ones[0], 5, "")
            came = {f"came-{ones[0].pk}": "9", f"came-{ones[1].pk}": "0", f"came-{ones[2].pk}": "2"}
            assert desk.post(f"/desk/outreach/{day.pk}/sign-ups/came/", came).status_code == 302
            assert list(day.sign_ups.order_by("number").values_list("came", flat=True)) == [2, 0, None]
            assert LogEntry.objects.filter(action="attend").get().words == "到场 2 人"
            client = Client()
            code = signing_up.code_of(ones[0])
            client.post("/open-days/sign-ups/", {"number": ones[0].number, "code": code})
            address = f"/open-days/sign-ups/{ones[0].number}/rate/"
            assert client.post(address, {"stars": "6"}).status_code == 422
            assert client.post(address, {"stars": "4", "words": "讲得很好"}).status_code == 302
            assert client.post(address, {"stars": "1", "words": "再来一次"}).status_code == 422
            for one in ones[1:]:
                with pytest.raises(NotNow):
                    signing_up.rate(one, 1, "没来")
            assert "讲得很好" in text(desk.get(f"/desk/outreach/{day.pk}/sign-ups/"))
            assert "讲得很好" not in text(Client().get(f"/open-days/{day.pk}/"))

    def test_whoever_looks_at_telephones_is_noted(self, county: None) -> None:
        day, ones = self.day_with_people()
        desk = signed_in(WRITER)
        listed = text(desk.get(f"/desk/outreach/{day.pk}/sign-ups/"))
        assert not any(one.phone in listed or one.name in listed for one in ones)
        assert "138****0001" in listed
        opened = text(desk.post(f"/desk/outreach/{day.pk}/sign-ups/open/"))
        assert all(one.phone in opened and one.name in opened for one in ones)
        assert LogEntry.objects.get(action="look").by == staff(WRITER).staff
        stranger = signed_in("gongkai-czj")
        assert stranger.get(f"/desk/outreach/{day.pk}/sign-ups/").status_code == 404
        assert stranger.post(f"/desk/outreach/{day.pk}/sign-ups/open/").status_code == 404
        assert stranger.post(f"/desk/outreach/{day.pk}/sign-ups/{ones[0].pk}/cancel/").status_code == 404

    def test_everybody_is_forgotten_after_the_configured_days(self, county: None, settings: Any) -> None:
        settings.OPEN_DAY_RETENTION_DAYS = 30
        day, ones = self.day_with_people()
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(row_to_json(t)::text, '') FROM outreach_signup t")
            stored = cursor.fetchone()[0]
        assert not any(one.phone in stored or one.name in stored or one.email in stored for one in ones)
        with override_now(at(THE_DAY + timedelta(days=30), 20)):
            assert signing_up.forget_old() == 0
        with override_now(at(THE_DAY + timedelta(days=31), 10)):
            assert signing_up.forget_old() == 1
            assert signing_up.forget_old() == 0
        for one in SignUp.objects.all():
            assert (one.name, one.phone, one.phone_index, one.email, one.words) == ("",) * 5
        assert not Notice.objects.exists()
        day.refresh_from_db()
        assert day.taken == 4
        assert day.forgotten_on == THE_DAY + timedelta(days=31)

    def test_a_day_taken_back_tells_everybody(self, county: None, on_day: OnDay) -> None:
        day, ones = self.day_with_people()
        on_day(date(2026, 3, 10))
        answer = signed_in(WRITER).post(f"/desk/outreach/{day.pk}/withdraw/", {"version": 2, "why": "因天气原因取消。"})
        assert answer.status_code == 302
        assert {state for _people, state in comers(day)} == {"cancelled"}
        assert Notice.objects.filter(subject="活动取消").count() == len(ones)
        assert Client().post(f"/open-days/{day.pk}/sign-up/", FORM).status_code == 410
