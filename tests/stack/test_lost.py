"""In the browser: a session that ends while somebody writes, and going back to send again."""

from collections.abc import Callable

import pytest

from demo.county.accounts import PASSWORD
from demo.county.names import NAMED
from tests.stack.acting import act, open_case, write_letter
from tests.stack.conftest import Stack, Visitor, wait_for

pytestmark = pytest.mark.stack
WORDS = "您好，来信收悉。经现场核实，线路故障已排除，路灯已恢复正常。"


def test_what_was_written_outlives_the_session_and_is_sent_once(
    stack: Stack, visit: Callable[..., Visitor], sign_in: Callable[..., Visitor]
) -> None:
    citizen = visit(script=False)
    number, _code = write_letter(citizen, "青石巷水塔漏水", content="青石巷北口的水塔从周一起一直漏水，已经淹到路面。")

    # Back from the receipt: the same form, sent already.
    citizen.page.go_back()
    citizen.go(citizen.page.url.removeprefix(stack.url))
    citizen.sees("没有重复")

    # Cookies lost while writing: the form comes back with everything in it, and is sent at the second press.
    citizen.go("/send/letters/")
    citizen.page.select_option("[name=mailbox]", label="县长信箱")
    citizen.page.check("[name=kind][value=complaint]")
    for name, text in {"title": "公交站牌倒了", "content": WORDS, "name": "王芳", "phone": "13912345678"}.items():
        citizen.page.fill(f"[name={name}]", text)
    citizen.context.clear_cookies()
    citizen.press("发送")
    citizen.sees("刚才没有提交")
    assert citizen.page.locator("[name=content]").input_value() == WORDS
    citizen.press("发送")
    citizen.page.locator("#number, button[name=seen_similar]").first.wait_for()

    intake, handler = sign_in("shoujian"), sign_in("chengban-zjj")
    act(intake, number, "受理", kind="投诉")
    act(intake, number, "交办", organ=NAMED["LL-ZJJ"].name, note="请尽快核实处理")

    # The handler's session ends while writing; after signing in the text is there, and nothing was done by itself.
    open_case(handler, number)
    handler.follow("拟写答复")
    handler.page.locator("[name=body]").fill(WORDS)
    handler.context.clear_cookies(name="sessionid")
    handler.press("拟写答复")
    handler.page.fill("#id_login", "chengban-zjj")
    handler.page.fill("#id_password", PASSWORD)
    handler.press("登录")
    handler.sees("未提交的稿子")
    assert handler.page.locator("[name=body]").input_value() == WORDS
    handler.press("拟写答复")
    handler.page.wait_for_url("**/cases/*/")

    # A reminder, back, and the same form again: one reminder.
    supervisor = sign_in("duban")
    act(supervisor, number, "催办")
    supervisor.page.go_back()
    supervisor.page.go_forward()
    supervisor.page.go_back()
    supervisor.page.reload()
    supervisor.sees("再次提交不会再办一次")
    asked = (
        "SELECT count(*) FROM casework_event e JOIN casework_case c ON c.id = e.case_id"
        f" WHERE c.number = '{number}' AND e.action = 'remind'"
    )
    assert stack.query(asked) == [(1,)]


def test_who_has_the_case_open_sees_that_a_colleague_writes(
    stack: Stack, visit: Callable[..., Visitor], sign_in: Callable[..., Visitor]
) -> None:
    number, _code = write_letter(visit(script=False), "路灯忽明忽暗")
    intake, handler, reviewer = sign_in("shoujian"), sign_in("chengban-zjj"), sign_in("shenhe-zjj")
    act(intake, number, "受理", kind="投诉")
    act(intake, number, "交办", organ=NAMED["LL-ZJJ"].name, note="请尽快核实处理")
    open_case(reviewer, number)
    reviewer.page.locator("html[data-live=on]").wait_for(state="attached")
    open_case(handler, number)
    handler.follow("拟写答复")
    handler.page.locator("[name=body]").press_sequentially("您好，来信收悉。")
    handler.sees("已暂存")
    reviewer.sees("正在办理“拟写答复”")
    kept = "SELECT count(*) FROM workflow_unsentform"
    wait_for(lambda: stack.query(kept) == [(1,)], "the draft")
    handler.page.reload()
    assert handler.page.locator("[name=body]").input_value() == "您好，来信收悉。"
