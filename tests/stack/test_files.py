"""In the browser: files of a form are seen, ordered and taken off without a script; staff see pages before they fetch."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.formats.honest import photo, written_pdf
from tests.stack.acting import open_case
from tests.stack.conftest import Visitor

pytestmark = pytest.mark.stack
PHOTO = FilePayload(name="路灯.heic", mimeType="image/heic", buffer=photo("HEIF", size=(1200, 900)))
PAPER = FilePayload(name="说明.pdf", mimeType="application/pdf", buffer=written_pdf())


def drawn(page: Page, where: str) -> list[int]:
    """How wide each picture there is, once all are there."""
    pictures = page.locator(where)
    pictures.first.wait_for()
    for number in range(pictures.count()):
        expect(pictures.nth(number)).to_have_js_property("complete", True)
        expect(pictures.nth(number)).not_to_have_js_property("naturalWidth", 0)
    return [one.evaluate("one => one.naturalWidth") for one in pictures.all()]


def test_files_are_arranged_without_a_script_and_seen_before_they_are_fetched(
    visit: Callable[..., Visitor], sign_in: Callable[..., Visitor], tmp_path: Path
) -> None:
    citizen = visit(script=False, phone=True)
    page = citizen.page
    citizen.go("/send/letters/")
    page.select_option("[name=mailbox]", label="县长信箱")
    page.check("[name=kind][value=complaint]")
    for name, text in {"content": "村口的路灯坏了一个月，请派人修理。", "name": "王芳", "phone": "13912345678"}.items():
        page.fill(f"[name={name}]", text)
    page.set_input_files("[name=attachments]", [PHOTO, PAPER])
    citizen.press("先收好选中的附件")
    citizen.sees("路灯.jpg")
    assert page.url.endswith("#stashed")
    assert page.locator("[name=content]").input_value().startswith("村口")
    assert len(drawn(page, ".stashed img")) == 2
    page.screenshot(path=tmp_path / "form.png", full_page=True)
    citizen.press("上移 说明.pdf")
    expect(page.locator(".stashed li").first).to_contain_text("说明.pdf")
    citizen.press("移除 说明.pdf")
    expect(page.locator(".stashed li")).to_have_count(1)
    page.fill("[name=title]", "路灯不亮")
    page.press("[name=title]", "Enter")  # sends the form; it does not rearrange its files
    page.locator("#number, button[name=seen_similar]").first.wait_for()
    if page.locator("button[name=seen_similar]").count():
        page.locator("button[name=seen_similar]").click()
    number = page.locator("#number").inner_text()

    intake = sign_in("shoujian")
    open_case(intake, number)
    intake.follow("路灯.jpg")
    assert drawn(intake.page, ".sheet") == [1200]
    intake.page.screenshot(path=tmp_path / "file.png", full_page=True)
    with intake.page.expect_download() as fetched:
        intake.follow("下载")
    assert fetched.value.suggested_filename == "路灯.jpg"
    assert b"HUAWEI" not in Path(fetched.value.path()).read_bytes()
