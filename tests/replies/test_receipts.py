import io
from dataclasses import replace
from datetime import date

from pypdf import PdfReader

from demo.county.names import NAMED
from interaction.replies.receipts import Receipt, render_receipt

RECEIPT = Receipt(
    government=NAMED["LL"].name,
    heading="政府信息公开申请登记回执",
    number="LL-GK-2026-000123",
    query_code="K7MP-3WXQ-9TFA",
    rows=(("申请内容", "2024年至2026年农村公路养护资金使用情况"), ("收到日期", "2026年11月23日（星期一）")),
    next_steps=("我们将在2026年12月21日（星期一）前答复您。",),
    tracking_url="https://hudong.example.gov.cn/track/LL-GK-2026-000123",
    printed=date(2026, 11, 23),
)


def pages(receipt: Receipt) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(render_receipt(receipt))).pages]


def test_the_receipt_is_one_page_with_all_the_citizen_needs() -> None:
    (text,) = pages(RECEIPT)
    for part in ("LL-GK-2026-000123", "K7MP-3WXQ-9TFA", "农村公路养护", "接下来", "打印日期：2026年11月23日"):
        assert part in text.replace("\n", "")


def test_long_content_goes_on_to_further_pages_without_loss() -> None:
    lines = tuple(f"第{n}条内容" for n in range(120))
    texts = pages(replace(RECEIPT, rows=(("申请内容", "\n".join(lines)),)))
    assert len(texts) > 1
    assert all(line in "".join(texts) for line in lines)
    assert all("LL-GK-2026-000123" in text for text in texts)


def test_the_same_receipt_gives_the_same_bytes() -> None:
    assert render_receipt(RECEIPT) == render_receipt(RECEIPT)
