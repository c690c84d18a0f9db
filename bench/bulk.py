"""The statements that seed in bulk. Every choice is a hash of the row's number: the same rows in every run.

Of the open cases four in a hundred are overdue, the others are due on one of the next working days; some limits
are lengthened, some paused with an answer, some paused without one. Closed cases spread over three years. The
county itself has a fifth of all cases, one department three tenths: their queues are full pages at every size.
"""

from django.db import connection
from django.db.models import AutoField, Model
from psycopg import sql

from interaction.casework.models import Case, Clock, Event, Party, Submission
from mailbox.models import Letter
from requests_app.models import DisclosureRequest

PICK = """
CREATE OR REPLACE FUNCTION pg_temp.pick(subject bigint, salt int, n int) RETURNS int LANGUAGE sql IMMUTABLE
AS 'SELECT mod(hashint8extended(subject, salt) & 2147483647, n)::int'
"""

DRAWN = """
CREATE TEMP TABLE drawn ON COMMIT DROP AS
WITH places AS (
    SELECT (SELECT id FROM organs_organ WHERE parent_id IS NULL) AS root,
           (SELECT array_agg(id ORDER BY path) FROM organs_organ WHERE kind <> 'hotline') AS organs
), numbered AS (
    SELECT n + %(base)s AS id,
           n * %(running)s::bigint / %(cases)s <> (n - 1) * %(running)s::bigint / %(cases)s AS running
    FROM generate_series(1::bigint, %(cases)s) AS n
)
SELECT id, running,
       CASE WHEN pg_temp.pick(id, 1, 10) < 6 THEN 'letter' ELSE 'disclosure' END AS channel,
       CASE WHEN pg_temp.pick(id, 2, 10) < 2 THEN places.root
            WHEN pg_temp.pick(id, 2, 10) < 5 THEN %(busiest)s
            ELSE places.organs[1 + pg_temp.pick(id, 3, cardinality(places.organs))] END AS organ_id,
       (ARRAY['consultation', 'request', 'complaint', 'report', 'suggestion', 'thanks'])[1 + pg_temp.pick(id, 4, 6)]
           AS kind,
       pg_temp.pick(id, 5, 100) AS stage,
       pg_temp.pick(id, 6, 100) AS shape
FROM numbered CROSS JOIN places
"""

# `held` is the number of working days a pause takes; an open one counts to its bound of fifteen.
TIMED = """
CREATE TEMP TABLE timed ON COMMIT DROP AS
WITH limits AS (
    SELECT *,
           CASE WHEN channel = 'disclosure' THEN 20 WHEN kind = 'consultation' THEN 5 ELSE 10 END AS length,
           CASE WHEN shape >= 10 THEN 0 WHEN channel = 'disclosure' THEN 20 ELSE 5 END AS extended,
           CASE WHEN channel = 'letter' OR shape NOT BETWEEN 10 AND 19 THEN 0
                WHEN shape < 15 THEN 5 WHEN running THEN 15 ELSE 0 END AS held
    FROM drawn
), placed AS (
    SELECT *,
           (SELECT ordinal FROM workdays_storedday WHERE date = %(today)s) - CASE
               WHEN NOT running THEN 60 + pg_temp.pick(id, 7, 690)
               WHEN held = 15 THEN 2 + pg_temp.pick(id, 7, 11)
               WHEN pg_temp.pick(id, 8, 25) = 0 THEN length + extended + held + 1 + pg_temp.pick(id, 7, 5)
               WHEN held = 5 THEN 8 + pg_temp.pick(id, 7, length - 2)
               ELSE pg_temp.pick(id, 7, length + extended + 1) END AS began
    FROM limits
)
SELECT placed.*, anchor.date AS anchor_on, due.date AS due_on, due.provisional, warn.date AS warn_on,
       alarm.date AS alarm_on, asked.date AS asked_on,
       CASE WHEN held = 5 THEN answered.date END AS answered_on,
       CASE WHEN held = 15 THEN bound.date END AS paused_until, after.date AS resumes_on,
       CASE WHEN NOT running THEN counted.n END AS counted, stopped.date AS stopped_on
FROM placed
CROSS JOIN LATERAL (SELECT 1 + pg_temp.pick(id, 9, length + extended + held + 1) AS n) counted
JOIN workdays_storedday anchor ON anchor.ordinal = began AND anchor.is_workday
JOIN workdays_storedday due ON due.ordinal = began + length + extended + held AND due.is_workday
JOIN workdays_storedday warn ON warn.ordinal = due.ordinal - 3 AND warn.is_workday
JOIN workdays_storedday alarm ON alarm.ordinal = due.ordinal - 1 AND alarm.is_workday
JOIN workdays_storedday asked ON asked.ordinal = began + CASE held WHEN 5 THEN 3 ELSE 2 END AND asked.is_workday
JOIN workdays_storedday answered ON answered.ordinal = began + 8 AND answered.is_workday
JOIN workdays_storedday bound ON bound.ordinal = began + 17 AND bound.is_workday
JOIN workdays_storedday after ON after.ordinal = began + 18 AND after.is_workday
JOIN workdays_storedday stopped ON stopped.ordinal = began + counted.n AND stopped.is_workday
"""

