"""The hall at work: two agents, a dispatcher and two organs in browsers, a telephone switch that rings them."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.county.names import NAMED
from demo.hotline.switch import Switch
from tests.depth import DEEP
from tests.stack.acting import act, fill_in, violations
from tests.stack.conftest import Stack, Visitor, wait_for

pytestmark = pytest.mark.stack
People = Callable[..., Visitor]
CALLS, ORDER_EVERY = 50 if DEEP else 20, 5
WATER, TRAFFIC = NAMED["LL-SLJ"].name, NAMED["LL-JTY"].name


def at_console(sign_in: People, username: str, extension: str) -> Visitor:
    agent = sign_in(username)
    agent.go("/desk/hotline/")
    if agent.page.get_by_role("button", name="签出", exact=True).count():  # from the test before
        agent.press("签出")
    agent.page.fill("#extension", extension)
    agent.press("签入")
    agent.page.locator(".seat", has_text=f"分机 {extension}").wait_for()
    agent.page.locator("html[data-calls=on]").wait_for()
    return agent


def telephone(stack: Stack) -> Switch:
    return Switch(stack.url, Path(stack.env["VAR_DIR"], "telephony.key").read_text())


def take_order(agent: Visitor, title: str, *, key: str = "s", **fields: str) -> str:
    """Write an order down from the keyboard and send it; answers its number."""
    page = agent.page
    page.keyboard.press("Alt+o")
    page.keyboard.type(title)
    fill_in(agent, kind="help", content=f"{title}，请尽快派人处理。", **fields)
    page.keyboard.press(f"Alt+{key}")
    said = page.locator("#order .notice")
    said.filter(has_text=title).wait_for()
    return said.inner_text().split()[1].split("《")[0]


def test_many_calls_and_nothing_is_lost(stack: Stack, sign_in: People) -> None:
    agents = {"8001": at_console(sign_in, "huawu", "8001"), "8002": at_console(sign_in, "huawu2", "8002")}
    dispatcher, water, traffic = sign_in("paidan"), sign_in("chengban-slj"), sign_in("chengban-jty")
    for desk in (dispatcher, water, traffic):
        desk.page.locator("html[data-live=on]").wait_for()
    switch, numbers = telephone(stack), []
    for n in range(CALLS):
        extension = ("8001", "8002")[n % 2]
        agent, caller = agents[extension], f"1390539{n:04d}"
        call = switch.ring(caller, extension)
        agent.page.locator(".number", has_text=caller).wait_for()  # screen pop
        switch.answer(call, extension)
        agent.page.locator("#call .mark.answered").wait_for()
        orders = n % ORDER_EVERY == 0
        if orders:
            numbers.append(take_order(agent, f"第{n}路口积水"))
        switch.hang_up(call)
        agent.page.locator("form.codes").wait_for()
        agent.page.keyboard.press("Alt+2" if orders else "Alt+7")
        agent.page.locator("form.codes").wait_for(state="detached")
    told = Counter(row[0] for row in stack.query("SELECT wrap_up FROM telephony_call WHERE phone_index <> ''"))
    assert told == {"dispatched": CALLS // ORDER_EVERY, "harassment": CALLS - CALLS // ORDER_EVERY}
    raised = stack.query(
        "SELECT held.number FROM telephony_callcase link JOIN casework_case held ON held.id = link.case_id"
    )
    assert sorted(row[0] for row in raised) == sorted(numbers)
    for number in numbers:  # the dispatcher's queue follows without being asked
        dispatcher.page.locator("tr", has_text=number).wait_for()
    for number, (desk, organ) in zip(numbers, [(water, WATER), (traffic, TRAFFIC)] * CALLS, strict=False):
        act(dispatcher, number, "交办", organ=organ)
        desk.page.locator("tr", has_text=number).wait_for()


def test_a_call_to_its_call_back(stack: Stack, sign_in: People) -> None:
    switch, agent = telephone(stack), at_console(sign_in, "huawu", "8011")
    call = switch.ring("13905399001", "8011")
    switch.answer(call, "8011")
    page = agent.page
    page.locator("#call .mark.answered").wait_for()
    page.fill("#notes", "来电人着急，家里有老人")
    page.locator("#notes-saved", has_text="已保存").wait_for()
    page.fill("#know", "停水什么时候恢复")
    page.locator("#found summary", has_text="停水了什么时候恢复").click()
    page.locator("#found", has_text="供水公司公众号").wait_for()
    number = take_order(agent, "水厂路停水")
    page.locator("#call", has_text=number).wait_for()  # the order stands beside the call
    # A second matter of the same call, answered on the line; a third is the same incident as the first.
    fill_in(agent, answer="老年卡带身份证到公交公司服务点办理。")
    direct = take_order(agent, "咨询老年卡", key="d")
    page.keyboard.press("Alt+o")
    page.keyboard.type("水厂路停水")
    page.locator("#similar", has_text=number).wait_for()
    joined = take_order(agent, "还有西区", key="j")
    states: dict[object, object] = dict(stack.query(
        f"SELECT number, state FROM casework_case WHERE number IN ('{number}', '{direct}', '{joined}')"
    ))  # fmt: skip
    assert states == {number: "accepted", direct: "closed", joined: "merged"}
    switch.hang_up(call)
    page.locator("form.codes").wait_for()
    page.keyboard.press("Alt+2")
    page.locator("form.codes").wait_for(state="detached")

    act(sign_in("paidan"), number, "交办", organ=WATER)
    handler = sign_in("chengban-slj")
    act(handler, number, "签收办理")
    act(handler, number, "登记联系来电人", reached="yes", words="已电话核实")
    act(handler, number, "拟写答复", body="水厂路主管破裂，已连夜抢修，今晨六时恢复供水。")
    act(sign_in("shenhe-slj"), number, "审核通过")
    act(sign_in("paidan"), number, "热线审核通过")

    agent.go("/desk/hotline/call-backs/")
    page.locator("tr", has_text=number).locator("a").click()
    agent.press("显示号码（留痕）")
    page.locator("#number", has_text="13905399001").wait_for()
    fill_in(agent, settled="no", stars="2", demand="三号楼水压仍然很小，请再查。")
    agent.press("登记回访结果")
    page.wait_for_url("**/call-backs/")
    wait_for(lambda: stack.query(f"SELECT state FROM casework_case WHERE number = '{number}'") == [("handling",)],
             "the rework")  # fmt: skip


PAGES = {
    "huawu": ("/desk/hotline/", "/desk/hotline/call-backs/", "/desk/knowledge/", "/desk/knowledge/?q=停水"),
    "rexian-duban": (
        "/desk/hotline/wall/", "/desk/hotline/rates/", "/desk/hotline/rates/bulletins/", "/desk/hotline/standing/",
        "/desk/hotline/quality/", "/desk/exchange/", "/desk/duties/", "/desk/knowledge/new/",
    ),
}  # fmt: skip


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("username", PAGES)
def test_the_hotlines_pages_are_for_everyone(sign_in: People, username: str, phone: bool) -> None:
    one = sign_in(username, phone=phone, bypass_csp=True)
    for address in PAGES[username]:
        one.go(address)
        assert violations(one) == [], address
        assert one.page.evaluate("document.documentElement.scrollWidth") <= (390 if phone else 1280), address


def test_the_wall_follows_keeps_its_figures_and_comes_back(stack: Stack, sign_in: People) -> None:
    wall, agent = sign_in("rexian-duban"), sign_in("huawu")
    wall.go("/desk/hotline/wall/")
    wall.page.locator("html[data-live=on]").wait_for()
    before = int(wall.page.locator(".grid").get_attribute("data-received") or "")
    agent.go("/desk/hotline/")
    take_order(agent, "北环路路灯不亮")
    wall.page.locator(f".grid[data-received='{before + 1}']").wait_for()
    stack.stop("web")
    wall.page.locator("#stale", has_text="数据截至").wait_for()
    assert wall.page.locator(".grid").get_attribute("data-received") == str(before + 1)
    stack.start("web")
    stack.wait_until_up()
    wall.page.locator("#stale").wait_for(state="hidden")
    wall.page.locator("html[data-live=on]").wait_for()
