"""A new holiday notice: every open clock whose span meets a changed day is reckoned anew, set-based, and each case
whose due date moved gets one event (clock rule 6). All in the transaction that loads the notice."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.dispatch import receiver

from interaction.casework import timeline
from interaction.casework.models import Event
from interaction.workdays.loading import Loaded
from interaction.workdays.now import now, today
from interaction.workdays.signals import calendar_changed

# due = day at ordinal(anchor) + length + extension + union of the pauses, all in ordinals: the same arithmetic as
# limits.clock.run, which the tests compare it with.
RECKON = """
CREATE TEMP TABLE reckoned ON COMMIT DROP AS
SELECT clock.id, clock.case_id, clock.slot, clock.due_on AS old_due, due.date AS new_due, due.provisional,
       pause.until AS paused_until, warn.date AS warn_on
FROM casework_clock clock
JOIN workdays_day anchor ON anchor.date = clock.anchor_on
CROSS JOIN LATERAL (
    SELECT coalesce((
        SELECT sum(upper(part) - lower(part)) FROM unnest((
            SELECT range_agg(int4range(asked.ordinal,
                       least(coalesce(answered.ordinal, asked.ordinal + one.at_most),
                             asked.ordinal + one.at_most)))
            FROM jsonb_to_recordset(clock.pauses) AS one("from" date, "to" date, at_most int)
            JOIN workdays_day asked ON asked.date = one."from"
            LEFT JOIN workdays_day answered ON answered.date = one."to"
        )) AS part), 0) AS days,
    (
        SELECT max(last.date)
        FROM jsonb_to_recordset(clock.pauses) AS one("from" date, "to" date, at_most int)
        JOIN workdays_day asked ON asked.date = one."from"
        JOIN workdays_day last ON last.ordinal = asked.ordinal + one.at_most AND last.is_workday
        WHERE one."to" IS NULL AND clock.paused_until IS NOT NULL
    ) AS until
) pause
JOIN workdays_day due
  ON due.ordinal = anchor.ordinal + clock.length + clock.extended + pause.days AND due.is_workday
JOIN workdays_day warn ON warn.ordinal = due.ordinal - clock.warn_before AND warn.is_workday
WHERE clock.state = 'running' AND clock.unit = 'workday'
  AND clock.anchor_on < %(last)s AND clock.due_on >= %(first)s
"""

# Clocks in calendar days move only when they end on a changed day (民法典 A.203).
RECKON_DAYS = """
INSERT INTO reckoned
SELECT clock.id, clock.case_id, clock.slot, clock.due_on, due.date, due.provisional, clock.paused_until, warn.date
FROM casework_clock clock
JOIN workdays_day natural_end ON natural_end.date = clock.anchor_on + clock.length::int + clock.extended::int
JOIN workdays_day due
  ON due.ordinal = natural_end.ordinal + CASE WHEN natural_end.is_workday THEN 0 ELSE 1 END AND due.is_workday
JOIN workdays_day warn ON warn.ordinal = due.ordinal - clock.warn_before AND warn.is_workday
WHERE clock.state = 'running' AND clock.unit = 'day'
  AND natural_end.date <= %(last)s AND clock.due_on >= %(first)s
"""

UPDATE_CLOCKS = """
UPDATE casework_clock clock
SET due_on = reckoned.new_due, provisional = reckoned.provisional, paused_until = reckoned.paused_until,
    calendar_version = %(version)s,
    level = CASE WHEN reckoned.new_due = clock.due_on THEN clock.level ELSE 0 END,
    alert_on = CASE WHEN reckoned.new_due = clock.due_on THEN clock.alert_on
                    ELSE greatest(reckoned.warn_on, reckoned.paused_until + 1, clock.anchor_on) END
FROM reckoned WHERE clock.id = reckoned.id
"""

MOVED_CASES = """
SELECT held.id, held.last_seq, held.last_hash, held.state, held.organ_id,
       jsonb_agg(jsonb_build_object('clock', reckoned.slot, 'from', reckoned.old_due, 'to', reckoned.new_due)
                 ORDER BY reckoned.slot)
FROM reckoned JOIN casework_case held ON held.id = reckoned.case_id
WHERE reckoned.new_due <> reckoned.old_due
GROUP BY held.id
"""

UPDATE_CASES = """
UPDATE casework_case held SET last_seq = head.seq, last_hash = head.hash, due_on = coalesce(reply.new_due, held.due_on)
FROM heads head LEFT JOIN reckoned reply ON reply.case_id = head.case_id AND reply.slot = 'reply'
WHERE held.id = head.case_id
"""

LOCK_CASES = """
SELECT count(*) FROM (
    SELECT held.id FROM casework_case held
    WHERE held.id IN (SELECT case_id FROM reckoned WHERE new_due <> old_due)
    ORDER BY held.id FOR UPDATE
) AS locked
"""

COPY_EVENTS = """
COPY casework_event (case_id, seq, action, actor_kind, at, "on", state_before, state_after, organ_id, mark, amount,
                     details, words_digest, previous_hash, hash) FROM STDIN
"""


@receiver(calendar_changed)
def recompute(sender: Any, *, loaded: Loaded, **_kwargs: Any) -> int:
    """Reckon the clocks that meet the changed days anew; answers how many cases' due dates moved."""
    span = {"first": loaded.first_changed, "last": loaded.last_changed, "version": loaded.new_version}
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS reckoned, heads")
        cursor.execute(RECKON, span)
        cursor.execute(RECKON_DAYS, span)
        cursor.execute("ANALYZE reckoned")
        cursor.execute(LOCK_CASES)
        cursor.execute(UPDATE_CLOCKS, span)
        cursor.execute("CREATE TEMP TABLE heads (case_id bigint, seq int, hash bytea) ON COMMIT DROP")
        moved = _write_events(cursor, loaded.arrangement.document)
        cursor.execute(UPDATE_CASES)
    return moved


def _write_events(cursor: CursorWrapper, document: str) -> int:
    """One event for each moved case, linked into its chain, streamed in and out."""
    moved = 0
    batch: list[Event] = []
    for event in _events(document):
        batch.append(event)
        moved += 1
        if len(batch) == COPY_BATCH:
            _copy(cursor, batch)
            batch = []
    _copy(cursor, batch)
    return moved


COPY_BATCH = 50_000


def _events(document: str) -> Iterator[Event]:
    moment, day = now(), today()
    with connection.chunked_cursor() as reading:
        reading.execute(MOVED_CASES)
        while rows := reading.fetchmany(COPY_BATCH):
            for case_id, seq, head, state, organ_id, moves in rows:
                event = Event(
                    case_id=case_id, seq=seq + 1, action="calendar_changed", actor_kind="system", at=moment, on=day,
                    state_before=state, state_after=state, organ_id=organ_id,
                    details={"moved": json.loads(moves) if isinstance(moves, str) else moves, "notice": document},
                )  # fmt: skip
                timeline.link(event, bytes(head), {})
                yield event


def _copy(cursor: CursorWrapper, events: list[Event]) -> None:
    with cursor.copy(COPY_EVENTS) as copy:
        for one in events:
            copy.write_row(
                (
                    one.case_id, one.seq, one.action, one.actor_kind, one.at, one.on, one.state_before,
                    one.state_after, one.organ_id, "", 0, json.dumps(one.details, ensure_ascii=False), b"",
                    one.previous_hash, one.hash,
                )
            )  # fmt: skip
    with cursor.copy("COPY heads (case_id, seq, hash) FROM STDIN") as copy:
        for one in events:
            copy.write_row((one.case_id, one.seq, one.hash))
