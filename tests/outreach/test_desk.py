"""The desk of entries: whose they are, two pairs of eyes, a log that stays, and bad input."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from interaction.errors import NotNow, NotPermitted
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.outreach.kinds import KINDS
from interaction.outreach.models import Announcement, Entry, Episode
from interaction.outreach.queries import newest_announcements
from interaction.publicity.search.models import IndexRow
from interaction.workdays.now import now
from interaction.workflow.engine import perform
from interaction.workflow.models import LogEntry
from tests.conftest import staff
from tests.databases import owner
from tests.outreach.entries import DATA, MONDAY, OTHER, WRITER, drafted, episode, public, signed_in, text, typed

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]


def test_what_one_writes_another_publishes(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    writer, other = signed_in(WRITER), signed_in(OTHER)
    assert writer.post("/desk/outreach/new/announcement/", typed("announcement")).status_code == 302
    entry = Announcement.objects.get()
    address = f"/desk/outreach/{entry.pk}/"
    assert Client().get(f"/announcements/{entry.pk}/").status_code == 404
    assert entry.title in text(other.get("/desk/outreach/"))
    assert "请由另一位公开员" in text(writer.post(f"{address}publish/", {"version": 1}))
    assert Client().get(f"/announcements/{entry.pk}/").status_code == 404
    assert other.post(f"{address}publish/", {"version": 0}).status_code == 422  # looked at another version
    assert other.post(f"{address}publish/", {"version": 1}).status_code == 302
    assert entry.title in text(Client().get("/announcements/"))
    assert newest_announcements(3) == [entry]


def test_the_database_keeps_four_eyes_and_the_log(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    entry = drafted("announcement")
    with pytest.raises(IntegrityError, match="published by one of its authors"), transaction.atomic():
        LogEntry.objects.create(
            kind="entry", key=str(entry.pk), version=2, action="publish", by=staff(WRITER).staff, at=now(), on=MONDAY,
            needs_second_person=True, settles=True,
        )  # fmt: skip
    refused: list[Callable[[], Any]] = [
        lambda: LogEntry.objects.update(words=""),
        lambda: LogEntry.objects.all().delete(),
        lambda: Entry.objects.filter(pk=entry.pk).update(title="改"),
        lambda: Entry.objects.filter(pk=entry.pk)._raw_delete(using="default"),
    ]
    for change in refused:
        with pytest.raises(IntegrityError), transaction.atomic(), owner():
            change()
    with pytest.raises(IntegrityError, match="last entry"), transaction.atomic():
        _without_an_act(entry)
    assert Entry.objects.get(pk=entry.pk).title == DATA["announcement"]["title"]


def _without_an_act(entry: Any) -> None:
    Entry.objects.filter(pk=entry.pk).update(title="改", version=2)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_comma_of_somebody_else_opens_no_way_round_four_eyes(county: None, on_day: OnDay) -> None:
    """A writes, B changes a comma: neither of them publishes, but a third person does."""
    on_day(MONDAY)
    entry = drafted("announcement")
    comma = {**typed("announcement", body="本周六，检修管网，停水半天。"), "version": 1}
    assert signed_in(OTHER).post(f"/desk/outreach/{entry.pk}/edit/", comma).status_code == 302
    for author in (WRITER, OTHER):
        assert "请由另一位公开员" in text(signed_in(author).post(f"/desk/outreach/{entry.pk}/publish/", {"version": 2}))
    assert not Announcement.objects.get().is_public
    perform(entry, "publish", staff("gongkai-fuhe"))
    assert Announcement.objects.get().is_public


def test_a_change_after_publication_waits_for_a_second_person(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    entry = public("announcement")
    writer, other, address = signed_in(WRITER), signed_in(OTHER), f"/announcements/{entry.pk}/"
    change = {"title": "停水公告（更正）", "body": "改为周日停水。", "valid_until": "", "checked": "on", "version": 2}
    assert "更正说明" in text(writer.post(f"/desk/outreach/{entry.pk}/edit/", change))
    assert writer.post(f"/desk/outreach/{entry.pk}/edit/", {**change, "note": "日期有误。"}).status_code == 302
    assert "改为周日" not in text(Client().get(address))
    assert "改为周日" in text(other.get(f"/desk/outreach/{entry.pk}/"))
    assert writer.post(f"/desk/outreach/{entry.pk}/publish/", {"version": 3}).status_code == 422
    assert other.post(f"/desk/outreach/{entry.pk}/publish/", {"version": 3}).status_code == 302
    shown = text(Client().get(address))
    assert "改为周日" in shown
    assert "日期有误。" in shown
    assert DATA["announcement"]["body"] not in shown
    # What another one dropped leaves the public text as it was.
    writer.post(f"/desk/outreach/{entry.pk}/edit/", {**change, "body": "再改。", "note": "再改。", "version": 4})
    assert other.post(f"/desk/outreach/{entry.pk}/drop/", {"version": 5}).status_code == 302
    assert other.post(f"/desk/outreach/{entry.pk}/publish/", {"version": 6}).status_code == 422
    assert "再改。" not in text(Client().get(address))
    assert list(entry.log.values_list("action", flat=True)) == ["write", "publish", "write", "publish", "write", "drop"]


def test_what_is_taken_back_says_when_and_why(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    entry = public("announcement")
    writer = signed_in(WRITER)
    assert writer.post(f"/desk/outreach/{entry.pk}/withdraw/", {"version": 2, "why": ""}).status_code == 422
    withdrawn = writer.post(f"/desk/outreach/{entry.pk}/withdraw/", {"version": 2, "why": "停水计划取消。"})
    assert withdrawn.status_code == 302
    answer = Client().get(f"/announcements/{entry.pk}/")
    assert answer.status_code == 410
    assert "停水计划取消。" in text(answer)
    assert entry.title not in text(answer)
    assert entry.title not in text(Client().get("/announcements/"))
    assert not IndexRow.objects.exists()
    with pytest.raises(NotNow):
        perform(Announcement.objects.get(), "publish", staff(OTHER), seen=3)


@pytest.mark.parametrize("username", ["gongkai-czj", "chengban-slj", "shoujian", "duban"])
def test_others_have_no_part_in_it(county: None, on_day: OnDay, username: str) -> None:
    on_day(MONDAY)
    entry, stranger = drafted("announcement"), signed_in(username)
    closed = 404 if username.startswith("gongkai") else 403
    for method, address in (("get", ""), ("get", "edit/"), ("post", "edit/"), ("post", "publish/"), ("post", "withdraw/"),
                            ("post", "drop/")):  # fmt: skip
        answer = getattr(stranger, method)(f"/desk/outreach/{entry.pk}/{address}")
        assert answer.status_code == closed, address
    with pytest.raises(NotPermitted):
        perform(entry, "publish", staff(username), seen=1)
    if closed == 404:  # for another organ than one's own
        answer = stranger.post("/desk/outreach/new/announcement/", typed("announcement"))
        assert answer.status_code == 422
    assert ("公告和活动" in text(stranger.get("/desk/"))) is username.startswith("gongkai")
    assert Entry.objects.count() == 1


def test_the_county_s_publisher_edits_for_all(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    entry = drafted("announcement", writer="gongkai-fuhe")
    perform(entry, "publish", staff(OTHER), seen=1)
    assert Announcement.objects.get().is_public
    with pytest.raises(NotPermitted):
        perform(entry, "publish", Actor.system(), seen=2)


@pytest.mark.parametrize("kind", list(DATA))
def test_bad_input_is_refused_in_words_and_kept(county: None, on_day: OnDay, kind: str) -> None:
    on_day(MONDAY)
    writer = signed_in(WRITER)
    good = typed(kind)
    if kind == "episode":
        good |= {"programme": public("programme").pk, "organs": [Organ.objects.get(code="LL-SLJ").pk]}
    before = Entry.objects.count()
    bad: list[dict[str, Any]] = [
        {"title": "标题\x00"}, {"title": ""}, {"body": "内容\ufffe"}, {"body": "字" * 400_000}, {"organ": "\x00"},
        {"organ": "9" * 30}, {"body": "联系张三，电话13987654321。"}, {"title": "张三 37132419900101123X"}, {"checked": ""},
    ]  # fmt: skip
    bad += {
        "announcement": [{"valid_until": "明天"}],
        "programme": [{"medium": "radio"}],
        "episode": [{"recording": "http://a.example"}, {"recording": "javascript:alert(1)"}, {"organs": []}, {"programme": "x"},
                    {"organs": ["\x00"]}],
        "open_day": [{"quota": "0"}, {"quota": "9" * 50}, {"ends_at": "2026-03-20T08:00"}, {"sign_up_until": "2026-03-21"},
                     {"sign_up_until": "2026-03-01"}, {"starts_at": "早上"}, {"place": "王五家 13987654321"}],
        "point": [{"latitude": "99"}, {"latitude": "NaN"}, {"longitude": "Infinity"}, {"day0": "全天"}, {"day0": ""},
                  {"datum": "mars"}, {"phone": "13987654321"}],
    }[kind]  # fmt: skip
    for change in bad:
        answer = writer.post(f"/desk/outreach/new/{kind}/", {**good, **change})
        assert answer.status_code == 422, change
        assert 'id="summary"' in text(answer), change
    assert Entry.objects.count() == before
    assert writer.post(f"/desk/outreach/new/{kind}/", good).status_code == 302
    for query in ("kind=\x00", "kind=" + "x" * 9999, "before=\x00", "before=" + "9" * 40, "before=-1"):
        assert writer.get(f"/desk/outreach/?{query}").status_code == 200
    assert writer.get("/desk/outreach/new/nothing/").status_code == 404


def test_an_episode_of_a_medium_has_its_batch_alone(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    one = episode()
    form = KINDS["episode"].form(
        typed("episode", programme=one.programme_id, organs=[one.organ_id]),
        case=Episode(kind="episode"),
        actor=staff(WRITER),
    )
    assert not form.is_valid()
    assert "已经有这一期" in str(form.errors["batch"])
