"""Forms with faults, receipts and the desk: accessible (axe-core), without a policy violation, on desk and phone."""

from collections.abc import Callable

import pytest

from tests.stack.acting import act, apply_for, open_case, violations
from tests.stack.conftest import Visitor

pytestmark = pytest.mark.stack


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
