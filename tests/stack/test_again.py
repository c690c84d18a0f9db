"""In the browser: back, and the same form once more, for every kind of act; each is done once, and says so."""

import re
from collections.abc import Callable

import pytest

from demo.county.names import NAMED
from tests.stack.acting import act, fill_in, own_step, write_letter
from tests.stack.conftest import Stack, Visitor
from tests.stack.test_public_forms import Sender, open_one

pytestmark = pytest.mark.stack
People = Callable[..., Visitor]
DONE_BEFORE = re.compile("再次提交不会再办一次|没有重复")


def back_and_again(one: Visitor, label: str) -> None:
    """Go back to the form that was sent; where it still stands, send it again."""
    one.page.go_back()
    button = one.page.get_by_role("button", name=label, exact=True)
    if button.count():
        with one.page.expect_response(lambda answer: answer.request.method == "POST") as answered:
            button.first.click()
        assert answered.value.status in (200, 302), answered.value.status
    else:
        one.sees(DONE_BEFORE)


def events(stack: Stack, number: str) -> list[tuple[object, ...]]:
    return stack.query(
        "SELECT e.action, count(*) FROM casework_event e JOIN casework_case c ON c.id = e.case_id"
        f" WHERE c.number = '{number}' GROUP BY 1 HAVING count(*) > 1"
    )


def rows(stack: Stack, table: str) -> int:
    return int(str(stack.query(f"SELECT count(*) FROM {table}")[0][0]))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_steps_of_staff_and_sender_are_done_once(stack: Stack, visit: People, sign_in: People, script: bool) -> None:
    orders = rows(stack, "supervision_supervisionorder")
    citizen = visit(script=script)
    number, _code = write_letter(citizen, f"路口红绿灯不亮{'' if script else '，第二处'}")
    intake, supervisor = sign_in("shoujian", script=script), sign_in("duban", script=script)
    for one, label, fields in (
        (intake, "受理", {"kind": "投诉"}),
        (intake, "交办", {"organ": NAMED["LL-ZJJ"].name, "note": "请尽快核实处理"}),
        (supervisor, "催办", {}),
        (supervisor, "发督办单", {"demand": "请立即答复来信人。"}),
    ):
        act(one, number, label, **fields)
        back_and_again(one, label)
    own_step(citizen, number, "补充材料", material="夜里也不亮。")
    back_and_again(citizen, "补充材料")
    assert events(stack, number) == []
    assert rows(stack, "supervision_supervisionorder") == orders + 1


def test_what_leads_to_no_case_is_counted_once(stack: Stack, visit: People, sign_in: People) -> None:
    for command in ("load_demo_consultations", "load_demo_outreach"):  # nothing, where another test has done so
        stack.manage(command, "-v0")
    citizen = visit()
    tables = ("consultations_opinion", "outreach_signup")
    before = {table: rows(stack, table) for table in tables}
    sender = Sender(citizen)
    open_one(sender, "/consultations/", "consultations:opinion_create")
    send_twice(citizen, text="坑槽修复太慢。", from_kind="person")
    open_one(sender, "/open-days/", "outreach:sign_up")
    send_twice(citizen, name="李明", phone="13812345678")
    assert {table: rows(stack, table) - before[table] for table in tables} == dict.fromkeys(tables, 1)

    handler = sign_in("gongkai-jty")
    handler.go("/desk/outreach/new/announcement/")
    entries = rows(stack, "outreach_entry")
    send_twice(handler, organ=NAMED["LL-JTY"].name, title="停水公告", body="因管道检修，三月五日停水。", checked="on")
    assert rows(stack, "outreach_entry") == entries + 1


def send_twice(one: Visitor, **fields: str) -> None:
    fill_in(one, **fields)
    for _time in range(2):
        button = one.page.locator("main form[method=post] button:not(.vh, [name=stashed], [type=button])").first
        if not button.count():
            one.sees(DONE_BEFORE)
            return
        with one.page.expect_navigation():
            button.click()
        if not _time:
            one.page.go_back()
