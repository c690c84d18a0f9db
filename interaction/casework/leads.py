"""Lead cases: found by number, and due by the earliest day of all that were merged into them."""

import unicodedata
from typing import Any

from django.db import connection

from interaction.casework.clocks import OWED
from interaction.casework.models import Case
from interaction.casework.registry import channels
from interaction.casework.steps import Stage

# A lead is due by its own clock or by the earliest of its followers', whichever comes first.
REFRESH = """
UPDATE casework_case lead SET due_on = reckoned.due_on
FROM (
    SELECT clock.case_id, least(min(clock.due_on), (
        SELECT min(follower.due_on) FROM {table} matter JOIN casework_case follower ON follower.id = matter.case_ptr_id
        WHERE matter.merged_into_id = clock.case_id AND follower.state = %(merged)s
    )) AS due_on
    FROM casework_clock clock
    WHERE clock.case_id = ANY(%(leads)s) AND clock.slot = ANY(%(owed)s) AND clock.state = 'running'
    GROUP BY clock.case_id
) reckoned
WHERE lead.id = reckoned.case_id AND lead.closed_on IS NULL AND lead.due_on IS DISTINCT FROM reckoned.due_on
"""


# By when whoever a case waits for has to act (clocks.next_due), for many cases at once.
REFRESH_NEXT = """
UPDATE casework_case held SET next_due_on = least(held.due_on, (
    SELECT min(clock.due_on) FROM casework_clock clock
    JOIN unnest(%(channels)s::text[], %(slots)s::text[], %(roles)s::text[]) AS own(channel, slot, role)
      ON own.channel = held.channel AND own.slot = clock.slot AND own.role = held.awaits
    WHERE clock.case_id = held.id AND clock.state = 'running'
))
WHERE held.id = ANY(%(cases)s) AND held.closed_on IS NULL
"""


def refresh_leads(model: type[Case], leads: list[int]) -> None:
    """Set the due dates of leads from their own clocks and those of their followers."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(REFRESH.format(table=table), {"merged": Stage.MERGED, "leads": leads, "owed": list(OWED)})
    refresh_next_due(leads)


def refresh_next_due(cases: list[int]) -> None:
    """Set by when whoever these cases wait for has to act, from their clocks as they are stored."""
    own = [(one.key, slot, role) for one in channels() for slot, role in one.clocks_of.items()]
    names = dict(zip(("channels", "slots", "roles"), (list(column) for column in zip(*own, strict=True)), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(REFRESH_NEXT, {**names, "cases": cases})


def leads_of(model: type[Case]) -> list[int]:
    """Return the keys of the cases into which others are merged now."""
    merged: Any = model._default_manager.filter(state=Stage.MERGED)
    return list(merged.order_by().values_list("merged_into", flat=True).distinct())


def case_by_number(number: str) -> Case | None:
    """Return the case of a number as a person typed it."""
    return Case.objects.filter(number=unicodedata.normalize("NFKC", number).strip().upper()).first()
