"""Forms with faults, receipts and the desk: accessible (axe-core), without a policy violation, on desk and phone."""

import re
from collections.abc import Callable

import pytest

from tests.stack.acting import act, apply_for, open_case, violations
from tests.stack.conftest import Stack, Visitor, mails_in, wait_for

pytestmark = pytest.mark.stack


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_faulty_form_receipt_tracking_and_desk_are_accessible(
    visit: Callable[..., Visitor], sign_in: Callable[..., Visitor], phone: bool
) -> None:
    citizen, found = visit(phone=phone, bypass_csp=True), []
    citizen.go("/send/requests/")
    citizen.press("提交申请")
    citizen.sees("请填写“所需信息的名称”。")
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


def code_in_the_mail(stack: Stack, address: str) -> str:
    """The last code that went to an address, in the files that stand for its mailbox."""

    def found() -> list[str]:
        texts = mails_in(stack)
        bodies = [str(one.get_payload(decode=True), "utf-8") for one in texts if one["To"] == address]  # type: ignore[arg-type]
        return [code for body in bodies for code in re.findall(r"(?<![0-9])[0-9]{6}(?![0-9])", body)]

    wait_for(lambda: bool(found()), "the mail with the code")
    return found()[-1]


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_a_citizen_signs_in_without_script_and_finds_every_case(
    stack: Stack, visit: Callable[..., Visitor], phone: bool
) -> None:
    address = f"citizen{phone:d}@example.org"
    one, found = visit(phone=phone, script=False), []
    looking = visit(phone=phone, bypass_csp=True)
    one.go("/my/")
    one.page.fill("[name=address]", address)
    one.press("获取验证码")
    one.page.fill("[name=code]", code_in_the_mail(stack, address))
    one.press("登录")
    one.sees("这里还没有办件。")
    number, _code = apply_for(one, "道路养护合同")
    one.go("/my/")
    one.follow("道路养护合同")
    one.sees(number)
    looking.context.add_cookies(one.context.cookies())  # type: ignore[arg-type]
    for page in ("/my/", "/my/add/", "/my/details/", "/my/delete/", "/send/letters/"):
        looking.go(page)
        found += violations(looking)
    assert found == []
    one.go("/my/")
    one.press("退出登录")
    one.go(f"/track/{number}/")
    one.sees("查询码")


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
    one.page.wait_for_url("**/do/**")
