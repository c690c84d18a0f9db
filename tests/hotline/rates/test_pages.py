"""Who reads which figures; what a page says; that lists end where the figure does."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interaction.organs.models import Staff
from tests.hotline.rates.orders import called_back, excluded

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
DAY = date(2026, 11, 23)
SPAN = "first=2026-11-01&last=2026-11-30"
RATES = "/desk/hotline/rates/"
# (account, what it may): every figure, its own organ's, none.
EVERYTHING, OWN, NOTHING = "everything", "own", "nothing"
ACCOUNTS = [
    ("rexian-duban", EVERYTHING), ("duban", EVERYTHING), ("chengban-slj", OWN), ("shenhe-slj", OWN), ("qianfa-slj", OWN),
    ("huawu", NOTHING), ("paidan", NOTHING), ("rexian-gongkai", NOTHING), ("shoujian-slj", NOTHING),
    ("gongkai-slj", NOTHING),
]  # fmt: skip


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username=username))
    return client


@pytest.mark.parametrize(("username", "may"), ACCOUNTS)
def test_an_organs_people_see_their_own_organ_only(county: None, on_day: OnDay, username: str, may: str) -> None:
    on_day(DAY)
    water, roads = called_back("LL-SLJ"), called_back("LL-JTY", title="路口红绿灯不亮", content="红绿灯不亮，很危险。")
    client = signed_in(username)
    index, listed = client.get(f"{RATES}?{SPAN}"), client.get(f"{RATES}orders/settled/?{SPAN}")
    in_navigation = "热线三率" in client.get("/desk/").content.decode()
    assert in_navigation == (may != NOTHING)
    if may == NOTHING:
        assert (index.status_code, listed.status_code) == (403, 403)
        return
    shown, orders = index.content.decode(), listed.content.decode()
    assert ("县水利局" in shown, water.number in orders) == (True, True)
    assert ("县交通局" in shown, roads.number in orders) == (may == EVERYTHING, may == EVERYTHING)
    # Asking by address changes nothing.
    asked = client.get(f"{RATES}?{SPAN}&organ=LL-JTY")
    assert (asked.status_code, "县交通局" in asked.content.decode()) == (
        (200, True) if may == EVERYTHING else (422, False)
    )
    foreign = client.get(f"{RATES}orders/settled/?{SPAN}&organ=LL-JTY")
    assert foreign.status_code == (200 if may == EVERYTHING else 404)
    assert client.get(f"{RATES}bulletins/").status_code == (200 if may == EVERYTHING else 403)


def test_every_figure_leads_to_as_many_orders(county: None, on_day: OnDay) -> None:
    on_day(DAY)
    for settled, stars in (("yes", 5), ("yes", 3), ("partly", 4), ("no", 1)):
        called_back(settled=settled, stars=stars)
    excluded(called_back(settled="no", stars=1))
    client = signed_in("rexian-duban")
    page = client.get(f"{RATES}?{SPAN}").content.decode()
    assert all(told in page for told in ("62.50%", "75.00%", "100.00%"))  # (2 + 0.5) / 4, 3 / 4, 4 / 4
    links = re.findall(r'<a href="(/desk/hotline/rates/orders/(\w+)/\?[^"]*)">([\d.]+)</a>', page)
    assert len(links) > 15
    for address, section, figure in links:
        listed = client.get(address.replace("&amp;", "&")).content.decode()
        orders = re.findall(r">RX-2026-\d{6}<", listed)
        assert len(orders) == (3 if section == "solved" else int(figure)), address
    reviewed = client.get(f"{RATES}orders/excluded/?{SPAN}").content.decode()
    assert "沈督审核" in reviewed


@pytest.mark.parametrize(
    ("asked", "status"),
    [("?first=2026-12-01&last=2026-11-01", 422), ("?first=x&last=y", 422), ("?first=2020-01-01&last=2026-01-01", 422),
     ("orders/nothing/", 404), ("orders/due/?first=x", 404), ("orders/due/?town=XX", 404), ("orders/due/?after=x", 200)],
)  # fmt: skip
def test_what_makes_no_sense_is_said_or_not_found(county: None, asked: str, status: int) -> None:
    assert signed_in("duban").get(RATES + asked).status_code == status


def test_reading_asks_the_same_however_many_orders_there_are(county: None, on_day: OnDay) -> None:
    client, counted = signed_in("rexian-duban"), []
    for _round in range(2):
        on_day(DAY)
        for code in ("LL-SLJ", "LL-JTY", "LL-ZJJ"):
            called_back(code)
        client.get(f"{RATES}?{SPAN}")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{RATES}?{SPAN}")
        assert not any("casework_case" in one["sql"] or "hotline_workorder" in one["sql"] for one in captured)
        counted.append(len(captured))
    assert counted[0] == counted[1]
