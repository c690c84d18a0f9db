"""指南 and 目录: who keeps them, what they refuse, what the public reads."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from demo.catalogues import load
from interaction.organs.models import Organ, Staff
from requests_app.disclosure.models import CatalogueEntry, DisclosureGuide
from requests_app.disclosure.queries import PAGE, entries

pytestmark = pytest.mark.django_db
LOGIN = "django.contrib.auth.backends.ModelBackend"
ENTRY = {
    "index_number": "LL-CZJ/2026-101", "title": "县财政局2026年预算公开说明", "summary": "收支总体情况。", "category": "budgets",
    "produced_on": "2026-03-02", "published_on": "2026-03-20", "text": "全文。",
}  # fmt: skip
GUIDE = {
    "office": "县财政局办公室", "address": "县政务服务中心", "hours": "工作日 9:00—17:00", "phone": "0539-0000001",
    "arrangement": "按类别编排。", "access": "在目录中查找。",
}  # fmt: skip


def desk(client: Client, username: str) -> Client:
    client.force_login(Staff.objects.get(username=username), backend=LOGIN)
    return client


def post(client: Client, path: str, data: dict[str, Any]) -> Any:
    return client.post(f"/desk/disclosure/LL-CZJ/{path}", data)


def test_a_publisher_keeps_its_organs_guide_and_catalogue(county: None, client: Client) -> None:
    desk(client, "gongkai-czj")
    assert post(client, "guide/", GUIDE).status_code == 302
    assert post(client, "new/", ENTRY).status_code == 302
    client.logout()
    assert "县财政局办公室" in client.get("/disclosure/LL-CZJ/guide/").content.decode()
    assert ENTRY["title"] in client.get("/disclosure/LL-CZJ/").content.decode()
    assert ENTRY["title"] in client.get("/en/disclosure/").content.decode()
    entry = CatalogueEntry.objects.get()
    desk(client, "gongkai-czj")
    assert (
        post(
            client, f"{entry.pk}/", {**ENTRY, "index_number": "X", "summary": "收支和绩效。", "version": 1}
        ).status_code
        == 302
    )
    assert post(client, f"{entry.pk}/withdraw/", {"reason": "", "version": 2}).status_code == 422
    assert (
        post(client, f"{entry.pk}/withdraw/", {"reason": "数字有误，更正后重新公开。", "version": 2}).status_code == 302
    )
    gone = client.get(f"/disclosure/LL-CZJ/{entry.pk}/")
    assert gone.status_code == 410
    assert "数字有误" in gone.content.decode()
    assert ENTRY["title"] not in client.get("/disclosure/LL-CZJ/").content.decode() + gone.content.decode()
    assert CatalogueEntry.objects.get().index_number == ENTRY["index_number"]


@pytest.mark.parametrize("username", ["gongkai-jtj", "chengban-czj", "duban"])
def test_nobody_else_does(county: None, client: Client, username: str) -> None:
    desk(client, username)
    for path in ("", "guide/", "new/"):
        assert client.get(f"/desk/disclosure/LL-CZJ/{path}").status_code == 404
    assert post(client, "new/", ENTRY).status_code == 404
    assert not CatalogueEntry.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"published_on": "2026-03-01"}, "公开日期不能早于生成日期"),
        ({"published_on": "2999-01-01"}, "日期不能晚于今天"),
        ({"text": ""}, "请填写全文，或者全文的网址"),
        ({"address": "javascript:alert(1)"}, "网址"),
        ({"text": "张三，身份证号 11010519491231002X"}, "请删去"),
        ({"title": "含\x00空"}, "特殊字符"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    county: None, client: Client, wrong: dict[str, str], said: str
) -> None:
    answer = post(desk(client, "gongkai-czj"), "new/", {**ENTRY, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert ENTRY["summary"] in page
    assert not CatalogueEntry.objects.exists()


def test_the_database_refuses_what_the_form_would(county: None) -> None:
    organ = Organ.objects.get(code="LL-CZJ")
    good: dict[str, Any] = {
        "organ": organ, "title": "甲", "summary": "乙", "category": "other", "text": "丙",
        "produced_on": date(2026, 3, 2), "published_on": date(2026, 3, 3),
    }  # fmt: skip
    CatalogueEntry.objects.create(index_number="1", **good)
    for wrong in ({"index_number": "1"}, {"published_on": date(2026, 3, 1)}, {"text": ""}, {"category": "?"},
                  {"withdrawn_on": date(2026, 4, 1)}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            CatalogueEntry.objects.create(**{"index_number": "2", **good, **wrong})


def test_a_catalogue_pages_by_key_and_the_demo_loads_twice(county: None, client: Client) -> None:
    many = load()
    assert load() == many
    assert DisclosureGuide.objects.count() == Organ.objects.exclude(kind="hotline").count()
    seen, after = [], None
    while True:
        page = entries(None, after=after)
        assert len(page.rows) <= PAGE
        seen += [one.pk for one in page.rows]
        after = page.next_cursor
        if after is None:
            break
    assert len(seen) == len(set(seen)) == many
    assert client.get("/disclosure/?after=x").status_code == 200
    assert client.get("/disclosure/LL-CZJ/?category=%00&year=abc&after=2026-99-99.x").status_code == 200
