"""A county's years of work, written by set-based statements: cases, parties, events and clocks in realistic spread.

Beside these rows there are a few dozen real cases, made by the real actions (`County`): their pages are opened and
their event chains verified. The bulk rows' hashes are only of the right length.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from bench import bulk
from bench.measuring import progress, say, seconds
from demo.loading import load_demo
from demo.simulation import County
from interaction.casework.models import Case, Clock
from interaction.organs.models import Organ, Staff
from interaction.statistics.fold import FOLDINGS, rebuild

SIMULATED_DAYS, SIMULATED_A_DAY = 40, 3
# The share of open cases while pages are measured.
OPEN_SHARE = 0.3
TABLES = (
    "casework_case", "casework_submission", "casework_party", "casework_event", "casework_clock", "mailbox_letter",
    "requests_app_disclosurerequest",
)  # fmt: skip
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = ANY (%(tables)s::regclass[]) AND NOT indisprimary
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


@dataclass(frozen=True)
class Opened:
    """The real case whose page is opened, and the handler who may see it."""

    case: Case
    organ: Organ
    handler: Staff
    # The highest id of a case made by real actions.
    last_real: int


def found_county(day: date) -> Opened:
    """Organs, staff, mailboxes, and real cases of the weeks before the day."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_demo()
    days = County(1).run(day - timedelta(days=SIMULATED_DAYS), SIMULATED_DAYS, SIMULATED_A_DAY)
    for _day in progress(days, "real cases", SIMULATED_DAYS):
        pass
    case = Case.objects.filter(organ__kind=Organ.Kind.DEPARTMENT).order_by("-last_seq", "id")[0]
    handler = Staff.objects.get(posts__organ=case.organ, posts__role="handler")
    return Opened(case, case.organ, handler, Case.objects.order_by("-pk")[0].pk)


def grow(cases: int, running: int, day: date, busiest: Organ) -> None:
    """Fill the tables up to so many cases and so many running clocks."""
    cases -= Case.objects.count()
    running -= Clock.objects.filter(state=Clock.State.RUNNING).count()
    if cases > 0:
        taken, _ = seconds(lambda: _grow(cases, max(running, 0), day, busiest))
        say(f"  {cases:,} cases more in {taken:.1f} s")


def _grow(cases: int, running: int, day: date, busiest: Organ) -> None:
    values = {"cases": cases, "running": running, "today": day, "busiest": busiest.pk}
    with transaction.atomic(), connection.cursor() as cursor:
        # No triggers: foreign keys hold by construction, and the state that events leave is the one written here.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("SELECT nextval(pg_get_serial_sequence('casework_case', 'id'))")
        values["base"] = cursor.fetchone()[0]
        with _indexes_later(cursor):
            for statement in progress(bulk.statements(), f"seeding {cases:,} cases"):
                cursor.execute(statement, values)
    _settle(TABLES)


@contextmanager
def _indexes_later(cursor: CursorWrapper) -> Iterator[None]:
    """Without the indexes that no constraint needs, and with them again: building each once is several times faster."""
    cursor.execute(INDEXES, {"tables": list(TABLES)})
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in progress(indexes, "indexes"):
        cursor.execute(definition)


def count_figures() -> None:
    """The tallies as folding every event leaves them."""
    rebuild()
    _settle(folding.table for folding in FOLDINGS)


def _settle(tables: Iterable[str]) -> None:
    """What autovacuum would do in time, so that it does not do it while something is measured."""
    with connection.cursor() as cursor:
        for table in progress(tables, "vacuum"):
            cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute("CHECKPOINT")
