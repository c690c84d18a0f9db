"""manage.py simulate: fill the demo county with cases that went through the real actions on a simulated clock."""

from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from demo.loading import load_demo
from demo.simulation import County
from interaction.casework.models import Case
from interaction.organs.models import Post
from interaction.workdays.now import today


class Command(BaseCommand):
    help = "Simulate a county at work: cases of every channel, taken through their real actions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=60, help="calendar days to simulate")
        parser.add_argument("--per-day", type=int, default=5, help="new cases on each working day")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same county")
        parser.add_argument("--start", type=date.fromisoformat, help="first day; by default the days end yesterday")
        parser.add_argument(
            "--staff-changes", action="store_true", help="people go on leave, leave service, are replaced"
        )
        parser.add_argument(
            "--mail-failures", action="store_true", help="mails go out on the simulated days, fail and come back"
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are cases already")

    def handle(self, *args: Any, **options: Any) -> None:
        if not Post.objects.exists():
            load_demo()
        if options["if_empty"] and Case.objects.exists():
            return
        days = options["days"]
        start = options["start"] or today() - timedelta(days=days)
        opened = acted = 0
        with tqdm(total=days, unit=" days", desc="simulating", mininterval=0.5) as bar:
            county = County(options["seed"], changing=options["staff_changes"], mailing=options["mail_failures"])
            for day in county.run(start, days, options["per_day"]):
                opened, acted = opened + day.opened, acted + day.actions
                bar.set_postfix(cases=opened, actions=acted)
                bar.update()
        self.stdout.write(f"{opened} cases opened, {acted} actions done, {start} to {start + timedelta(days=days - 1)}")
