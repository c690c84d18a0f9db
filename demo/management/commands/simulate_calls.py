"""manage.py simulate_calls: play a telephone system whose callers ring the seats at which agents are ready."""

import time
from collections.abc import Iterable
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from demo.hotline.hall import Hall
from demo.hotline.switch import Switch
from hotline.telephony.models import Seat


class Command(BaseCommand):
    help = "Simulate callers: rings free seats, answers, hangs up, by signed events to a running server."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--calls", type=int, default=20, help="how many callers")
        parser.add_argument("--per-minute", type=float, default=10.0, help="how many come in a minute")
        parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the system runs")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same callers")

    def handle(self, *args: Any, **options: Any) -> None:
        random = Random(options["seed"])  # noqa: S311 - a simulation, not a secret
        switch = Switch(options["url"], settings.TELEPHONY_SECRET)
        hall = Hall(switch, _ready_seats, options["per_minute"], time.sleep, random)
        answered = left = 0
        with tqdm(total=options["calls"], unit=" calls", desc="calling", mininterval=0.5) as bar:
            for caller in hall.run(options["calls"]):
                answered, left = answered + caller.answered, left + (not caller.answered)
                bar.set_postfix(answered=answered, left=left)
                bar.update()
        self.stdout.write(f"{answered} calls answered, {left} callers left")


def _ready_seats() -> Iterable[str]:
    return Seat.objects.filter(state=Seat.State.READY).order_by("since").values_list("extension", flat=True)
