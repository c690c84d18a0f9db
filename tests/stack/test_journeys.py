"""From a citizen's words to the public page, in a real browser against the real system."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from demo.county.names import NAMED
from tests.stack.acting import act, apply_for, figures, fill_in, open_case, public_item, write_letter
from tests.stack.conftest import Stack, Visitor, wait_for

pytestmark = pytest.mark.stack


def test_a_request_from_the_form_to_the_public_page(
    stack: Stack, visit: Callable[..., Visitor], sign_in: Callable[..., Visitor], tmp_path: Path
) -> None:
    citizen = visit(script=False)  # nothing a citizen does needs a script
    replied, title = figures(stack, "disclosure", "replied"), "2025年度财政预算执行情况"
    number, code = apply_for(citizen, title)
    intake, handler = sign_in("shoujian-czj"), sign_in("chengban-czj")
    reviewer, signer, publisher = sign_in("shenhe-czj"), sign_in("qianfa-czj"), sign_in("gongkai-czj")
    act(intake, number, "登记")
    act(intake, number, "受理")
    act(intake, number, "交办", organ=NAMED["LL-CZJ"].name)
    act(handler, number, "签收办理")
    open_case(handler, number)
    handler.follow("拟写答复")
    fill_in(handler, decision="予以公开", body="现将2025年度预算执行情况予以公开，详见附件。")
    handler.press("列出须写明的内容")
    fill_in(handler, provision="见正文。")
    handler.press("拟写答复")
    handler.page.wait_for_url("**/cases/*/")
    examined = {"secrets": "none", "others": "none", "safety": "none", "basis": "逐项核对，可以公开。"}
    act(reviewer, number, "审核通过", **examined)
    act(signer, number, "签发")
    act(intake, number, "送达", method="网上送达")
    open_case(publisher, number)
    publisher.follow("公开答复")
    assert "13812345678" not in publisher.page.locator("#id_content").input_value()
    publisher.page.check("#id_checked")
    publisher.press("公开答复")

    citizen.go("/track/")
    citizen.page.fill("#id_number", number)
    citizen.page.fill("#id_code", code.lower().replace("-", " "))
    citizen.press("查询")
    citizen.sees("已答复，已公开")
    with citizen.page.expect_download() as download:
        citizen.page.get_by_role("link", name="政府信息公开申请答复书.pdf").click()
    download.value.save_as(tmp_path / "reply.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "reply.pdf").pages)
    assert "青财政公开告〔" in text
    assert "行政复议" in text
    shown = public_item(visit(script=False), title)
    assert "现将2025年度预算执行情况予以公开" in shown
    assert not any(secret in shown for secret in ("李明", "13812345678", "11010519491231002X"))
    wait_for(lambda: figures(stack, "disclosure", "replied") == replied + 1, "the figures to follow")
    assert "every chain holds" in stack.manage("verify_timeline", number)
    assert stack.manage("recount_tallies").strip().endswith("agree")


def test_a_letter_from_the_form_to_the_public_page_and_the_rating(
    stack: Stack, visit: Callable[..., Visitor], sign_in: Callable[..., Visitor]
) -> None:
    citizen, title = visit(phone=True, script=False), "小区东门路灯不亮"
    rated = figures(stack, "letter", "rated")
    number, _code = write_letter(citizen, title)
    intake, handler = sign_in("shoujian"), sign_in("chengban-zjj")
    reviewer, signer, publisher = sign_in("shenhe-zjj"), sign_in("qianfa-zjj"), sign_in("gongkai-zjj")
    act(intake, number, "受理", kind="投诉")
    act(intake, number, "交办", organ=NAMED["LL-ZJJ"].name, note="请尽快核实处理")
    act(handler, number, "签收办理")
    act(handler, number, "拟写答复", body="您好，来信收悉。经现场核实，线路故障已排除，路灯已恢复正常。")
    act(reviewer, number, "审核通过")
    act(signer, number, "签发答复")
    act(publisher, number, "公开答复", checked="on")

    citizen.go(f"/track/{number}/")
    citizen.sees("线路故障已排除")
    citizen.follow("评价")
    citizen.page.check("input[name=stars][value='5']")
    citizen.page.check("input[name=settled][value=yes]")
    citizen.press("评价")
    shown = public_item(visit(script=False), title)
    assert "5 分" in shown
    assert not any(secret in shown for secret in ("王芳", "13912345678"))
    wait_for(lambda: figures(stack, "letter", "rated") == rated + 1, "the figures to follow")


def test_correction_and_extension_on_the_way(
    stack: Stack, visit: Callable[..., Visitor], sign_in: Callable[..., Visitor]
) -> None:
    citizen = visit(script=False)
    number, _code = apply_for(citizen, "道路养护合同")
    intake, signer = sign_in("shoujian-czj"), sign_in("qianfa-czj")
    act(intake, number, "登记")
    act(intake, number, "要求补正", missing="请写明年度。", answer_by="2030-01-15")
    citizen.go(f"/track/{number}/")
    citizen.sees("请您补正")
    citizen.follow("提交补正")
    citizen.page.fill("#id_correction", "2025年度全部养护合同")
    citizen.press("提交补正")
    citizen.sees("您提交了补正")
    act(intake, number, "受理")
    act(signer, number, "批准延期", reason="需要检索历年档案", workdays="10")
    citizen.go(f"/track/{number}/")
    citizen.sees("政府信息公开延期答复告知书.pdf")


def test_an_open_desk_follows_and_outlives_redis(
    stack: Stack, visit: Callable[..., Visitor], sign_in: Callable[..., Visitor]
) -> None:
    watching = sign_in("shoujian-czj")
    watching.page.locator("html[data-live=on]").wait_for(state="attached")
    citizen = visit(script=False)
    number, _code = apply_for(citizen, "公务接待费用支出")
    watching.sees(number)  # without anybody reloading the page
    other = sign_in("shoujian-czj")
    act(other, number, "登记")
    watching.page.locator("tr", has_text=number).get_by_text("待受理").wait_for()

    stack.stop("redis")
    watching.page.locator("#stale").wait_for(state="visible", timeout=60_000)
    act(other, number, "受理")  # the work goes on
    second, _code = apply_for(citizen, "会议费支出")
    stack.start("redis")
    watching.page.locator("#stale").wait_for(state="hidden", timeout=240_000)
    watching.sees(second)  # what was missed is there
