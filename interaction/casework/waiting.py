"""Whether every case has an answer, a lawful ending, or waits for somebody: proved over the whole database, set-based.

Every case that was ever opened either has an answer its sender can read and was told of, or has ended lawfully, or waits
for somebody who exists, holds the post, sees it in a queue, and has a clock. A case that was merged waits with its lead.
Whoever is on leave with nobody standing in works on nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from interaction.casework.channels import Channel, Text
from interaction.casework.free_text import FreeTextCase
from interaction.casework.registry import channels
from interaction.casework.steps import Stage
from interaction.casework.untold import UNTOLD_ANSWERS, VALUES
from interaction.organs.absences import ATTENDED_POSTS
from interaction.privacy.encryption import seal
from interaction.workdays.now import now, today

# Endings without an answer, each with its ground told to the sender (or done by the sender's own act).
LAWFUL = (Stage.DECLINED, Stage.ABANDONED, Stage.WITHDRAWN, Stage.CONVERTED, Stage.ARCHIVED, Stage.RETURNED_UP)

# So soon at the latest a notice that went out at no attempt is followed (casework.untold), however long tasks queue.
FOLLOWED_WITHIN = timedelta(minutes=15)

# Who holds which post where: people in service alone, and of those on leave the ones for whom a colleague stands in.
POSTS = f"""
posts AS MATERIALIZED (
    SELECT DISTINCT post.role, organ.id AS organ_id, organ.path, organ.kind, post.staff_id
    FROM ({ATTENDED_POSTS}) post JOIN organs_organ organ ON organ.id = post.organ_id
), awaited AS MATERIALIZED (
    SELECT DISTINCT held.organ_id, held.addressed_to_id, held.awaits FROM casework_case held
    WHERE held.closed_on IS NULL AND held.awaits NOT IN ('', 'party')
), attended AS MATERIALIZED (
    SELECT awaited.* FROM awaited JOIN organs_organ organ ON organ.id = awaited.organ_id
    WHERE EXISTS (
        SELECT FROM posts WHERE posts.role = awaited.awaits
        AND (starts_with(organ.path, posts.path)
             OR posts.kind = 'hotline' AND posts.organ_id = awaited.addressed_to_id)
    )
), untold AS (
    {UNTOLD_ANSWERS}
), open AS (
    SELECT held.* FROM casework_case held WHERE held.channel = %(channel)s AND held.closed_on IS NULL
)
"""  # noqa: S608
# What a case may be found to lack. An answer stands where a reply was given and no second one (重办) is being worked on.
FAULTS: tuple[tuple[Text, str], ...] = (
    (_("已经办结，却没有答复，也没有依法的结局"), """
        SELECT held.number FROM casework_case held WHERE held.channel = %(channel)s AND held.closed_on IS NOT NULL
        AND held.replied_on IS NULL AND held.state <> ALL(%(lawful)s)
    """),
    (_("没有等任何人办理"), """
        SELECT held.number FROM open held WHERE held.awaits = '' AND held.state <> %(merged)s
        AND (held.replied_on IS NULL OR held.state = ANY(%(before_reply)s))
    """),
    (_("等的岗位上没有在岗人员"), """
        SELECT held.number FROM open held WHERE held.awaits NOT IN ('', 'party')
        AND NOT EXISTS (
            SELECT FROM attended WHERE attended.organ_id = held.organ_id AND attended.awaits = held.awaits
            AND attended.addressed_to_id = held.addressed_to_id
        )
    """),
    (_("承办人已经离岗或者请假，别人的待办里看不到"), """
        SELECT held.number FROM open held JOIN organs_organ organ ON organ.id = held.organ_id
        WHERE held.handler_id IS NOT NULL AND held.state = ANY(%(before_reply)s)
        AND NOT EXISTS (
            SELECT FROM posts WHERE posts.role = 'handler' AND posts.staff_id = held.handler_id
            AND starts_with(organ.path, posts.path)
        )
    """),
    (_("有人请示的事项，等的岗位上没有在岗人员"), """
        SELECT held.number FROM casework_openquestion question JOIN casework_case held ON held.id = question.case_id
        JOIN organs_organ organ ON organ.id = question.organ_id
        WHERE held.channel = %(channel)s AND NOT EXISTS (
            SELECT FROM posts WHERE posts.role = question.role AND starts_with(organ.path, posts.path)
        )
    """),
    (_("没有期限在计算"), """
        SELECT held.number FROM open held WHERE (held.replied_on IS NULL OR held.state = ANY(%(before_reply)s)) AND NOT EXISTS (
            SELECT FROM casework_clock clock WHERE clock.case_id = held.id AND clock.state IN ('running', 'paused')
        )
    """),
    (_("没有来件人，答复无人可看"), """
        SELECT held.number FROM casework_case held WHERE held.channel = %(channel)s
        AND NOT EXISTS (SELECT FROM casework_party party WHERE party.case_id = held.id)
    """),
    (_("已经答复，却没有告知留下电子邮箱的来件人"), """
        SELECT held.number FROM casework_case held
        JOIN casework_event answer ON answer.case_id = held.id AND answer.mark IN ('replied', 'replied_again')
        JOIN casework_party party ON party.case_id = held.id
        WHERE held.channel = %(channel)s AND octet_length(party.email) > %(sealed_nothing)s AND held.anonymised_on IS NULL
        AND answer.action = ANY(%(tells)s)
        AND NOT EXISTS (
            SELECT FROM notices_notice told WHERE told.about_case = held.id
            AND told.key LIKE 'event:' || held.id || ':' || answer.seq || ':party:%%'
        )
    """),
    (_("评价不满意，没有请人决定是否重办，或者没有期限"), """
        SELECT held.number FROM casework_event rated JOIN casework_case held ON held.id = rated.case_id
        WHERE rated.mark = 'rated_badly' AND held.channel = %(channel)s AND held.state = ANY(%(answered)s)
        AND NOT EXISTS (
            SELECT FROM casework_event decided WHERE decided.case_id = held.id AND decided.seq > rated.seq
            AND decided.mark IN ('reworked', 'reply_kept')
        ) AND NOT (
            EXISTS (SELECT FROM casework_openquestion asked WHERE asked.case_id = held.id AND asked.role = 'supervisor')
            AND EXISTS (
                SELECT FROM casework_clock clock WHERE clock.case_id = held.id AND clock.slot = 'rework_decision'
                AND clock.state = 'running'
            )
        )
    """),
    (_("答复的通知没有送出，没有请任何人另行告知来件人"), """
        SELECT untold.number FROM untold WHERE untold.channel = %(channel)s AND untold.send_after < %(lately)s
    """),
)  # fmt: skip
# Of channels whose cases may be merged: a follower's lead has to be at work.
FOLLOWERS = """
    SELECT held.number FROM {table} matter JOIN open held ON held.id = matter.case_ptr_id
    LEFT JOIN casework_case lead ON lead.id = matter.merged_into_id
    WHERE held.state = %(merged)s AND (lead.id IS NULL OR lead.state <> ALL(%(leads)s))
