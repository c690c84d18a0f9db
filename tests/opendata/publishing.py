"""Published replies by real actions, for the tests of what programs read."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection

from interaction.publicity.models import Publication
from interaction.statistics.fold import fold
from tests.conftest import do, open_case

STEPS = ("accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "publish_reply")


def publish_letters(live: Callable[[date], None], first: date, n: int, *, apart: int = 3) -> list[Publication]:
    """So many letters, received some days apart, each answered and published within the day; figures folded."""
    found = []
    for seed in range(n):
        live(first + timedelta(days=seed * apart))
        letter = open_case("letter", seed, public_wish="on")
        do(letter, *STEPS, seed=seed)
        found.append(Publication.objects.get(case=letter))
    fold()
    return found


def settle() -> None:
    """As if what changed had done so a while ago, in the same order."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE opendata_freshness SET changed_at = changed_at - interval '1 minute'")
