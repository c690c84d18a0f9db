"""What the public reads: published masked answers and counts, points as picture and list, few queries, no person."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from interaction.outreach import signing_up
from interaction.outreach.coordinates import from_gcj02, to_gcj02
from interaction.outreach.drawing import Dot, sketch
from interaction.outreach.models import Question
from interaction.outreach.queries import coming_open_days
from interaction.outreach.questions import Counts, counts_of, note_all
from interaction.publicity.search.index import rebuild
from interaction.publicity.search.models import IndexRow
from interaction.workdays.now import override_now
from interaction.workflow.engine import perform
from mailbox.models import Mailbox
from tests.conftest import do, open_case, staff
from tests.outreach.entries import MONDAY, THE_DAY, WRITER, at, episode, public, text, wish
from tests.publicity.published import TO_REPLY

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
NAME, PHONE, ID = "欧阳慕白", "13987654321", "371324199001011231"


def question(title: str, *steps: str, batch: str = "2026年第7期", source: str = "television", **changes: Any) -> Any:
    """A letter that was entered from an episode, and what was done to it."""
    from interaction.casework.engine import perform
    from interaction.casework.registry import channel

    described = channel("letter")
    case: Any = described.model()
    data = {
        "source": source, "batch": batch, "received_on": "2026-03-02", "upstream_number": "", "upstream_days": "",
        "mailbox": Mailbox.objects.get(organ__code="LL").pk, "kind": "request", "title": title, "place": "", "town": "",
        "content": f"{title}，我叫{NAME}，电话{PHONE}，身份证{ID}，请尽快处理。", "identity": "withheld",
        "public_wish": "on", "name": NAME, "phone": PHONE, "email": "murbai@example.com", **changes,
    }  # fmt: skip
    perform(case, "enter_letter", staff("shoujian"), data)
    do(case, *steps)
    return case


SNAPSHOT = {"title": "水压不足", "content": "水压不足，请尽快处理。", "reply": "已经更换加压泵。", "checked": "on"}


def publish(case: Any, **changes: str) -> None:
    do(case, "publish_reply", **{**SNAPSHOT, **changes})


def test_an_episode_shows_published_answers_and_counts_the_rest(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    one = episode()
    answered = question("水压不足", *TO_REPLY)
    publish(answered)
    question("停水没有通知", *TO_REPLY)
    question("管网漏水", "accept")
    question("别的一期", *TO_REPLY, batch="2026年第8期")
    question("别的节目", *TO_REPLY, source="web")
    open_case("letter")
    page = text(Client().get(f"/programmes/episodes/{one.pk}/"))
    assert re.findall(r"<dd>(\d+) <small>", page) == ["3", "2", "1"]
    assert SNAPSHOT["reply"] in page
    assert not any(word in page for word in ("停水没有通知", "管网漏水", "别的一期", NAME, PHONE, ID))
    assert counts_of([one]) == {one.pk: Counts(3, 2, 1)}
    do(answered, "withdraw_publication")
    page = text(Client().get(f"/programmes/episodes/{one.pk}/"))
    assert re.findall(r"<dd>(\d+) <small>", page) == ["3", "2", "0"]
    assert SNAPSHOT["reply"] not in page


def test_questions_that_were_there_before_are_found(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    publish(question("水压不足", *TO_REPLY))
    question("管网漏水")
    noted = list(Question.objects.order_by("case").values())
    Question.objects.all().delete()
    assert note_all() == 2
    assert list(Question.objects.order_by("case").values()) == noted


def test_no_person_is_on_any_public_page(county: None, on_day: OnDay) -> None:
    """A name, a telephone and an identity number in every field that takes people's words."""
    with override_now(at(MONDAY, 10)):
        one, day, point = episode(), public("open_day"), public("point")
        public("announcement")
        publish(question("水压不足", *TO_REPLY))
        signed = signing_up.sign_up(day, wish(1, name=NAME, phone=PHONE, email="murbai@example.com"))
    with override_now(at(THE_DAY, 12)):
        perform(day, "attend", staff(WRITER), {f"came-{signed.pk}": 1})
        signing_up.rate(signed, 5, f"我是{NAME}，{PHONE}")
    on_day(THE_DAY + timedelta(days=1))
    addresses = [
        "/announcements/", "/programmes/", f"/programmes/{one.programme_id}/", f"/programmes/episodes/{one.pk}/", "/open-days/",
        f"/open-days/{day.pk}/", f"/open-days/{day.pk}/sign-up/", "/open-days/sign-ups/", "/service-points/",
        f"/service-points/{point.pk}/", *(IndexRow.objects.values_list("address", flat=True)),
    ]  # fmt: skip
    for address in addresses:
        for prefix in ("", "/en"):
            answer = Client().get(prefix + address)
            assert answer.status_code == 200, address
            page = text(answer)
            assert not any(word in page for word in (NAME, PHONE, ID, "murbai")), address
    found = dict(IndexRow.objects.exclude(source="reply").values_list("source", "text"))
    assert set(found) == {"announcement", "programme", "episode", "event", "place"}
    assert not any(word in said for said in found.values() for word in (NAME, PHONE, ID))
    rebuild()
    assert dict(IndexRow.objects.exclude(source="reply").values_list("source", "text")) == found