# The state, whom it waits for, and the outcome.
STATED = """
CREATE TEMP TABLE stated ON COMMIT DROP AS
WITH states AS (
    SELECT *, CASE
        WHEN running AND channel = 'letter' THEN CASE
            WHEN stage < 12 THEN 'submitted' WHEN stage < 25 THEN 'accepted' WHEN stage < 85 THEN 'handling'
            WHEN stage < 93 THEN 'reviewing' ELSE 'signing' END
        WHEN running THEN CASE
            WHEN stage < 12 THEN 'registered' WHEN stage < 25 THEN 'accepted' WHEN stage < 85 THEN 'handling'
            WHEN stage < 90 THEN 'reviewing' WHEN stage < 95 THEN 'signing' ELSE 'delivering' END
        WHEN stage < 5 THEN 'replied' WHEN stage < 9 THEN 'withdrawn' WHEN stage < 60 THEN 'published'
        ELSE 'closed' END AS state
    FROM timed
), handlers AS (
    SELECT organ_id, min(staff_id) AS handler_id FROM organs_post WHERE role = 'handler' GROUP BY organ_id
)
SELECT states.*, handlers.handler_id AS organs_handler,
       CASE WHEN state IN ('submitted', 'registered', 'accepted', 'delivering') THEN 'intake'
            WHEN state = 'handling' THEN 'handler' WHEN state = 'reviewing' THEN 'reviewer'
            WHEN state = 'signing' THEN 'signer' WHEN state = 'replied' THEN 'publisher' ELSE '' END AS awaits,
       CASE WHEN state IN ('submitted', 'registered', 'accepted') THEN NULL
            WHEN state = 'handling' AND pg_temp.pick(id, 10, 2) = 0 THEN NULL
            ELSE handlers.handler_id END AS handler_id,
       NOT running AND state <> 'withdrawn' AS replied,
       sha256(int8send(id)) AS first_hash, sha256(int8send(-id)) AS second_hash
FROM states LEFT JOIN handlers USING (organ_id)
"""

# In no order, as browsers make them.
SUBMISSION = "md5(id::text)::uuid"
CASES = {
    "id": "id", "channel": "channel", "state": "state", "awaits": "awaits", "addressed_to_id": "organ_id",
    "number": """CASE channel WHEN 'letter' THEN 'XX-' ELSE 'YSQ-' END || extract(year FROM anchor_on) || '-'
        || lpad((5000000 + id)::text, 7, '0')""",
    "title": """(ARRAY['村里路灯坏了三个月', '小区北门夜间施工扰民', '建议延长公交末班车时间', '申请公开征地补偿安置方案',
        '希望协调解决自来水压力不足', '申请公开项目环评批复文件', '河道边有人倾倒建筑垃圾', '感谢窗口工作人员'])
        [1 + pg_temp.pick(id, 11, 8)] || '（' || id || '）'""",
    "organ_id": "organ_id", "handler_id": "handler_id", "from_whom": "'张**'",
    "public_wish": "pg_temp.pick(id, 12, 4) > 0",
    "submitted_at": "anchor_on + interval '1 hour' + pg_temp.pick(id, 13, 400) * interval '1 minute'",
    "received_on": "anchor_on", "due_on": "CASE WHEN running THEN due_on END",
    "replied_on": "CASE WHEN replied THEN stopped_on END",
    "closed_on": "CASE WHEN NOT running AND state <> 'replied' THEN stopped_on END",
    "submission_key": SUBMISSION, "query_key_id": "1",
    "last_seq": "CASE WHEN running THEN 1 ELSE 2 END",
    "last_hash": "CASE WHEN running THEN first_hash ELSE second_hash END",
}  # fmt: skip

LETTERS = {
    "case_ptr_id": "stated.id", "kind": "stated.kind", "extended": "extended > 0",
    "mailbox_id": "coalesce(box.id, (SELECT min(id) FROM mailbox_mailbox))",
    "content": "repeat('来信反映的情况已经持续一段时间，请有关单位到现场核实并尽快处理，谢谢。', 2)",
}  # fmt: skip
LETTERS_OF = """
stated LEFT JOIN (SELECT organ_id, min(id) AS id FROM mailbox_mailbox GROUP BY organ_id) box USING (organ_id)
WHERE channel = 'letter'
"""

REQUESTS = {
    "case_ptr_id": "id", "manner": "'electronic'", "way": "'portal'", "extended": "extended > 0",
    "wanted": "repeat('申请公开本村集体土地征收的批复、公告和补偿安置方案全文。', 2)",
    "decision": "CASE WHEN replied THEN 'disclosed' ELSE '' END",
    "outcome_row": "CASE WHEN running THEN '' WHEN replied THEN '3.1' ELSE '3.6.3' END",
    "outcome_on": "CASE WHEN NOT running THEN stopped_on END",
}  # fmt: skip

