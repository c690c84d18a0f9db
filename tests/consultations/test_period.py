"""How long opinions are taken (重大行政决策程序暂行条例 A.15), and what the dates make of a consultation."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client

from interaction.consultations.models import Consultation
from interaction.errors import InvalidData, NotNow
from tests.consultations.acting import AFTER, CLOSES, FIRST, OPENS, OnDay, do, drafted, published, say

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_thirty_days_both_counted_or_a_reason_in_public(county: None, on_day: OnDay, client: Client) -> None:
    on_day(FIRST)
    assert drafted().days == 30
    short = (CLOSES - DAY).isoformat()
    with pytest.raises(InvalidData, match="只有 29 日"):
        drafted(closes_on=short)
    found = published(closes_on=short, shortened_because="汛期将至，情况紧急。")
    assert [entry.action for entry in found.log.order_by("version")] == ["draft", "submit", "publish", "shorten"]
    page = client.get(f"/consultations/{found.pk}/").content.decode()
    assert "征集期限 29 日，少于 30 日" in page
    assert page.count("汛期将至，情况紧急。") == 2  # beside the dates and in the record
    with pytest.raises(IntegrityError, match="consultation_thirty_days_or_reason"):
        Consultation.objects.filter(pk=found.pk).update(shortened_because="", version=9)


def test_a_reason_for_a_full_period_is_not_kept(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    assert drafted(shortened_because="不需要").shortened_because == ""


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (OPENS - DAY, "upcoming"), (OPENS, "open"), (CLOSES, "open"), (AFTER, "closed"),
    ],
)  # fmt: skip
def test_the_first_and_the_last_day_are_open(county: None, on_day: OnDay, day: date, standing: str) -> None:
    on_day(FIRST)
    found = published()
    on_day(day)
    assert found.standing == standing
    if standing == "open":
        say(found)
        assert found.opinions.count() == 1
    else:
        with pytest.raises(NotNow, match="不在进行中"):
            say(found)


def test_a_period_is_only_lengthened(county: None, on_day: OnDay, client: Client) -> None:
    on_day(FIRST)
    found = published()
    for day in (CLOSES, CLOSES - DAY):
        with pytest.raises(InvalidData, match="只能延长"):
            do(found, "qianfa-jty", "extend", {"closes_on": day.isoformat(), "note": "再听听"})
    do(found, "qianfa-jty", "extend", {"closes_on": (CLOSES + 10 * DAY).isoformat(), "note": "应群众要求"})
    on_day(AFTER)
    assert found.standing == "open"
    page = client.get(f"/consultations/{found.pk}/").content.decode()
    assert f"截止日期由 {CLOSES} 延长到 {CLOSES + 10 * DAY}" in page
    assert "应群众要求" in page
    on_day(CLOSES + 11 * DAY)
    with pytest.raises(NotNow):
        do(found, "qianfa-jty", "extend", {"closes_on": (CLOSES + 40 * DAY).isoformat(), "note": "再延"})


def test_nothing_opens_before_it_is_public(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = drafted()
    do(found, "chengban-jty", "submit")
    on_day(OPENS + DAY)
    with pytest.raises(NotNow, match="已经过去"):
        do(found, "qianfa-jty", "publish")
    on_day(OPENS)
    do(found, "qianfa-jty", "publish")
    assert found.standing == "open"
