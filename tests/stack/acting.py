"""What citizens and staff do in the browser, as the journeys need it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from demo.county.names import NAMED
from tests.stack.conftest import Stack, Visitor

Answer = str | list[str]


def open_case(one: Visitor, number: str) -> None:
    """Find a case from the desk's search box, as a clerk would, and come back to it by its address."""
    if number in one.found:
        one.page.goto(one.found[number])
    else:
        one.go("/desk/?tab=all")
        one.page.fill("#q", number)
        one.press("查找")
        one.page.locator("td.main a").first.click()
    one.page.locator("#case").wait_for()
    one.found[number] = one.page.url


def act(one: Visitor, number: str, label: str, **fields: Answer) -> None:
    """One step of the staff: open the case, choose the action, fill its form, do it."""
    open_case(one, number)
    one.follow(label)
    fill_in(one, **fields)
    one.press(label)
    one.page.wait_for_url("**/cases/*/")


def fill_in(one: Visitor, **fields: Answer) -> None:
    """Give each field what it takes: words, the label of a choice, several labels, or the value of a radio button."""
    for name, value in fields.items():
        field = one.page.locator(f"[name={name}]").first
        kind = field.evaluate("e => e.tagName + (e.type || '')")
        if isinstance(value, list):
            for label in value:
                one.page.get_by_label(label, exact=True).check()
        elif kind.startswith("SELECT"):
            field.select_option(label=value)
        elif kind.endswith("radio"):
            one.page.check(f"[name={name}][value='{value}']")
        elif kind.endswith("checkbox"):
            field.check()
        else:
            field.fill(value)


def own_step(citizen: Visitor, number: str, label: str, **fields: Answer) -> None:
    """One step of the sender, from the tracking page."""
    citizen.go(f"/track/{number}/")
    citizen.follow(label)
    fill_in(citizen, **fields)
    citizen.press(label)
    citizen.page.wait_for_url(f"**/track/{number}/")


def apply_for(citizen: Visitor, title: str) -> tuple[str, str]:
    """Send a disclosure request; answers number and query code."""
    citizen.go("/")
    citizen.page.locator("a.door", has_text="申请公开").click()
    page = citizen.page
    page.select_option("#id_addressed_to", label=NAMED["LL-CZJ"].name)
    page.fill("#id_title", title)
    page.fill("#id_wanted", "2025年度预算执行情况，请联系我 13812345678")
    page.fill("#id_name", "李明")
    page.fill("#id_id_number", "11010519491231002X")
    page.fill("#id_phone", "138 1234 5678")
    page.fill("#id_email", "liming@example.com")
    page.fill("#id_address", "青禾县禾源街道某小区3号楼2单元501室")
    page.check("#id_public_wish")
    citizen.press("提交申请")
    return page.locator("#number").inner_text(), page.locator("#code").inner_text()


def write_letter(citizen: Visitor, title: str, **fields: Answer) -> tuple[str, str]:
    """Send a letter to the county's leader; answers number and query code."""
    citizen.go("/send/letters/")
    said: dict[str, Answer] = {
        "mailbox": "县长信箱", "kind": "complaint", "title": title, "name": "王芳", "phone": "13912345678",
        "content": "小区东门路灯不亮已经三天。我叫王芳，电话13912345678。", "public_wish": "on", **fields,
    }  # fmt: skip
    fill_in(citizen, **said)
    citizen.press("发送")
    citizen.page.locator("#number, button[name=seen_similar]").first.wait_for()
    if citizen.page.locator("button[name=seen_similar]").count():  # somebody asked something alike before
        citizen.press("都没有解决我的问题，继续提交")
    return citizen.page.locator("#number").inner_text(), citizen.page.locator("#code").inner_text()


def public_item(one: Visitor, title: str) -> str:
    one.go("/replies/")
    one.follow(title)
    return one.page.locator("article").inner_text()


def figures(stack: Stack, channel: str, measure: str) -> int:
    rows = stack.query(
        f"SELECT coalesce(sum(n), 0)::int FROM statistics_tally WHERE channel = '{channel}' AND measure = '{measure}'"
    )
    return int(str(rows[0][0]))


def axe(page: Page, **options: object) -> list[dict[str, Any]]:
    """The rules of axe-core, by all its rules or by some, that the page as it stands violates. A page takes it in once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[dict[str, Any]] = page.evaluate(
        "options => axe.run(options).then(found => found.violations)", {"resultTypes": ["violations"], **options}
    )
    return found


def violations(one: Visitor) -> list[str]:
    """What axe-core has to say about the page as it stands."""
    return [f"{one.page.url}: {rule['id']} {node['html'][:160]}" for rule in axe(one.page) for node in rule["nodes"]]
