"""Dates of the year: whoever owes something sees it on the desk before it is late (条例 A.31, A.49, A.50)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from interaction.casework.clocks import light_of
from interaction.organs.models import Organ
from interaction.workflow.todos import todos_of
from tests.conftest import do, open_case, staff
from tests.requests_app.test_annual_desk import finance, take, write_all  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]


def owed(username: str) -> dict[str, str]:
    """What report this person owes, and by when."""
    return {todo.title: todo.words for todo in todos_of(staff(username)) if todo.label == "公布年度报告"}


FINANCE = "青禾县财政局2025年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 12, 31), ""), (date(2026, 1, 1), "应当在 2026-01-31 前"), (date(2026, 1, 31), "应当在 2026-01-31 前"),
        (date(2026, 2, 1), "2026-01-31 的期限已过"),
    ],
)  # fmt: skip
def test_a_department_owes_its_report_by_31_january(county: None, on_day: OnDay, day: date, said: str) -> None:
    on_day(day)
    found = owed("shoujian-czj")
    assert said in found.get(FINANCE, "")
    assert bool(said) == (FINANCE in found)
    assert bool(said) == (FINANCE in desk("shoujian-czj"))


def desk(username: str) -> str:
    client = Client()
    client.force_login(staff(username).staff)  # type: ignore[arg-type]
    return client.get("/desk/").content.decode()


def test_the_last_working_day_is_named_where_the_day_itself_is_off(county: None, on_day: OnDay) -> None:
    """31 January 2026 is a Saturday, 31 March a Tuesday."""
    on_day(date(2026, 1, 5))
    assert "此前最后一个工作日是 2026-01-30" in owed("shoujian-czj")[FINANCE]
    government = next(words for title, words in owed("shoujian").items() if title.startswith("青禾县人民政府2025年"))
    assert "应当在 2026-03-31 前" in government
    assert "工作日" not in government


def test_who_publishes_owes_it_too_and_who_reports_elsewhere_does_not(county: None, on_day: OnDay) -> None:
    on_day(date(2026, 1, 5))
    everything = owed("gongkai")
    assert "青禾县人民政府2025年政府信息公开工作年度报告" in everything
    names = set(Organ.objects.filter(kind__in=("vertical", "branch", "hotline")).values_list("name", flat=True))
    assert not [title for title in everything if any(title.startswith(f"{name}2025年") for name in names)]


def test_what_waits_for_its_signature_is_seen_by_the_signer_and_what_is_published_is_owed_no_more(
    finance: Organ,  # noqa: F811
) -> None:
    write_all(finance)
    assert FINANCE in owed("shoujian-czj")
    take(finance, 2025, "submit", staff("shoujian-czj"))
    assert [todo for todo in todos_of(staff("qianfa-czj")) if FINANCE in todo.title]
    take(finance, 2025, "sign", staff("qianfa-czj"))
    assert [todo for todo in todos_of(staff("gongkai-czj")) if FINANCE in todo.title]
    take(finance, 2025, "publish", staff("gongkai-czj"))
    for username in ("shoujian-czj", "gongkai-czj"):
        assert FINANCE not in owed(username)


def test_what_came_in_on_a_holiday_is_owed_on_the_first_working_day(county: None, on_day: OnDay) -> None:
    """A.31(3): who applied on 2 October is confirmed with on the 9th; it is seen before, and late after."""
    on_day(date(2025, 10, 2))
    case = open_case("disclosure", matter="information")
    confirm = case.clocks.get(slot="confirm")
    assert (confirm.due_on, case.next_due_on) == (date(2025, 10, 9), date(2025, 10, 9))
    on_day(date(2025, 10, 8))
    assert light_of(confirm).level == "soon"
    assert case.number in desk("shoujian-czj" if case.addressed_to.code == "LL-CZJ" else "shoujian")
    on_day(date(2025, 10, 9))
    assert (light_of(confirm).level, light_of(confirm).text) == ("urgent", "今天到期")
    do(case, "register")
    assert case.clocks.get(slot="confirm").state == "met"
