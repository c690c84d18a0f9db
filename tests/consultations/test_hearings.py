"""听证会 and 列席: what must be said before (A.16), what after (A.17), and what the public reads."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from interaction.consultations.models import Hearing
from interaction.errors import InvalidData, NotNow
from tests.consultations.acting import AFTER, FIRST, OPENS, OnDay, do, published

pytestmark = pytest.mark.django_db
HELD = OPENS + timedelta(days=10)


def announced(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "hearing", "title": "养护办法听证会", "held_on": HELD, "place": "二楼会议室", "selection": "自愿报名，抽签产生。",
        "materials_on": HELD - timedelta(days=7), "attending_public": 9, "attending_expert": 2, **changes,
    }  # fmt: skip


def test_what_must_be_said_before_a_hearing(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = published()
    for changes, says in (
        ({"materials_on": HELD - timedelta(days=6)}, "7日前"), ({"materials_on": ""}, "材料送达日期"), ({"selection": ""}, "遴选办法"),
        ({"attending_public": "", "attending_expert": ""}, "至少填写一类"), ({"attending_public": -1}, "0"),
    ):  # fmt: skip
        with pytest.raises(InvalidData, match=says):
            do(found, "chengban-jty", "announce_hearing", announced(**changes))
    do(found, "chengban-jty", "announce_hearing", announced())
    with pytest.raises(IntegrityError, match="hearing_materials_seven_days_before"), transaction.atomic():
        Hearing.objects.update(held_on=HELD - timedelta(days=1))
    page = Client().get(f"/consultations/{found.pk}/").content.decode()
    for words in ("养护办法听证会", "二楼会议室", "自愿报名，抽签产生。", "群众代表 9 人", "专家 2 人"):
        assert words in page


def test_a_hearing_is_recorded_after_it_and_signed(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = published()
    do(found, "chengban-jty", "announce_hearing", announced())
    hearing, said = found.hearings.get(), {"outcome": "十一人发言。", "adoption": "采纳修复时间的意见。"}
    with pytest.raises(InvalidData, match="还没有到召开日期"):
        do(found, "chengban-jty", "record_hearing", {**said, "record_confirmed": "on"}, hearing)
    on_day(HELD)
    with pytest.raises(InvalidData, match="确认并签字"):
        do(found, "chengban-jty", "record_hearing", said, hearing)
    on_day(AFTER)
    do(found, "chengban-jty", "write_report", {"overview": "没有收到意见。"})
    with pytest.raises(NotNow, match="1 次听证或者列席没有记录"):
        do(found, "chengban-jty", "submit_report")
    do(found, "chengban-jty", "record_hearing", {**said, "record_confirmed": "on"}, hearing)
    do(found, "chengban-jty", "submit_report")
    page = Client().get(f"/consultations/{found.pk}/").content.decode()
    assert "十一人发言。" in page
    assert "采纳修复时间的意见。" in page


def test_a_sitting_needs_no_seven_days(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = published()
    data = announced(kind="sitting", title="县政府常务会议", selection="", materials_on="", held_on=FIRST)
    do(found, "chengban-jty", "announce_hearing", data)
    do(
        found,
        "chengban-jty",
        "record_hearing",
        {"outcome": "三人列席。", "adoption": "采纳一条。"},
        found.hearings.get(),
    )
    assert "列席会议" in Client().get(f"/consultations/{found.pk}/").content.decode()
