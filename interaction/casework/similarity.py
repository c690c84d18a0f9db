"""Matters that read alike, and to which organ one should go: plain rules, each shown with its reason."""

import zlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from interaction.casework.channels import Suggestion
from interaction.casework.models import MatterPairs, Ruling, Subject
from interaction.organs.models import Organ
from interaction.workdays.now import today

# How many of the newest answered cases are compared: the time a page takes does not grow with the years.
COMPARED = 200
# How many open cases that share most with a new one are looked at, and what the same place or class adds.
CANDIDATES, SAME = 30, 0.08
ALIKE, VERY_ALIKE = 0.25, 0.45
MOST = 3


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters: without a dictionary, what stands for the words of a Chinese text."""
    letters = [char for char in text if char.isalnum()]
    return frozenset(a + b for a, b in pairwise(letters))


def likeness_to(one: str) -> Callable[[str], float]:
    """How much other texts share with one, from 0 to 1 (Sørensen-Dice over pairs of characters)."""
    a = pairs(one)

    def likeness(other: str) -> float:
        b = pairs(other)
        return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0

    return likeness


def said_in(matter: Any) -> str:
    """What of a matter is compared with others."""
    return f"{matter.title} {matter.content[:600]}"


@dataclass(frozen=True)
class Like:
    case: Any
    share: float


# Of all open cases of the channel, those that share most pairs with a text; a pair of the title must be among them.
SHARING = """
SELECT stored.case_id, 2.0 * count(*) / (cardinality(stored.pairs) + cardinality(%(all)s::int[])) AS share
FROM casework_matterpairs stored CROSS JOIN LATERAL unnest(stored.pairs) AS pair
WHERE stored.channel = %(channel)s AND stored.pairs && %(title)s::int[] AND pair = ANY(%(all)s::int[])
GROUP BY stored.case_id ORDER BY share DESC LIMIT %(most)s
"""


def _numbered(text: str) -> list[int]:
    """The pairs of a text as numbers, as the index of open cases keeps them."""
    return sorted({zlib.crc32(pair.encode()) - 2**31 for pair in pairs(text)})


def remember_pairs(matter: Any) -> None:
    """Put a case that was opened into the index of open cases."""
    MatterPairs.objects.create(case_id=matter.pk, channel=matter.channel, pairs=_numbered(said_in(matter)))


def forget_pairs(matter: Any) -> None:
    """Take a case that has ended out of the index."""
    MatterPairs.objects.filter(case=matter.pk).delete()


def duplicates_of(matter: Any) -> list[Like]:
    """Cases of its channel at work that may be about the same matter, the most alike first.

    Everything open in the county is compared. The same place and the same class of matters weigh more.
    """
    title = _numbered(matter.title) or _numbered(said_in(matter))
    with connection.cursor() as cursor:
        cursor.execute(SHARING, {
            "channel": matter.describes.key, "title": title, "all": _numbered(said_in(matter)), "most": CANDIDATES,
        })  # fmt: skip
        shares = dict(cursor.fetchall())
    leads = matter.possible_leads().in_bulk(shares)
    likes = [Like(one, float(shares[pk]) + _same(matter, one)) for pk, one in leads.items()]
    return sorted((like for like in likes if like.share >= VERY_ALIKE), key=lambda like: (-like.share, -like.case.pk))


def _same(matter: Any, other: Any) -> float:
    same_place = matter.town_id is not None and matter.town_id == other.town_id
    same_subject = matter.subject_id is not None and matter.subject_id == other.subject_id
    return SAME * (same_place + same_subject)


def answered_like(matter: Any) -> list[Like]:
    """Answered cases of its channel that read like this one."""
    cases = type(matter)._default_manager
    answered = cases.filter(replied_on__isnull=False).select_related("organ").exclude(pk=matter.pk)
    return _closest(matter, answered.order_by("-pk")[:COMPARED], ALIKE)[:MOST]


def _closest(matter: Any, others: Any, least: float) -> list[Like]:
    likeness = likeness_to(said_in(matter))
    found = [Like(one, likeness(said_in(one))) for one in others]
    return sorted((one for one in found if one.share >= least), key=lambda one: -one.share)


def subject_of(text: str) -> Subject | None:
    """The class of matters whose keywords the text has most of."""
    best, most = None, 0
    for subject in Subject.objects.filter(active=True):
        hits = sum(word.strip() in text for word in subject.keywords.splitlines() if word.strip())
        if hits > most:
            best, most = subject, hits
    return best


@dataclass
class _Case:
    """What speaks for an organ."""

    weight: float = 0.0
    reasons: list[str] = field(default_factory=list)


def suggested_organs(matter: Any) -> list[Suggestion]:
    """Where a case should go, the strongest reasons first: rulings, the duty of the class, the place, past cases."""
    found: dict[Organ, _Case] = defaultdict(_Case)

    def speaks(organ: Organ, weight: float, reason: str) -> None:
        found[organ].weight += weight
        found[organ].reasons.append(reason)

    _by_return(matter, speaks)
    subject = matter.subject
    if subject is not None:
        _by_subject(subject, speaks)
    town = matter.town or _named_in(said_in(matter) + matter.place)
    if town is not None:
        speaks(town, 1.0, _("事发地在%(place)s") % {"place": town.short_name})
    for like in answered_like(matter):
        one = like.case
        speaks(
            one.organ, 2 * like.share,
            _("相似办件 %(number)s 由该单位答复（相似度 %(share)d%%）") % {"number": one.number, "share": like.share * 100},
        )  # fmt: skip
    ranked = sorted(found.items(), key=lambda pair: (-pair[1].weight, pair[0].path))
    return [Suggestion(organ, tuple(case.reasons)) for organ, case in ranked if organ.active][:MOST]


def _by_return(matter: Any, speaks: Any) -> None:
    """What the organ that handed the case back said of it."""
    returns = matter.events.filter(mark="returned") if matter.pk else ()
    for event in returns:
        instead = Organ.objects.filter(pk=event.details.get("instead")).first()
        if instead:
            speaks(instead, 2.0, _("退办单位建议由该单位承办"))


def _by_subject(subject: Subject, speaks: Any) -> None:
    ruling = Ruling.objects.filter(subject=subject, decided_on__lte=today()).select_related("organ").first()
    if ruling:
        speaks(ruling.organ, 3.0, _("%(day)s 曾裁定“%(subject)s”由该单位承办")
               % {"day": ruling.decided_on, "subject": subject.name})  # fmt: skip
    if subject.lead:
        speaks(subject.lead, 1.5, _("“%(subject)s”由该单位主办（职责清单）") % {"subject": subject.name})


def _named_in(text: str) -> Organ | None:
    """The township that the text names."""
    towns = Organ.objects.filter(kind=Organ.Kind.TOWNSHIP, active=True)
    return next((town for town in towns if town.short_name in text), None)
