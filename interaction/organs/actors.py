"""Who acts: a member of staff with posts, the party behind a case, or the system itself."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from interaction.organs.models import Organ, Post, Role, Staff

# Beside the roles of staff, two kinds of actor that hold no post.
PARTY = "party"
SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Somebody who may act. `kind` is "staff", PARTY or SYSTEM; `case_id` binds a party to its own case."""

    kind: str
    staff: Staff | None = None
    case_id: int | None = None
    posts: tuple[Post, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, staff: Staff) -> "Actor":
        return cls("staff", staff=staff, posts=tuple(staff.posts.select_related("organ")))

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

    def sees(self, organ: Organ) -> bool:
        return any(post.organ.covers(organ) for post in self.posts)

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(post.role for post in self.posts)

    def organs_as(self, role: str | None = None) -> tuple[Organ, ...]:
        """The organs at which this actor holds a post (of the role), widest first, none under another."""
        organs = {post.organ.path: post.organ for post in self.posts if role is None or post.role == role}
        widest: list[Organ] = []
        for path in sorted(organs):
            if not any(path.startswith(organ.path) for organ in widest):
                widest.append(organs[path])
        return tuple(widest)

    @property
    def name(self) -> str:
        if self.staff:
            return self.staff.name
        return _("申请人（来信人）") if self.kind == PARTY else _("系统")


def holders(role: Role, organ: Organ) -> list[Staff]:
    """The active staff nearest to `organ` who hold `role` for it: its own, else its parent's, and so on up."""
    above: Organ | None = organ
    while above is not None:
        found = list(Staff.objects.filter(is_active=True, posts__organ=above, posts__role=role).distinct())
        if found:
            return found
        above = above.parent
    return []
