"""Every page as its user meets it: accessible (axe-core), small, without a policy violation, on desk and phone."""

from collections.abc import Callable

import pytest

from tests.stack.acting import act, apply_for, open_case, violations
from tests.stack.conftest import Stack, Visitor

pytestmark = pytest.mark.stack
PUBLIC = (
    "/", "/send/requests/", "/send/letters/", "/track/", "/replies/", "/answers/", "/statistics/",
    "/time-limit/?rule=disclosure.reply&received=2026-09-25", "/accessibility/", "/privacy/", "/no-such-page",
    "/accounts/login/", "/verify/", "/reports/", "/search/", "/search/?q=路灯", "/search/?q=量子纠缠", "/subscriptions/",
    "/organs/LL-SLJ/replies/",
)  # fmt: skip
# Bytes of a first view, pictures and style included; phones on slow networks read these pages.
HEAVIEST = 150_000


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_public_pages_are_accessible_in_every_mode(visit: Callable[..., Visitor], phone: bool) -> None:
    one = visit(phone=phone, bypass_csp=True)
    found = []
    for mode in ("", "/view/care/on/", "/view/contrast/on/"):
        if mode:
            one.go(mode)
        for path in PUBLIC:
            one.go(path)
            found += violations(one)
            wide = one.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{path} is {wide} px too wide"
    assert found == []


def test_public_pages_are_light(stack: Stack, visit: Callable[..., Visitor]) -> None:
    for path in PUBLIC:
        one = visit()
        sizes: list[int] = []
        one.page.on("response", lambda answer, to=sizes: to.append(len(answer.body())))  # type: ignore[call-overload]
        one.go(path)
        one.page.wait_for_load_state("networkidle")
        assert sum(sizes) < HEAVIEST, path


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_faulty_form_receipt_tracking_and_desk_are_accessible(
    visit: Callable[..., Visitor], sign_in: Callable[..., Visitor], phone: bool
) -> None:
    citizen, found = visit(phone=phone, bypass_csp=True), []
    citizen.go("/send/requests/")
    citizen.press("提交申请")
    citizen.sees("请填写所需信息的名称。")
    found += violations(citizen)
    number, _code = apply_for(citizen, "政府采购合同")
    found += violations(citizen)
    citizen.go(f"/track/{number}/")
    citizen.page.locator("summary").first.click()
    found += violations(citizen)
    citizen.follow("补充材料")
    found += violations(citizen)
    intake = sign_in("shoujian-czj", phone=phone, bypass_csp=True)
    found += violations(intake)
    for label in ("登记", "受理"):
        act(intake, number, label)
    found += violations(intake)
    open_case(intake, number)
    intake.follow("交办")
    found += violations(intake)
    assert found == []


def test_keys_drive_the_queue(sign_in: Callable[..., Visitor], visit: Callable[..., Visitor]) -> None:
    apply_for(visit(script=False), "键盘操作")
    one = sign_in("shoujian-czj")
    one.page.keyboard.press("?")
    one.page.locator("dialog[open]").wait_for()
    one.page.keyboard.press("Escape")
    one.page.keyboard.press("j")
    one.page.keyboard.press("Enter")
    one.page.locator("#case").wait_for()
    one.page.keyboard.press("a")
    one.page.wait_for_url("**/do/*/")
