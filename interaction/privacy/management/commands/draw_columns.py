"""manage.py draw_columns: docs/personal-data.md, the inventory of what of persons the database may hold, from the models."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from interaction.privacy.columns import about_persons, sealed

PAGE = Path(__file__).parents[4] / "docs" / "personal-data.md"
HEAD = """# Personal data in the database

Drawn by `manage.py draw_columns` from what each model declares (`interaction/privacy/columns.py`): for the assessment of
impact and the classification that 个人信息保护法 A.51 and A.55 ask for. Sealed columns are encrypted with a key that is not in the
database; in the others somebody may be named: they are masked before they become public and forgotten with their case.
Columns that are not listed hold codes, figures, digests or official texts.

| table | sealed | may name somebody |
|---|---|---|
"""


def rows() -> Iterator[tuple[str, str, str]]:
    """(table, sealed columns, columns that may name somebody) of every table that has any."""
    for model in sorted(apps.get_models(), key=lambda one: one._meta.db_table):
        closed, named = sealed(model), about_persons(model)
        if closed or named:
            yield model._meta.db_table, ", ".join(closed), ", ".join(named)


def drawn() -> str:
    """The page as the models have it now."""
    return HEAD + "".join(f"| {table} | {closed} | {named} |\n" for table, closed, named in rows())


class Command(BaseCommand):
    help = "Write docs/personal-data.md anew from the declared columns."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(drawn(), encoding="utf-8")
        self.stdout.write(f"{len(list(rows()))} tables listed")
