"""manage.py disclosure_fee: the information processing fee for so many items or pages (国办函〔2020〕109号)."""

import argparse
import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from interaction.workdays.now import today
from requests_app.fees import Tariff
from requests_app.law.in_force import law_on


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= MOST:
        raise argparse.ArgumentTypeError(f"a number from 0 to {MOST}")
    return number


MOST = 1_000_000


class Command(BaseCommand):
    help = "The information processing fee in yuan, band by band."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", choices=[str(one) for one in Tariff], required=True)
        parser.add_argument("--count", type=_count, required=True)
        parser.add_argument("--on", type=date.fromisoformat, help="the day of the notice; today without it")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        tariff, count = Tariff(options["by"]), options["count"]
        scale = law_on(options["on"] or today()).scale(tariff)
        if scale is None:
            raise CommandError("there were no fees on that day")
        if not options["json"]:
            self.stdout.write(scale.calculation(count))
            return
        answer = {
            "by": tariff, "count": count, "amount_yuan": scale.amount(count),
            "bands": [
                {"from": band.first, "to": band.last, "count": band.units, "price_yuan": band.price,
                 "amount_yuan": band.amount}
                for band in scale.bands(count)
            ],
        }  # fmt: skip
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
