"""manage.py draw_states: the state diagrams of docs/architecture.md, from the code."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from interaction.casework.diagrams import section
from interaction.casework.registry import channels

PAGE = Path(__file__).parents[4] / "docs" / "architecture.md"
BEGIN, END = "<!-- state diagrams: manage.py draw_states -->", "<!-- end of state diagrams -->"


def redrawn(text: str) -> str:
    """The page with its diagrams as the code has them now."""
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    drawn = "\n".join(section(one) for one in channels())
    return f"{before}{BEGIN}\n\n{drawn}\n{END}{after}"


class Command(BaseCommand):
    help = "Draw the state diagrams in docs/architecture.md anew from the declared actions."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(f"{len(channels())} diagrams drawn")
