"""manage.py load_demo_outreach: announcements, programmes, open days and service points of the demo county."""

from typing import Any

from django.core.management.base import BaseCommand

from demo.outreach.loading import load


class Command(BaseCommand):
    help = "Load what the demo county's organs put before the public; does nothing where there is something already."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("demo outreach loaded" if load() else "there is outreach already")
