"""manage.py seal: seals what grew since the last seal, as the worker does every night."""

from typing import Any

from django.core.management.base import BaseCommand

from interaction.proving.sealing import seal


class Command(BaseCommand):
    help = "Seal what grew since the last seal, and print what should be kept elsewhere."

    def handle(self, *args: Any, **options: Any) -> None:
        made = seal()
        self.stdout.write(f"seal {made.number} of {made.day}: {made.hash}" if made else "nothing to seal")
