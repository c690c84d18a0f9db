"""manage.py hotline_bulletin: a bulletin (日报, 周报, 月报) as DOCX and PDF; issued now if it was not before."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hotline.rates.bulletins.files import FORMS
from hotline.rates.bulletins.issuing import NotOver, as_issue, issue
from hotline.rates.bulletins.periods import span_of
from hotline.rates.models import Bulletin


class Command(BaseCommand):
    help = "Write the bulletin of the day, the week or the month in which a day lies, as DOCX and PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kind", choices=Bulletin.Kind.values, required=True)
        parser.add_argument("--date", type=date.fromisoformat, required=True, help="any day of the period")
        parser.add_argument("--out", type=Path, required=True, help="a directory; it is made where it is not there")

    def handle(self, *args: Any, **options: Any) -> None:
        span = span_of(options["kind"], options["date"])
        try:
            printed = as_issue(issue(options["kind"], span))
        except NotOver as not_over:
            raise CommandError(f"这一期到 {not_over} 才结束，结束后才能制作。") from not_over
        options["out"].mkdir(parents=True, exist_ok=True)
        for form, made in FORMS.items():
            path = options["out"] / f"{printed.title}.{form}"
            path.write_bytes(made.make(printed))
            self.stdout.write(str(path))
