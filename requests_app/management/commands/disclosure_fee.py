"""manage.py disclosure_fee: the information processing fee for so many items or pages (国办函〔2020〕109号)."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from requests_app.fees import Tariff, amount, bands, calculation


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
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        tariff, count = Tariff(options["by"]), options["count"]
        if not options["json"]:
            self.stdout.write(calculation(tariff, count))
            return
        answer = {
            "by": tariff, "count": count, "amount_yuan": amount(tariff, count),
            "bands": [
                {"from": band.first, "to": band.last, "count": band.units, "price_yuan": band.price,
                 "amount_yuan": band.amount}
                for band in bands(tariff, count)
            ],
        }  # fmt: skip
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
