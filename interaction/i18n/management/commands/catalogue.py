"""manage.py catalogue [--check|--compile] [APP ...]"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from interaction.i18n.catalogues import catalogue_of, compile_all, gathered, local_apps


class Command(BaseCommand):
    help = "Gather what the rooms say into their English catalogues and compile them; --check only looks."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rooms", nargs="*", help="folders such as interaction/portal; all by default")
        parser.add_argument("--check", action="store_true", help="exit 1 when a catalogue is not what the code says")
        parser.add_argument("--compile", action="store_true", help="only compile")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["compile"]:
            self._gather([Path(settings.BASE_DIR, name) for name in options["rooms"]] or local_apps(), options["check"])
        if not options["check"]:
            self.stdout.write(f"{compile_all()} compiled")

    def _gather(self, chosen: list[Path], only_look: bool) -> None:
        stale = []
        for room in chosen:
            path, wanted = catalogue_of(room), gathered(room)
            if "msgid" not in wanted.partition("\n\n")[2] or (path.exists() and path.read_text("utf-8") == wanted):
                continue
            stale.append(str(path.relative_to(settings.BASE_DIR)))
            if not only_look:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(wanted, "utf-8")
        for name in stale:
            self.stdout.write(name)
        if stale and only_look:
            raise CommandError("these catalogues are not what the code says: run manage.py catalogue")
