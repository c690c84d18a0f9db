"""隐名: what a hidden sender wrote and sent, and how far the desk that took it in has cleared it for others.

Whoever may not know the sender reads of it what was cleared, in the words in which it was cleared, and nothing else. What
was cleared is read from the events of `clear_for_others`; nothing is kept twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import Condition, actions_of
from interaction.casework.files import as_they_came
from interaction.casework.models import Attachment, Case, Event
from interaction.organs.actors import PARTY

CLEARING = "clear_for_others"
# In an event's details: the names of the pieces that were looked through, the files handed on, the files kept back.
PIECES, HANDED_ON, KEPT_BACK = "cleared", "files", "kept_back"


@dataclass(frozen=True)
class Piece:
    """A text of the sender's: the name of its field, what it is called, the words."""

    name: str
    label: str
    text: str


def pieces_of(case: Any) -> Iterator[Piece]:
    """Yield every text of the sender's that a case carries, beside its title, which was masked on arrival."""
    yield Piece("content", _t("正文"), case.content)
    if case.accused:
        yield Piece("accused", _t("举报谁"), case.accused)
    declared = actions_of(type(case))
    for event in _events(case):
        # The sender's words are whatever its own steps say, whoever entered them.
        its_own = event.action in declared and PARTY in declared[event.action].by and event.seq > 1
        words = getattr(event, "words", None) if its_own else None
        for name, text in words.texts.items() if words else ():
            at = _t("%(moment)s 补充") % {"moment": f"{localtime(event.at):%Y-%m-%d %H:%M}"}
            yield Piece(f"event_{event.seq}_{name}", at, text)


def cleared_texts(case: Any) -> dict[str, str]:
    """Return {the sender's words: what others read of them}; what nobody has cleared yet is not read."""
    said: dict[str, str] = {}
    for event in _events(case):
        if event.action == CLEARING:
            said |= event.words.texts if hasattr(event, "words") else {}
    waiting = _t("（来件人要求隐名，这部分由收件单位核对后转来）")
    return {piece.text: said.get(piece.name, waiting) for piece in pieces_of(case)}


def uncleared_pieces(case: Any) -> list[Piece]:
    """Return the texts that nobody has looked through."""
    done = {name for event in _clearings(case) for name in event.details[PIECES]}
    return [piece for piece in pieces_of(case) if piece.name not in done]


def uncleared_files(case: Any) -> list[Attachment]:
    """Return the sender's files that were neither handed on nor kept back."""
    done = {key for event in _clearings(case) for key in (*event.details[HANDED_ON], *event.details[KEPT_BACK])}
    return [file for file in _files(case) if str(file.pk) not in done]


def files_handed_on(case: Any) -> set[str]:
    """Return the keys of the sender's files that others may fetch."""
    return {key for event in _clearings(case) for key in event.details[HANDED_ON]}


def is_cleared(case: Any) -> bool:
    """Return whether all that a hidden sender wrote and sent was looked through; of others nothing has to be."""
    if case.identity != Case.Identity.HIDDEN:
        return True
    return not uncleared_pieces(case) and not uncleared_files(case)


def _files(case: Any) -> list[Attachment]:
    return as_they_came(case.attachments.filter(origin=Attachment.Origin.PARTY))


def _clearings(case: Any) -> list[Event]:
    return [event for event in _events(case) if event.action == CLEARING]


def _events(case: Any) -> list[Event]:
    """The events with their words, read once for a page."""
    if "events" in getattr(case, "_prefetched_objects_cache", {}):
        return sorted(case.events.all(), key=lambda event: event.seq)
    return list(case.events.select_related("words").order_by("seq"))


cleared = Condition(
    lambda case, actor: is_cleared(case),
    _("来件人要求隐名，请先办“核对隐名来件”，核对转给承办单位的文字和附件。"),
)
something_to_clear = Condition(lambda case, actor: not is_cleared(case), _("没有需要核对的隐名内容。"))
