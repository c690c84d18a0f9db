"""Who acts: a member of staff with posts, the party behind a case, or the system itself."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.translation import gettext as _

from interaction.organs.absences import holders, is_attended, posts_of
from interaction.organs.models import ADMINISTRATORS, Organ, Post, Role, Staff

__all__ = ["PARTY", "SYSTEM", "Actor", "holders"]

# Beside the roles of staff, two kinds of actor that hold no post.
PARTY = "party"
SYSTEM = "system"


def in_name_of(name: str, behalf: str) -> str:
    """Name who did something, and for whom: 王五（代李四）."""
    return _("%(name)s（代%(behalf)s）") % {"name": name, "behalf": behalf} if behalf else name


@dataclass(frozen=True)
class Actor:
    """Somebody who may act. `kind` is "staff", PARTY or SYSTEM; `case_id` binds a party to its own case.

    `posts` are the actor's own and those of people on leave for whom they stand in; `behalf` is one of these people while
    something is done in their post (see `acting`).
    """

    kind: str
    staff: Staff | None = None
    case_id: int | None = None
    posts: tuple[Post, ...] = field(default=(), repr=False)
    behalf: Staff | None = None

    @classmethod
    def of(cls, staff: Staff) -> "Actor":
        return cls("staff", staff=staff, posts=posts_of(staff))

    @classmethod
    def party(cls, case_id: int | None = None) -> "Actor":
        """The citizen behind a case; None for one who is about to open it."""
        return cls(PARTY, case_id=case_id)

    @classmethod
    def system(cls) -> "Actor":
        return cls(SYSTEM)

    def holds(self, role: str, organ: Organ) -> bool:
        """Whether this actor may act as `role` for `organ`."""
        if role in (PARTY, SYSTEM):
            return self.kind == role
        return any(post.role == role and post.organ.covers(organ) for post in self.posts)

    def attends(self, role: str, organ: Organ) -> bool:
        """Whether they hold it and are not on leave with nobody standing in: only then can a case become theirs."""
        return any(post.role == role and post.organ.covers(organ) and is_attended(post) for post in self.posts)

    def sees(self, organ: Organ) -> bool:
        """Whether some post of theirs, but for that of an administrator, covers an organ."""
        return any(post.role not in ADMINISTRATORS and post.organ.covers(organ) for post in self.posts)

    @cached_property
    def stands_in(self) -> tuple[Post, ...]:
        """The posts of people on leave in which this actor acts today."""
        return tuple(post for post in self.posts if self.staff and post.staff_id != self.staff.pk)

    @property
    def own_posts(self) -> tuple[Post, ...]:
        return tuple(post for post in self.posts if post not in self.stands_in)

    @property
    def persons(self) -> frozenset[int]:
        """Who counts as having done what this actor does: a substitute, and the one they act for (four eyes)."""
        return frozenset(one.pk for one in (self.staff, self.behalf) if one)

    @property
    def in_whose_post(self) -> Staff | None:
        """Whose post this is done in: the work stays there when the leave is over."""
        return self.behalf or self.staff

    def acting(self, roles: Container[str], organs: Iterable[Organ] | None, handler_id: int | None = None) -> "Actor":
        """Return this actor as doing something that takes one of the roles for one of the organs (None: for any): by an own
        right where there is one, else for the person on leave by whose post they may. Who stands in for the very handler
        of a case acts for that handler, though they handle cases of their own."""
        if not self.stands_in:
            return self
        places = None if organs is None else list(organs)
        fitting = [
            post for post in self.posts
            if post.role in roles and (places is None or any(post.organ.covers(organ) for organ in places))
        ]  # fmt: skip
        own = [post for post in fitting if post not in self.stands_in]
        lent = [post for post in fitting if post in self.stands_in]
        of_handler = [post for post in lent if post.role == Role.HANDLER and post.staff_id == handler_id]
        if of_handler and all(post.role == Role.HANDLER for post in own):
            return replace(self, behalf=of_handler[0].staff)
        return replace(self, behalf=lent[0].staff if lent and not own else None)

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(post.role for post in self.posts)

    def organs_as(self, role: str | None = None) -> tuple[Organ, ...]:
        """The organs at which this actor holds a post (of the role; of any but an administrator's), widest first, none under
        another."""
        organs = {
            post.organ.path: post.organ for post in self.posts
            if post.role == role or (role is None and post.role not in ADMINISTRATORS)
        }  # fmt: skip
        widest: list[Organ] = []
        for path in sorted(organs):
            if not any(path.startswith(organ.path) for organ in widest):
                widest.append(organs[path])
        return tuple(widest)

    @property
    def name(self) -> str:
        if self.staff:
            return in_name_of(self.staff.name, self.behalf.name if self.behalf else "")
        return _("申请人（来信人）") if self.kind == PARTY else _("系统")
