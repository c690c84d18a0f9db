"""manage.py draw_law: the rules in docs/law.md, from the data."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from requests_app.law.chapters import Chapter, chapters
from requests_app.law.provisions import Provision

PAGE = Path(__file__).parents[3] / "docs" / "law.md"
BEGIN, END = "<!-- rules of law: manage.py draw_law -->", "<!-- end of rules of law -->"
HEAD = "| 代码 | 规则 | 内容 | 条款 | 来源 | 可靠程度 | 施行 |\n|---|---|---|---|---|---|---|"


def redrawn(text: str) -> str:
    """The page with its rules as the data has them now."""
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    drawn = "\n".join(line for one in chapters() for line in _lines(one))
    return f"{before}{BEGIN}\n\n{drawn}\n{END}{after}"


def _lines(chapter: Chapter) -> Iterator[str]:
    yield f"### {chapter.title}\n\n{HEAD}"
    for one in chapter.rows:
        cells = (f"`{one.code}`", one.about, one.said, one.law, one.source, one.strength.label, _span(one))
        yield f"| {' | '.join(cells)} |"
    yield ""


def _span(one: Provision) -> str:
    since = one.since.isoformat() if one.since else ""
    until = one.until.isoformat() if one.until else ""
    return f"{since}至{until}" if since or until else "一直"


class Command(BaseCommand):
    help = "Draw the rules of law in docs/law.md anew from the data."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(f"{sum(len(one.rows) for one in chapters())} rules drawn")