"""
LOST = _("并入的主件没有在办，跟着没有人办理")


@dataclass(frozen=True)
class Fault:
    """A case that nobody answers, and why."""

    number: str
    why: str


def unattended() -> Iterator[Fault]:
    """Yield every case that has neither answer nor lawful ending and waits for nobody; the order is that of the faults."""
    for channel in channels():
        values = _values(channel)
        for text, statement in FAULTS:
            yield from _found(statement, values, text)
        if issubclass(channel.model, FreeTextCase):
            table = connection.ops.quote_name(channel.model._meta.db_table)
            yield from _found(FOLLOWERS.format(table=table), {**values, "leads": list(channel.model.LEADS)}, LOST)


def _values(channel: Channel) -> dict[str, Any]:
    return {
        "channel": channel.key, "merged": Stage.MERGED, "lawful": list(LAWFUL),
        "before_reply": list(Stage.BEFORE_REPLY), "sealed_nothing": len(seal(b"", "")),
        "answered": [Stage.REPLIED, Stage.PUBLISHED, Stage.CLOSED],
        "today": today(), **VALUES, "lately": now() - FOLLOWED_WITHIN,
        "tells": ["sign", "answer_with_lead", "answer_directly", "deliver_reply"],
    }  # fmt: skip


def _found(statement: str, values: dict[str, Any], why: Text) -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {POSTS} {statement}", values)
        rows: Sequence[tuple[str]] = cursor.fetchall()
    for (number,) in rows:
        yield Fault(number, str(why))
