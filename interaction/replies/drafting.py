"""Writing a reply: versions, and who wrote the one under review."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Exists, OuterRef

from interaction.casework.files import as_they_came
from interaction.casework.models import Attachment, Case
from interaction.organs.actors import Actor
from interaction.replies.differences import Piece, differences
from interaction.replies.models import Draft
from interaction.workdays.now import now


def save_draft(
    case: Case, actor: Actor, *, body: str, decision: str = "", particulars: dict[str, Any] | None = None,
    files: Iterable[Attachment] = (),
) -> Draft:  # fmt: skip
    """The next version of the reply, with the files that go with it; earlier ones stay."""
    assert actor.staff
    before = latest(case)
    draft = Draft.objects.create(
        case=case, version=before.version + 1 if before else 1, decision=decision, body=body,
        particulars=particulars or {}, author=actor.staff, behalf=actor.behalf, written_at=now(),
    )  # fmt: skip
    draft.files.set(files)
    return draft


def latest(case: Case) -> Draft | None:
    return Draft.objects.filter(case=case).select_related("author", "behalf").order_by("-version").first()


def signed(case: Case) -> Draft | None:
    """What the sender was answered: the version that stood when the reply was last signed. What is drafted since, for
    a second answer, is nobody's answer yet."""
    signing = case.events.filter(action__in=("sign", "answer_with_lead")).order_by("-seq").first()
    if signing is None:
        return None
    return Draft.objects.filter(case=case, written_at__lte=signing.at).order_by("-version").first()


def copy_answer(lead: Case, follower: Case, at: datetime) -> None:
    """Give a follower the answer of its lead as its own: the letter that was signed, or what was said on the spot."""
    answer = signed(lead)
    if answer:
        body, author, behalf = answer.body, answer.author, answer.behalf
    else:
        said = lead.events.filter(mark="replied").select_related("words", "actor").get()
        assert said.actor
        body, author, behalf = said.words.texts["answer"], said.actor, None
    before = latest(follower)
    Draft.objects.create(
        case=follower,
        version=before.version + 1 if before else 1,
        body=body,
        author=author,
        behalf=behalf,
        written_at=at,
    )


def written_by_other(case: Case, actor: Actor) -> bool:
    """Four eyes: whether the reply under review was written by others than this actor and whom they act for."""
    draft = latest(case)
    return (
        draft is not None and actor.staff is not None and actor.persons.isdisjoint({draft.author_id, draft.behalf_id})
    )


def versions(case: Case) -> list[Draft]:
    """All versions of the reply, the newest first."""
    return list(Draft.objects.filter(case=case).select_related("author", "behalf").order_by("-version"))


def files_of(case: Case, draft: Draft | None) -> list[tuple[Attachment, bool]]:
    """The files of a case, the earliest first, and whether each goes with this version of the reply: one read of both."""
    goes = Draft.files.through.objects.filter(attachment=OuterRef("pk"), draft=draft.pk if draft else None)
    found = Attachment.objects.filter(case=case.pk).annotate(goes=Exists(goes))
    return [(file, file.goes) for file in as_they_came(found)]


@dataclass(frozen=True)
class Change:
    """A version, and what it changed in the one before it."""

    draft: Draft
    pieces: list[Piece]


def changes(drafts: list[Draft]) -> list[Change]:
    """What each version changed, the newest first; nothing where there is but one."""
    return [Change(after, differences(before.body, after.body)) for after, before in pairwise(drafts)]
