"""manage.py hotline_rates: the three rates of an organ and a period, with what they are made of."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hotline.rates.configured import terms_on
from hotline.rates.formulas import Rate, decimal, number, percent
from hotline.rates.reading import Period, RateLine, by_organ, of_organ
from interaction.organs.models import Organ


class Command(BaseCommand):
    help = "The three rates of an organ with what lies under it (of the root: the county), or of every organ, ranked."

    def add_arguments(self, parser: CommandParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--organ", help="the organ's code, as LL-SLJ")
        whose.add_argument("--all", action="store_true", help="every organ, ranked")
        parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
        parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
        parser.add_argument("--json", action="store_true", help="numerators, denominators and rates for machines")

    def handle(self, *args: Any, **options: Any) -> None:
        period = Period(options["first"], options["last"])
        if period.first > period.last:
            raise CommandError("起始日期不能晚于截止日期。")
        lines = self._lines(options, period)
        if options["json"]:
            told = [_as_json(line, period) for line in lines]
            self.stdout.write(json.dumps(told if options["all"] else told[0], ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(_in_words(line) for line in lines))

    def _lines(self, options: dict[str, Any], period: Period) -> list[RateLine]:
        terms = terms_on(period.last)
        if options["all"]:
            return by_organ(period, terms, everyone=True)
        organ = Organ.objects.filter(code=options["organ"]).first()
        if organ is None:
            raise CommandError(f"没有代码为 {options['organ']} 的单位。")
        return [of_organ(organ, period, terms)]


def _as_json(line: RateLine, period: Period) -> dict[str, Any]:
    assert line.place
    return {
        "organ": line.place.code, "name": line.place.name, "from": period.first.isoformat(),
        "to": period.last.isoformat(), "rank": line.rank, **line.rates.as_json(), "counted": vars(line.tally),
    }  # fmt: skip


def _in_words(line: RateLine) -> str:
    assert line.place
    rank = f"第{line.rank}名 " if line.rank else ""
    three = (("响应率", line.rates.response), ("解决率", line.rates.resolution), ("满意率", line.rates.satisfaction))
    parts = "  ".join(f"{label} {_fraction(rate)}" for label, rate in three)
    aside = f"联系不上 {line.tally.unreached}  剔除 {line.tally.excluded}"
    return f"{rank}{line.place.code} {line.place.name}  {parts}  综合 {decimal(line.rates.composite)}  {aside}"


def _fraction(rate: Rate) -> str:
    return f"{percent(rate.value)} ({number(rate.numerator)}/{rate.denominator})"