def test_lists_ask_the_same_however_long_they_are(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    one = episode()
    public("announcement"), public("open_day"), public("point")
    publish(question("水压不足", *TO_REPLY))
    addresses = [
        "/announcements/",
        "/programmes/",
        f"/programmes/episodes/{one.pk}/",
        "/open-days/",
        "/service-points/",
    ]

    def asked() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                assert Client().get(address).status_code == 200
            counts.append(len(captured))
        return counts

    few = asked()
    for n in range(4):
        (
            public("announcement", title=f"公告{n}"),
            public("open_day", title=f"开放日{n}"),
            public("point", title=f"服务点{n}"),
        )
        episode(batch=f"2026年第{n + 20}期")
        publish(question(f"水压不足{n}", *TO_REPLY))
    assert asked() == few
    assert max(few) <= 8


def test_announcements_page_by_key_without_gap_or_overlap(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    titles = {public("announcement", title=f"第{n:02d}号公告").title for n in range(45)}
    seen: list[str] = []
    address: str = "/announcements/"
    while address:
        page = text(Client().get(address))
        seen += re.findall(r"第\d\d号公告", page)
        following = re.search(r'href="(\?[^"]*)" rel="next"', page)
        address = "/announcements/" + following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == len(titles)
    assert set(seen) == titles
    for key in ("\x00", "2026-03-02.\x00", "2026-03-02." + "9" * 30, "0000-99-99.1", "2026-03-02.٣", "x" * 5000):
        for path in ("/announcements/", "/programmes/", "/open-days/"):
            assert Client().get(path, {"after": key, "organ": "\x00"}).status_code == 200
    assert Client().get("/service-points/", {"organ": "\x00", "township": "x" * 9999}).status_code == 200


def test_an_announcement_that_ran_out_says_so(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    entry = public("announcement", valid_until="2026-03-04")
    assert "已过有效期" not in text(Client().get(f"/announcements/{entry.pk}/"))
    on_day(date(2026, 3, 5))
    assert "已过有效期" in text(Client().get(f"/announcements/{entry.pk}/"))


def test_open_days_to_come_and_past(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    day = public("open_day")
    assert coming_open_days(5) == [day]
    on_day(THE_DAY + timedelta(days=1))
    assert coming_open_days(5) == []
    assert day.title in text(Client().get("/open-days/"))


def test_points_of_both_systems_lie_where_they_are() -> None:
    """A known pair: the same place in both systems, some 500 metres apart in degrees; there and back again."""
    here = (34.85, 118.05)
    there = to_gcj02(*here)
    assert 0.0001 < abs(there[0] - here[0]) + abs(there[1] - here[1]) < 0.01
    assert from_gcj02(*there) == pytest.approx(here, abs=1e-6)


def test_the_sketch_is_true_to_its_scale_and_tells_what_it_shows() -> None:
    """Ten kilometres to the north are as long as the bar says, the north is up, and nothing runs out of the frame."""
    dots = [
        Dot(1, "甲<b>", 34.8, 118.0, "禾源街道"),
        Dot(2, "乙", 34.8 + 10 / 111.32, 118.0),
        Dot(3, "丙", 34.8, 118.3),
    ]
    svg = sketch("示意图", "共 3 处。", dots)
    assert "<b>" not in svg
    assert "<desc" in svg
    places = [(float(x), float(y)) for x, y in re.findall(r'class="map-dot" cx="([\d.]+)" cy="([\d.]+)"', svg)]
    south, north = max(y for _x, y in places), min(y for _x, y in places)
    start, end, km = re.search(r'map-scale" d="M([\d.]+) .*?H([\d.]+)V.*?([\d.]+) 公里', svg).groups()
    assert (south - north) / 10 == pytest.approx((float(end) - float(start)) / float(km), rel=0.01)
    assert all(0 < x < 720 for x, _y in places)
    assert sketch("示意图", "", []) == ""
    assert sketch("示意图", "", dots[:1])


def test_points_are_filtered_and_drawn(county: None, on_day: OnDay) -> None:
    from interaction.organs.models import Organ

    on_day(MONDAY)
    town = Organ.objects.get(code="LL-T01")
    public("point", title="禾源服务点", township=town.pk)
    public("point", title="别处服务点")
    page = text(Client().get("/service-points/", {"township": "LL-T01"}))
    assert "禾源服务点" in page
    assert "别处服务点" not in page
    assert page.count('class="map-dot"') == 1
    assert town.short_name in page
    assert "08:30-12:00" in page


def test_english_pages_say_english(county: None, on_day: OnDay) -> None:
    """Whatever the room says itself on its public pages is in English there; what stays Chinese says so by its language."""
    on_day(MONDAY)
    one, day, point, notice = episode(), public("open_day"), public("point"), public("announcement")
    with translation.override("zh-hans"):
        addresses = ["/announcements/", f"/announcements/{notice.pk}/", "/programmes/", f"/programmes/episodes/{one.pk}/",
                     "/open-days/", f"/open-days/{day.pk}/", f"/open-days/{day.pk}/sign-up/", "/open-days/sign-ups/",
                     "/service-points/", f"/service-points/{point.pk}/"]  # fmt: skip
    for address in addresses:
        page = text(Client().get("/en" + address))
        main = page.partition("<main")[2].partition("</main>")[0]
        said = re.sub(r'<(\w+)[^>]*lang="zh-Hans"[^>]*>.*?</\1>', "", main, flags=re.S)
        said = re.sub(r"\d+年\d+月\d+日(?:（星期.）)?", "", said)  # how dates are written is the portal's matter
        assert re.findall(r"[\u4e00-\u9fff]+", re.sub(r"<[^>]+>", " ", said)) == [], address