# As long as sealed values are; nobody opens them.
PARTIES = {
    "id": "lpad(to_hex(id), 32, '0')::uuid", "case_id": "id", "name": "first_hash", "id_number": "first_hash",
    "phone": "second_hash", "address": "second_hash", "contact": "''::bytea", "email": "''::bytea",
}  # fmt: skip

FIRST_EVENTS = {
    "case_id": "id", "seq": "1", "actor_kind": "'party'", "at": "anchor_on + interval '4 hours'", '"on"': "anchor_on",
    "action": "CASE channel WHEN 'letter' THEN 'submit' ELSE 'register' END", "state_before": "'new'",
    "state_after": "CASE WHEN running THEN state ELSE 'handling' END", "organ_id": "organ_id", "mark": "'received'",
    "details": "'{}'::jsonb", "previous_hash": "''::bytea", "hash": "first_hash",
}  # fmt: skip
LAST_EVENTS = {
    "case_id": "id", "seq": "2", "actor_kind": "'staff'", "at": "stopped_on + interval '4 hours'",
    '"on"': "stopped_on", "action": "CASE WHEN replied THEN 'sign' ELSE 'withdraw' END",
    "state_before": "'handling'", "state_after": "state", "organ_id": "organ_id",
    "mark": "CASE WHEN replied THEN 'replied' ELSE 'withdrawn' END",
    "details": """CASE WHEN replied THEN jsonb_build_object('reply_clock', jsonb_build_object(
        'due_on', due_on, 'workdays', counted, 'on_time', stopped_on <= due_on)) ELSE '{}' END""",
    "previous_hash": "first_hash", "hash": "second_hash",
}  # fmt: skip

# Swept as of today: each running clock has the level it has reached and waits for the next.
LEVELS = """
CREATE TEMP TABLE levels ON COMMIT DROP AS
SELECT *, greatest(warn_on, resumes, anchor_on) AS yellow, greatest(alarm_on, resumes, anchor_on) AS red,
       due_on + 1 AS late
FROM (SELECT *, CASE WHEN held = 15 THEN resumes_on END AS resumes FROM stated) AS with_pause
"""
CLOCKS = {
    "case_id": "id", "slot": "'reply'", "rule_version": "1", "unit": "'workday'", "anchor_on": "anchor_on",
    "rule": "CASE channel WHEN 'letter' THEN 'letter.reply.' || kind ELSE 'disclosure.reply' END",
    "state": """CASE WHEN running THEN 'running' WHEN NOT replied THEN 'void' WHEN stopped_on <= due_on THEN 'met'
        ELSE 'missed' END""",
    "length": "length", "extended": "extended", "paused_until": "paused_until", "due_on": "due_on",
    "pauses": """CASE WHEN held = 0 THEN '[]'::jsonb ELSE jsonb_build_array(
        jsonb_build_object('from', asked_on, 'to', answered_on, 'at_most', 15)) END""",
    "counted": "coalesce(counted, 0)", "stopped_on": "CASE WHEN NOT running THEN stopped_on END",
    "provisional": "provisional", "calendar_version": "1", "warn_before": "3", "alarm_before": "1",
    "level": """CASE WHEN NOT running THEN 0
        ELSE (%(today)s >= yellow)::int + (%(today)s >= red)::int + (%(today)s >= late)::int END""",
    "alert_on": """CASE WHEN NOT running OR %(today)s >= late THEN NULL WHEN %(today)s >= red THEN late
        WHEN %(today)s >= yellow THEN red ELSE yellow END""",
}  # fmt: skip

NUMBERED = """
SELECT setval(pg_get_serial_sequence('casework_case', 'id'), (SELECT max(id) FROM casework_case))
"""


def inserting(model: type[Model], columns: dict[str, str], source: str) -> str:
    """An INSERT of those columns; every other one that must have a value gets its field's default."""
    values = dict(columns)
    for field in model._meta.local_concrete_fields:
        given = {field.column, f'"{field.column}"'} & set(columns)
        if not given and not field.null and not isinstance(field, AutoField):
            default = field.get_db_prep_save(field.get_default(), connection)
            values[field.column] = sql.Literal(default).as_string()
    return f"INSERT INTO {model._meta.db_table} ({', '.join(values)}) SELECT {', '.join(values.values())} FROM {source}"


def statements() -> list[str]:
    """All of them, in order; they take base, cases, running, today and busiest."""
    return [
        PICK, DRAWN, "ANALYZE drawn", TIMED, STATED, LEVELS,
        inserting(Case, CASES, "stated ORDER BY id"),
        inserting(Submission, {"key": SUBMISSION, "case_id": "id"}, "stated"),
        inserting(Letter, LETTERS, LETTERS_OF),
        inserting(DisclosureRequest, REQUESTS, "stated WHERE channel = 'disclosure'"),
        inserting(Party, PARTIES, "stated"),
        inserting(Event, FIRST_EVENTS, "stated"),
        inserting(Event, LAST_EVENTS, "stated WHERE NOT running"),
        inserting(Clock, CLOCKS, "levels"),
        NUMBERED,
    ]  # fmt: skip
