"""A new holiday notice: every open clock whose span meets a changed day is reckoned anew, set-based, and each case
whose due date moved gets one event (clock rule 6). All in the transaction that loads the notice."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.dispatch import receiver

from interaction.casework import timeline
from interaction.casework.clocks import CALENDAR_CHANGED, alert_instants, reread
from interaction.casework.free_text import FreeTextCase
from interaction.casework.leads import leads_of, refresh_leads, refresh_next_due
from interaction.casework.models import Clock, Event
from interaction.casework.registry import channels
from interaction.limits.rules import Unit
from interaction.organs.actors import SYSTEM
from interaction.workdays.loading import Loaded
from interaction.workdays.now import now, today
from interaction.workdays.signals import calendar_changed

# due = day at ordinal(anchor) + length + extension + union of the pauses, all in ordinals: the same arithmetic as
# limits.clock.run, which the tests compare it with. The positions are materialized before days are looked up for them:
# the planner knows nothing of sums and would otherwise try every day for every clock. The order is that of the tables
# that are written next: in any other, a million clocks are a million pages.
RECKON = """
CREATE TEMP TABLE reckoned ON COMMIT DROP AS
WITH open AS MATERIALIZED (
    SELECT clock.id, clock.case_id, clock.slot, clock.due_on, clock.warn_before, clock.pauses,
           clock.paused_until IS NOT NULL AS is_paused,
           anchor.ordinal AS began, anchor.ordinal + clock.length + clock.extended AS due_at
    FROM casework_clock clock JOIN workdays_storedday anchor ON anchor.date = clock.anchor_on
    WHERE clock.state = 'running' AND clock.unit = 'workday'
      AND clock.anchor_on < %(last)s AND clock.due_on >= %(first)s
), pause AS MATERIALIZED (
    SELECT open.id, since.ordinal + one.at_most AS bound, one."to" IS NULL AND open.is_paused AS still,
           greatest(asked.ordinal, open.began) AS starts,
           least(answered.ordinal, since.ordinal + one.at_most) AS ends
    FROM open
    CROSS JOIN LATERAL jsonb_to_recordset(open.pauses) AS one("from" date, "to" date, at_most int, since date)
    JOIN workdays_storedday asked ON asked.date = one."from"
    JOIN workdays_storedday since ON since.date = coalesce(one.since, one."from")
    LEFT JOIN workdays_storedday answered ON answered.date = one."to"
    WHERE open.pauses <> '[]'
), held AS MATERIALIZED (
    SELECT id, range_agg(int4range(starts, ends)) FILTER (WHERE starts < ends) AS parts,
           max(bound) FILTER (WHERE still) AS bound
    FROM pause GROUP BY id
), placed AS MATERIALIZED (
    SELECT open.*, held.bound,
           due_at + coalesce((SELECT sum(upper(part) - lower(part)) FROM unnest(held.parts) AS part), 0) AS ends_at
    FROM open LEFT JOIN held USING (id)
)
SELECT placed.id, placed.case_id, placed.slot, placed.due_on AS old_due, due.date AS new_due, due.provisional,
       until.date AS paused_until, after.date AS resumes_on, warn.date AS warn_on
FROM placed
JOIN workdays_storedday due ON due.ordinal = placed.ends_at AND due.is_workday
JOIN workdays_storedday warn ON warn.ordinal = placed.ends_at - placed.warn_before AND warn.is_workday
LEFT JOIN workdays_storedday until ON until.ordinal = placed.bound AND until.is_workday
LEFT JOIN workdays_storedday after ON after.ordinal = placed.bound + 1 AND after.is_workday
ORDER BY placed.case_id, placed.slot
"""

# Clocks in calendar days move only when they end on a changed day (民法典 A.203); all their days are counted.
RECKON_DAYS = """
INSERT INTO reckoned
SELECT clock.id, clock.case_id, clock.slot, clock.due_on, due.date, due.provisional, clock.paused_until, NULL,
       due.date - clock.warn_before::int
FROM casework_clock clock
JOIN workdays_storedday natural_end ON natural_end.date = clock.anchor_on + clock.length::int + clock.extended::int
JOIN workdays_storedday due
  ON due.ordinal = natural_end.ordinal + CASE WHEN natural_end.is_workday THEN 0 ELSE 1 END AND due.is_workday
WHERE clock.state = 'running' AND clock.unit = 'day' AND clock.pauses = '[]'
  AND natural_end.date <= %(last)s AND clock.due_on >= %(first)s
"""

# A limit that lapses warns nobody: it has neither level nor alert, before as after.
UPDATE_CLOCKS = """
UPDATE casework_clock clock
SET due_on = reckoned.new_due, provisional = reckoned.provisional, paused_until = reckoned.paused_until,
    calendar_version = %(version)s,
    level = CASE WHEN reckoned.new_due = clock.due_on THEN clock.level ELSE 0 END,
    alert_on = CASE WHEN reckoned.new_due = clock.due_on OR clock.alert_on IS NULL AND clock.level = 0
                    THEN clock.alert_on
                    ELSE greatest(reckoned.warn_on, reckoned.resumes_on, clock.anchor_on) END
FROM reckoned WHERE clock.id = reckoned.id
"""

# Nobody changes a case meanwhile: whoever acts on one holds the calendar, which loading a notice has to itself.
MOVED_CASES = """
CREATE TEMP TABLE moved ON COMMIT DROP AS
SELECT held.id AS case_id, held.last_seq + 1 AS seq, held.last_hash AS previous_hash, held.state, held.organ_id,
       moves.due_on, moves.moved
