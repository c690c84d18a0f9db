"""manage.py upstream_simulator: play the platform above - push orders, take reports, grant or refuse returns."""

from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from demo.hotline.upper import UpperPlatform, listening
from demo.hotline.upstream import Story
from hotline.exchange.models import Platform

# Made on first use; a real platform is never played.
CODE = "simulator"


class Command(BaseCommand):
    help = "Simulate a platform above: pushes orders to a running server, and answers what it reports."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--orders", type=int, default=5, help="how many orders are pushed")
        parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the system runs")
        parser.add_argument("--port", type=int, default=8090, help="where reports are taken")
        parser.add_argument("--seconds", type=float, default=120, help="ends when no report has come for so long")
        parser.add_argument("--chaos", action="store_true", help="send twice and out of turn, lose answers")
        parser.add_argument("--seed", type=int, default=1, help="the same seed tells the same story")

    def handle(self, *args: Any, **options: Any) -> None:
        platform, _made = Platform.objects.get_or_create(code=CODE, defaults={"name": "模拟上级平台", "source": "city"})
        upper = UpperPlatform(options["url"], platform.code, platform.secret)
        story = Story(upper, Random(options["seed"]), options["chaos"])  # noqa: S311 - a simulation, not a secret
        inbox = story.inbox()
        with listening(inbox, options["port"]) as address:
            Platform.objects.filter(pk=platform.pk).update(address=address)
            story.push(options["orders"])
            self.stdout.write(f"{options['orders']} orders pushed; reports are taken at {address}")
            with tqdm(unit=" reports", desc="listening", mininterval=0.5) as bar:
                for report in story.listen(options["seconds"]):
                    bar.write(f"{report['number']} {report['sequence']} {report['status']} {report['organ']}")
                    bar.update()
            apart = story.disagreements(inbox)
        self.stdout.write(f"{len(apart)} orders of which the two sides do not know the same: {', '.join(apart)}")
