"""Who attends a post today: whoever holds it, and whoever stands in for a holder on leave (请假、代班)."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import FilteredRelation, Q, QuerySet

from interaction.organs.models import ADMINISTRATORS, Absence, Organ, Post, Role, Staff
from interaction.workdays.now import today

# Posts with somebody in service there on the day %(today)s: its holder, or a colleague who stands in for them.
ATTENDED_POSTS = """
SELECT post.role, post.organ_id, post.staff_id FROM organs_post post
JOIN organs_staff holder ON holder.id = post.staff_id AND holder.is_active
LEFT JOIN organs_absence away ON away.post_id = post.id AND away.in_force
    AND %(today)s BETWEEN away.first_day AND away.last_day
LEFT JOIN organs_staff stand_in ON stand_in.id = away.substitute_id AND stand_in.is_active
WHERE away.id IS NULL OR stand_in.id IS NOT NULL
"""


def _today(of: str = "") -> Q:
    """The condition that an absence is on today; `of` leads to it."""
    day = today()
    return Q(**{f"{of}in_force": True, f"{of}first_day__lte": day, f"{of}last_day__gte": day})


def posts_of(staff: Staff) -> tuple[Post, ...]:
    """Return the posts in which somebody may act today: their own first, then those of people on leave."""
    stands_in = Absence.objects.filter(_today(), substitute=staff, post__staff__is_active=True).values("post")
    lent = Q(pk__in=stands_in) & ~Q(role__in=ADMINISTRATORS)
    posts = _as_of_today(Post.objects.filter(Q(staff=staff) | lent))
    return tuple(sorted(posts, key=lambda post: (post.staff_id != staff.pk, post.pk)))


def _as_of_today(posts: QuerySet[Post]) -> QuerySet[Post]:
    """Posts, each with the absence that is on today under `away` (which mypy's plugin does not know to follow)."""
    posts = posts.annotate(away=FilteredRelation("absences", condition=_today("absences__")))
    return posts.select_related("staff", "organ", "away__substitute")  # type: ignore[misc]


def _stand_in(post: Post) -> Staff | None:
    away: Absence | None = getattr(post, "away", None)
    return away.substitute if away and away.substitute and away.substitute.is_active else None


def is_attended(post: Post) -> bool:
    """Return whether somebody is there today for a post that was read with its absence."""
    return getattr(post, "away", None) is None or _stand_in(post) is not None


@dataclass(frozen=True)
class Held:
    """A post that somebody in service holds, and who stands in for them today."""

    post: Post
    substitute: Staff | None

    @property
    def attended(self) -> bool:
        return is_attended(self.post)

    @property
    def people(self) -> list[Staff]:
        """Whom to tell of what comes to the post."""
        return [self.post.staff, *([self.substitute] if self.substitute else [])]


def held(which: Q) -> list[Held]:
    """Return the posts of people in service for which a condition holds, as they stand today."""
    posts = _as_of_today(Post.objects.filter(which, staff__is_active=True)).order_by("pk")
    return [Held(post, _stand_in(post)) for post in posts]


def holders(role: Role, organ: Organ) -> list[Staff]:
    """The active staff nearest to `organ` who hold `role` for it: its own, else its parent's, and so on up.

    Whoever stands in for one on leave is among them. A level at which all are away with nobody standing in is passed
    over; where that is so of every level, those of the nearest are returned all the same.
    """
    nobody_there: list[Staff] = []
    above: Organ | None = organ
    while above is not None:
        found = held(Q(organ=above, role=role))
        people = list({person: None for one in found for person in one.people})
        if any(one.attended for one in found):
            return people
        nobody_there = nobody_there or people
        above = above.parent
    return nobody_there


def first_holders(roles: Iterable[Role], organ: Organ, but: Container[int]) -> list[Staff]:
    """The holders of the first of these roles that anybody but certain people (by key) holds for an organ."""
    for role in roles:
        found = [one for one in holders(role, organ) if one.pk not in but]
        if found:
            return found
    return []


def attended(role: Role, organ: Organ) -> bool:
    """Return whether somebody is there today who acts as `role` for an organ."""
    return any(one.attended for one in held(Q(role=role, organ__path__in=organ.paths_up)))


def left_to_nobody(post: Post, first: date, last: date) -> bool:
    """Return whether nobody but its holder could be there for a post all these days: no other in service holds its role for
    the organ, or each of them is away on some day with nobody standing in. Nobody waits for a legal office or an
    administrator at every hour."""
    if post.role in (Role.LEGAL, *ADMINISTRATORS):
        return False
    others = Post.objects.filter(role=post.role, organ__path__in=post.organ.paths_up, staff__is_active=True)
    away = Absence.objects.filter(Q(substitute__isnull=True) | Q(substitute__is_active=False),
                                  first_day__lte=last, last_day__gte=first)  # fmt: skip
    return not others.exclude(staff=post.staff_id).exclude(pk__in=away.values("post")).exists()


# For whom cases wait at an organ that answers, and at a hotline centre.
ANSWERING = (Role.INTAKE, Role.HANDLER, Role.REVIEWER, Role.SIGNER, Role.PUBLISHER, Role.SUPERVISOR)
AT_A_CENTRE = (Role.CALL_AGENT, Role.INTAKE, Role.SUPERVISOR)


def lacking_posts() -> dict[int, list[str]]:
    """Return {organ in use: the roles as which nobody is there today, at the organ itself or above it}."""
    with connection.cursor() as cursor:
        cursor.execute(ATTENDED_POSTS, {"today": today()})
        there = {(organ, role) for role, organ, _staff in cursor.fetchall()}
    organs = list(Organ.objects.order_by("path"))
    by_path = {organ.path: organ.pk for organ in organs}
    found: dict[int, list[str]] = {}
    for organ in organs:
        needed = AT_A_CENTRE if organ.kind == Organ.Kind.HOTLINE else ANSWERING
        above = [by_path[path] for path in organ.paths_up if path in by_path]
        missing = [str(role) for role in needed if all((pk, role) not in there for pk in above)]
        if missing and organ.active:
            found[organ.pk] = missing
    return found
