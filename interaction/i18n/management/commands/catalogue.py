"""manage.py catalogue [--check|--compile|--desk]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interaction.i18n.catalogues import (
    CATALOGUE,
    DESK,
    as_text,
    compile_catalogue,
    list_for_desk,
    updated,
    without_english,
)


class Command(BaseCommand):
    help = "Gather what the rooms say into the English catalogue and compile it; --check only looks."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="exit 1 when the catalogue is not what the code says")
        parser.add_argument("--compile", action="store_true", help="only compile")
        parser.add_argument("--desk", action="store_true", help="what has no English is read by staff alone")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["compile"]:
            self._gather(options["check"], options["desk"])
        if not options["check"]:
            self.stdout.write(f"{compile_catalogue():d} compiled")

    def _gather(self, only_look: bool, for_desk: bool) -> None:
        english, desk = updated()
        if for_desk:
            list_for_desk(english, desk)
        wanted = {CATALOGUE: as_text(english), DESK: as_text(desk)}
        stale = [path for path, text in wanted.items() if path.read_text("utf-8") != text]
        for path in stale:
            self.stdout.write(path.name)
            if not only_look:
                path.write_text(wanted[path], "utf-8")
        missing = without_english(english)
        for message in missing:
            self.stdout.write(f"no English: {message.id}")
        if only_look and stale:
            raise CommandError("the catalogue is not what the code says: run manage.py catalogue")
        if only_look and missing:
            raise CommandError("give these their English, or list them by manage.py catalogue --desk")
