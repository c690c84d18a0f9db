"""manage.py note_questions: note the questions of programmes that were there before this room was."""

from typing import Any

from django.core.management.base import BaseCommand

from interaction.outreach.questions import note_all


class Command(BaseCommand):
    help = "Note where every letter that a programme raised stands; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{note_all()} questions noted")
