"""manage.py make_demo_certificates: certificates of their own making for the organs of the demo county."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from demo.certificates import make_demo_certificates
from interaction.organs.models import Organ


class Command(BaseCommand):
    help = "Make self-made certificates for the organs that issue documents and have none; for demonstration only."

    def handle(self, *args: Any, **options: Any) -> None:
        made = make_demo_certificates(Organ.objects.exclude(document_prefix=""))
        if options["verbosity"]:
            self.stdout.write(f"{made} certificates made in {settings.CERTIFICATES_DIR}")
