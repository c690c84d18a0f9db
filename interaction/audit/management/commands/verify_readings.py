"""manage.py verify_readings: proves that no record of reading was altered, removed or put in."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from interaction.audit.chain import verify


class Command(BaseCommand):
    help = "Verify the chain of the records of reading; exit status 1 and every record that does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        checked = faults = 0
        for fault in tqdm(verify(), unit=" records", disable=not sys.stderr.isatty()):
            checked += 1
            if fault:
                faults += 1
                self.stderr.write(f"record {fault.seq}: {fault.reason}")
        if faults:
            sys.exit(1)
        self.stdout.write(f"{checked} records of reading: the chain holds")
