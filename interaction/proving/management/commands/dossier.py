"""manage.py dossier NUMBER FILE: the 卷宗 of a case, to be checked by docs/verify_dossier.py."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interaction.casework.leads import case_by_number
from interaction.proving.dossier import export


class Command(BaseCommand):
    help = "Write all of a case, its links and the proof of its seal into a ZIP. It holds personal data in the clear."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        case = case_by_number(options["number"])
        if case is None:
            raise CommandError(f"没有编号为 {options['number']} 的办件。")
        with options["file"].open("xb") as target:
            export(case, target)
        self.stdout.write(str(options["file"]))
