"""No page cuts what is pasted into a long text: it is counted while one types, and refused with its number if too long."""

import re
from pathlib import Path

from django.conf import settings

ROOMS = ("interaction", "mailbox", "requests_app", "hotline")
BOX = re.compile(r"<textarea\b[^>]*>")


def boxes() -> list[tuple[str, str, str]]:
    """Every long text that a template writes itself: its file, its tag, and the whole page."""
    pages = [page for room in ROOMS for page in Path(settings.BASE_DIR, room).rglob("*.html")]
    found = [(page.name, page.read_text(encoding="utf-8")) for page in pages]
    return [(name, tag, text) for name, text in found for tag in BOX.findall(text) if "readonly" not in tag]


def test_every_long_text_is_counted_and_none_is_cut() -> None:
    assert len(boxes()) >= 4
    for name, tag, text in boxes():
        assert "maxlength" not in tag, name
        assert "data-most" in tag, name
        assert "parts/counted.html" in text, name
