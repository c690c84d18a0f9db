"""Answers of which the sender was not told because the notice went out at no attempt: found, told another way, or asked about.

A notice of an answer stands for it while it waits, or has gone out; so does any later one to the sender, as it leads to the
same page. Dead ones are no answer until somebody has told the sender another way, or the sender has come by itself.
"""

from contextlib import suppress
from typing import Any

from django.db import connection

from interaction.casework.contacts import contacts_left
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.retelling import TELLS, TOLD_IN, UNTOLD
from interaction.errors import Refused
from interaction.organs.actors import Actor

RETELLS = ("retell", "tell_another_way")
# The sender has spoken with somebody, or acted on the page of the case, since.
HEARD = """
    later.actor_kind = 'party' OR later.mark IN ('rated', 'rated_badly') OR later.action = 'deliver_again'
    OR later.action = 'tell_another_way' AND NOT starts_with(later.details ->> 'means', 'send_')
"""
UNTOLD_ANSWERS = f"""
SELECT DISTINCT ON (held.id) held.id, held.number, held.channel, said.seq, dead.send_after
FROM notices_notice dead
JOIN casework_case held ON held.id = dead.about_case
JOIN casework_event said ON said.case_id = held.id
     AND starts_with(dead.key, 'event:' || held.id || ':' || said.seq || ':party:')
WHERE dead.state = 'dead' AND held.state = ANY(%(told_in)s) AND held.anonymised_on IS NULL AND held.use_ended_on IS NULL
AND (said.mark = ANY(%(telling)s) OR said.action = ANY(%(retells)s))
AND said.action <> 'reply_mailed' AND coalesce(said.details ->> 'method', '') NOT IN ('post', 'in_person')
AND NOT EXISTS (
    SELECT FROM casework_event later WHERE later.case_id = held.id AND later.seq > said.seq AND ({HEARD})
)
AND NOT EXISTS (
    SELECT FROM casework_event later JOIN notices_notice alive ON alive.about_case = held.id AND alive.state <> 'dead'
         AND starts_with(alive.key, 'event:' || held.id || ':' || later.seq || ':party:')
    WHERE later.case_id = held.id AND later.seq >= said.seq
)
AND NOT EXISTS (
    SELECT FROM casework_openquestion asked WHERE asked.case_id = held.id AND asked.kind = ANY(%(asked)s)
)
ORDER BY held.id, said.seq DESC
"""  # noqa: S608
# What was asked about, and has reached the sender meanwhile.
TOLD_AFTER_ALL = f"""
SELECT asked.case_id, said.seq FROM casework_openquestion asked JOIN casework_event put ON put.id = asked.event_id
JOIN casework_event said ON said.case_id = asked.case_id AND said.seq = (put.details ->> 'told')::int
WHERE asked.kind = 'ask_to_retell' AND EXISTS (
    SELECT FROM casework_event later WHERE later.case_id = asked.case_id AND later.seq >= said.seq AND (
        later.seq > said.seq AND ({HEARD}) OR EXISTS (
            SELECT FROM notices_notice sent WHERE sent.about_case = asked.case_id AND sent.state = 'sent'
            AND starts_with(sent.key, 'event:' || asked.case_id || ':' || later.seq || ':party:')
        )
    )
)
"""  # noqa: S608
AT_ONCE = 500
VALUES: dict[str, Any] = {
    "told_in": list(TOLD_IN), "telling": list(TELLS), "retells": list(RETELLS), "asked": [*UNTOLD, "mail_failed"],
}  # fmt: skip


def follow_untold() -> int:
    """Tell another way what went out at no attempt, or ask whoever can; take off what has arrived. Return how many."""
    done = 0
    for case_id, told in _rows(TOLD_AFTER_ALL, {}):
        done += _act(case_id, "told_after_all", told)
    for case_id, _number, _channel, told, _since in _rows(UNTOLD_ANSWERS, VALUES):
        done += _act(case_id, "", told)
    return done


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchmany(AT_ONCE)


def _act(case_id: int, name: str, told: int) -> bool:
    """Take a step of the system; False where somebody was faster."""
    case = Case.objects.get(pk=case_id).specific
    left = [] if name else contacts_left(case)
    name = name or ("retell" if left else "ask_to_retell")
    with suppress(Refused):
        perform(case, name, Actor.system(), {"told": told, "contact": left[0].known if left else ""})
        return True
    return False
