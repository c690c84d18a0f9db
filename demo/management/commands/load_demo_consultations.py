"""manage.py load_demo_consultations: the demo county's consultations, surveys and catalogues of decisions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from demo.consultations.loading import load


class Command(BaseCommand):
    help = "Make the demo county's consultations through their real acts; nothing where there are some already."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=2026, help="the same seed makes the same people")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load(options['seed'])} consultations made")