FROM (
    SELECT case_id, max(new_due) FILTER (WHERE slot IN ('reply', 'rework')) AS due_on,
           jsonb_agg(jsonb_build_object('clock', slot, 'from', old_due, 'to', new_due) ORDER BY slot) AS moved
    FROM reckoned WHERE new_due <> old_due GROUP BY case_id
) AS moves JOIN casework_case held ON held.id = moves.case_id
ORDER BY held.id
"""

READ_MOVED = """
SELECT case_id, seq, state, organ_id, jsonb_build_object('moved', moved, 'notice', %(document)s::text)::text,
       encode(previous_hash, 'hex')
FROM moved
"""

WRITE_EVENTS = """
INSERT INTO casework_event (case_id, seq, action, actor_kind, at, "on", state_before, state_after, organ_id, mark,
                            amount, details, key, words_digest, previous_hash, hash)
SELECT case_id, seq, %(action)s, %(actor_kind)s, %(at)s, %(on)s, state, state, organ_id, '', 0,
       jsonb_build_object('moved', moved, 'notice', %(document)s::text), %(key)s, '', previous_hash, hash
FROM moved JOIN heads USING (case_id)
"""

UPDATE_CASES = """
UPDATE casework_case held
SET last_seq = moved.seq, last_hash = heads.hash, due_on = coalesce(moved.due_on, held.due_on)
FROM moved JOIN heads USING (case_id) WHERE held.id = moved.case_id
"""
BATCH = 20_000


@receiver(calendar_changed)
def recompute(sender: Any, *, loaded: Loaded, **_kwargs: Any) -> int:
    """Reckon the clocks that meet the changed days anew; answers how many cases' due dates moved."""
    span = {"first": loaded.first_changed, "last": loaded.last_changed, "version": loaded.new_version}
    event = Event(action=CALENDAR_CHANGED, actor_kind=SYSTEM, at=now(), on=today())
    document = loaded.arrangement.document
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")  # sorts and joins of a million rows, once a year
        cursor.execute("DROP TABLE IF EXISTS reckoned, moved, heads")
        cursor.execute(RECKON, span)
        cursor.execute(RECKON_DAYS, span)
        _reckon_working_hours(cursor, loaded)
        cursor.execute("ANALYZE reckoned")
        cursor.execute(MOVED_CASES)
        cursor.execute("ANALYZE moved")
        # The hashes, which only this process can make, while the database is busy with the clocks.
        with ThreadPoolExecutor(max_workers=1) as beside:
            heads = [beside.submit(_heads, event, rows) for rows in _moved(document)]
            cursor.execute(UPDATE_CLOCKS, span)
            moved = _store_heads(cursor, heads)
        facts: dict[str, Any] = {
            "key": event.key,
            "action": event.action,
            "actor_kind": event.actor_kind,
            "at": event.at,
            "on": event.on,
        }
        cursor.execute(WRITE_EVENTS, {**facts, "document": document})
        cursor.execute(UPDATE_CASES)
        cursor.execute("SELECT case_id FROM moved")
        refresh_next_due([case for (case,) in cursor.fetchall()])
    for one in channels():
        if issubclass(one.model, FreeTextCase):
            refresh_leads(one.model, leads_of(one.model))
    return moved


def _meeting(loaded: Loaded, unit: Unit) -> QuerySet[Clock]:
    """The running clocks of a unit whose span meets a changed day."""
    clocks = Clock.objects.filter(state=Clock.State.RUNNING, unit=unit, anchor_on__lte=loaded.last_changed)
    return clocks.filter(due_on__gte=loaded.first_changed).select_related("case")


ONE_MORE = "INSERT INTO reckoned VALUES (%s, %s, %s, %s, %s, %s, %s, NULL, %s)"


def _reckon_working_hours(cursor: CursorWrapper, loaded: Loaded) -> None:
    """Limits of a few working hours: only those of the days around a changed one, each read again from its events."""
    for clock in _meeting(loaded, Unit.WORKHOUR):
        reading = reread(clock.case.specific, clock.slot, today())
        if reading is None or reading.due_at == clock.due_at:
            continue
        row: list[Any] = [clock.pk, clock.case_id, clock.slot, clock.due_on, reading.due_on]
        clock.due_at, clock.level = reading.due_at, Clock.Level.NONE
        clock.alert_at = alert_instants(clock)[0]
        clock.save(update_fields=["due_at", "level", "alert_at"])
        cursor.execute(ONE_MORE, [*row, False, None, None])


def _moved(document: str) -> Iterator[list[timeline.Like]]:
    with connection.chunked_cursor() as reading:
        reading.execute(READ_MOVED, {"document": document})
        while rows := reading.fetchmany(BATCH):
            yield rows


def _heads(event: Event, rows: list[timeline.Like]) -> list[str]:
    """The new heads of the cases' chains, as COPY takes them."""
    return [f"{case_id}\t\\\\x{hash_.hex()}\n" for case_id, hash_ in timeline.links_like(event, rows)]


def _store_heads(cursor: CursorWrapper, parts: Iterable[Future[list[str]]]) -> int:
    count = 0
    cursor.execute("CREATE TEMP TABLE heads (case_id bigint, hash bytea) ON COMMIT DROP")
    with cursor.copy("COPY heads FROM STDIN") as copy:
        for part in parts:
            lines = part.result()
            copy.write("".join(lines))
            count += len(lines)
    cursor.execute("ANALYZE heads")
    return count
