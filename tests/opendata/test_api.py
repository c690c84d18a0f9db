"""The interface as a program meets it: complete lists, terms, limits; nothing personal, and no fault whatever is sent."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from interaction.publicity.models import Publication
from interaction.statistics.models import Measure, Tally
from tests.conftest import do
from tests.opendata.publishing import publish_letters, settle

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
Live = Callable[[date], None]


def get(path: str, **headers: str) -> Any:
    return Client(headers=headers).get(f"/api/v1/{path}")


def everything(path: str) -> list[dict[str, Any]]:
    """All items of a list, page after page."""
    found, address = [], f"/api/v1/{path}"
    while address:
        page = Client().get(address).json()
        found += page["items"]
        address = page["next"]
    return found


def test_pages_follow_each_other_while_others_are_published(county: None, on_day: Live) -> None:
    before = publish_letters(on_day, DAY, 7)
    first = get("replies?limit=3").json()
    publish_letters(on_day, date(2026, 6, 1), 2)
    rest = everything(first["next"].partition("/api/v1/")[2])
    seen = [one["id"] for one in first["items"] + rest]
    assert seen == [one.pk for one in reversed(before)]
    assert [one["id"] for one in everything("replies?limit=2")][2:] == seen


def test_filters_choose_as_the_table_does(county: None, on_day: Live) -> None:
    publish_letters(on_day, DAY, 6)
    rows = list(Publication.objects.select_related("organ"))
    some = rows[2]
    for query, wanted in (
        ({"organ": some.organ.code}, [one for one in rows if one.organ == some.organ]),
        ({"kind": some.kind}, [one for one in rows if one.kind == some.kind]),
        ({"channel": "order"}, []),
        ({"replied_from": some.replied_on}, [one for one in rows if one.replied_on >= some.replied_on]),
        ({"replied_to": some.replied_on}, [one for one in rows if one.replied_on <= some.replied_on]),
        ({"replied_from": some.replied_on, "replied_to": some.replied_on, "channel": "letter"}, [some]),
    ):
        ids = {one["id"] for one in everything(f"replies?limit=2&{urlencode(query)}")}
        assert ids == {one.pk for one in wanted}, query


def test_one_item_and_what_happens_to_it(county: None, on_day: Live) -> None:
    row = publish_letters(on_day, DAY, 1)[0]
    got = get(f"replies/{row.pk}")
    body = got.json()
    assert (body["title"], body["reply"], body["organ"], body["corrections"]) == (
        row.title, row.reply, row.organ.code, [],
    )  # fmt: skip
    same = get(f"replies/{row.pk}", **{"if-none-match": got["ETag"]})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", got["ETag"])
    assert get(f"replies/{row.pk}", **{"if-modified-since": got["Last-Modified"]}).status_code == 304
    case = row.case.letter
    do(case, "correct_publication", reply="更正后的答复全文。", corrected="答复", reason="原答复有误")
    changed = get(f"replies/{row.pk}", **{"if-none-match": got["ETag"]})
    assert changed.status_code == 200
    assert changed.json()["corrections"][0]["reason"] == "原答复有误"
    do(case, "withdraw_publication", reason="应来信人要求")
    gone = get(f"replies/{row.pk}")
    assert gone.status_code == 410
    assert gone.json()["reason"] == "应来信人要求"
    assert not {"title", "content", "reply"} & set(gone.json())
    assert everything("replies") == []
    assert get("replies/999999999999999999999").status_code == 404


def test_whoever_follows_the_changes_learns_of_all(county: None, on_day: Live) -> None:
    rows = publish_letters(on_day, DAY, 3)
    settle()
    seen = everything("replies?updated_since=2000-01-01T00:00:00Z&limit=2")
    assert [one["id"] for one in seen] == [one.pk for one in rows]
    do(rows[0].case.letter, "withdraw_publication", reason="有误")
    since = urlencode({"updated_since": seen[-1]["updated_at"]})
    assert rows[0].pk not in {one["id"] for one in everything(f"replies?{since}")}, "it has to settle first"
    settle()
    last = everything(f"replies?{since}")[-1]
    assert (last["id"], last["withdrawn"], last["reason"]) == (rows[0].pk, True, "有误")


def test_tallies_are_the_table(county: None, on_day: Live) -> None:
    publish_letters(on_day, date(2025, 12, 20), 5, apart=9)
    given = {
        (one["month"], one["organ"], one["channel"], one["measure"]): (one["n"], one["total"])
        for one in everything("tallies?limit=3")
    }
    rows = Tally.objects.select_related("organ")
    assert given == {
        (f"{one.month:%Y-%m}", one.organ.code, one.channel, one.measure): (one.n, one.total) for one in rows
    }
    january = everything("tallies?from=2026-01&to=2026-01&measure=replied")
    assert {one["month"] for one in january} == {"2026-01"}
    assert sum(one["n"] for one in january) > 0
    assert {one["key"] for one in get("measures").json()["items"]} == set(Measure.values)


def test_typical_replies_and_the_lists_of_names(county: None, on_day: Live) -> None:
    row = publish_letters(on_day, DAY, 1)[0]
    do(row.case.letter, "pin_reply", question="公交车几点收车？")
    assert [(one["question"], one["reply"]["id"]) for one in everything("typical-replies")] == [
        ("公交车几点收车？", row.pk)
    ]
    organs = get("organs").json()["items"]
    assert row.organ.code in {one["code"] for one in organs}
    letters = next(one for one in get("channels").json()["items"] if one["key"] == "letter")
    assert {"kind", "mailbox"} <= {one["key"] for one in letters["facets"]}


def test_the_limit_is_told_and_kept(county: None, settings: Any, on_day: Live) -> None:
    on_day(DAY)
    settings.API_PER_MINUTE = 2
    answers = [get("organs") for _ in range(3)]
    assert [one["RateLimit-Remaining"] for one in answers] == ["1", "0", "0"]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == answers[2]["RateLimit-Reset"]
    assert answers[2].json()["error"] == "too_many"
    assert Client().get("/open311/v2/services.json").status_code == 429, "one allowance for all of them"
    assert Client(REMOTE_ADDR="10.1.2.3").get("/api/v1/organs").status_code == 200


def test_any_site_may_read_and_nobody_write(county: None) -> None:
    got = get("organs", origin="https://elsewhere.example")
    assert got["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in got
    assert got["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in got.get("Vary", "")
    allowed = Client().options("/api/v1/organs")
    assert (allowed.status_code, allowed["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/replies")
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    "query",
    [
        "organ=%00", "kind=%00a", "channel=nothing", "replied_from=2026-13-01", "updated_since=yesterday", "limit=0",
        "limit=9999999", "after=x", "after=-1.2", "limit=2&limit=3", "updated-since=2026-01-01", "q%00=1", "kind=%E2%80%AE",
        "organ=" + "a" * 1000,
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_with_the_reason(county: None, query: str) -> None:
    refused = get(f"replies?{query}")
    assert refused.status_code == 422
    assert refused.json()["message"]
    assert refused.json()["field"] in query.replace("%00", "")


def test_odd_but_possible_values_are_answered(county: None, on_day: Live) -> None:
    publish_letters(on_day, DAY, 1)
    for query in (
        "after=99999999999999999.99999999999999999", "after=0.0", "updated_since=9998-01-01T00:00:00%2B08:00",
        "updated_since=0001-01-01T00:00:00%2B08:00", "updated_since=2026-01-01T00:00:00+08:00",
        "updated_since=2020-01-01T00:00:00Z&after=99999999999999999.1", "replied_from=0001-01-01&replied_to=9999-12-31",
    ):  # fmt: skip
        assert get(f"replies?{query}").status_code == 200, query
    for path in ("tallies", "typical-replies"):
        assert get(f"{path}?after=99999999999999999.99999999999999999").status_code == 200
