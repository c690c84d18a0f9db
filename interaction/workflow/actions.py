"""How a room declares what can be done to its documents: one function an action, under `@document_action`.

Compare `@action` of cases. Pages, authorization tests and the property test over all documents read the declarations.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from interaction.organs.actors import SYSTEM, Actor
from interaction.organs.models import Role, Staff
from interaction.workflow.declarations import NEW, Declaration, Text, as_names
from interaction.workflow.forms import ActionForm


@dataclass
class ActionContext:
    """One action being done: who, when, what the form said, and what the log is to keep of it."""

    action: "DocumentAction"
    actor: Actor
    at: datetime  # UTC
    on: date  # in Asia/Shanghai
    data: dict[str, Any]
    form: Any
    about: Any = None
    # In words: why, or what was corrected. Never personal data of citizens: the log stays for ever.
    words: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    # The document's text as it was written then, so that it stays known.
    text: Any = None
    # In force at once, without a second person: what was written is what stands.
    at_once: bool = False
    # What needs the document's row to be saved: relations, notices, what follows from it.
    afterwards: list[Callable[[], object]] = field(default_factory=list)
    # Further entries of the log that this action implies: (action, words).
    implied: list[tuple[str, str]] = field(default_factory=list)

    @property
    def staff(self) -> Staff:
        assert self.actor.staff
        return self.actor.staff


@dataclass(frozen=True)
class Within:
    """An action is about one thing within the document: of which relation, by which key in addresses, old or new."""

    relation: str = ""
    key: str = "pk"
    existing: bool = True
    new: bool = False

    def part(self, thing: Any) -> str:
        """How the log names the thing; nothing where it is about the document after all."""
        return f"{self.relation}:{thing.pk if thing else NEW}" if self.relation else ""


def _nothing_unmet(document: Any, actor: Actor) -> str:
    return ""


@dataclass(frozen=True)
class DocumentAction(Declaration):
    does: Callable[[Any, ActionContext], None]
    consequence: Text
    public_label: Text
    unmet: Callable[[Any, Actor], str]
    permits: Callable[[Actor, Any], bool] | None
    within: Within | None
    writes: bool
    second_person: Text
    settles: bool

    def may_be_done_by(self, actor: Actor, document: Any) -> bool:
        if actor.kind == SYSTEM:
            return SYSTEM in self.by
        if actor.staff is None:
            return False
        if document.organ_id is None:  # the form asks for the organ, and offers those of the actor's posts
            return self.permits is not None or bool(actor.roles & set(self.by))
        if self.permits is not None:
            return self.permits(actor, document)
        return self.held_by(actor, [document.organ])

    def is_open_to(self, actor: Actor, document: Any) -> bool:
        """Whether this person may do it now, as far as role, organ and state go."""
        return document.standing in self.sources and self.may_be_done_by(actor, document)

    def refusal(self, document: Any, actor: Actor) -> str:
        """Why not now, beside role and state: four eyes first, then the action's own conditions; empty for none."""
        acting = self.acting(actor, document)
        if self.second_person and acting.persons & document.authors():
            return str(self.second_person)
        return self.unmet(document, acting)

    def acting(self, actor: Actor, document: Any) -> Actor:
        """Return who would do it: the actor by an own right, or for somebody on leave."""
        return actor.acting(self.by, None if document.organ_id is None else [document.organ])

    def form_for(self, document: Any, actor: Actor, data: Any = None, files: Any = None, **more: Any) -> Any:
        """The form; one about something within knows that as its case, and the document as `within`."""
        about = more.pop("about", None)
        if self.within is not None:
            return self.form(data, files, case=about, actor=actor, within=document, **more)
        return self.form(data, files, case=document, actor=actor, **more)


class WithinForm(ActionForm):
    """The form of an action about one thing within a document: `case` is that thing, None for a new one."""

    def __init__(self, *args: Any, within: Any, **kwargs: Any) -> None:
        self.within = within
        super().__init__(*args, **kwargs)


_declared: dict[type[Any], dict[str, DocumentAction]] = {}


def document_action(
    model: type[Any],
    label: Text,
    *,
    source: str | Iterable[str],
    target: str | None = None,
    by: str | Role | tuple[str | Role, ...],
    form: Callable[..., Any] = ActionForm,
    law: Text = "",
    consequence: Text = "",
    public_label: Text = "",
    unmet: Callable[[Any, Actor], str] = _nothing_unmet,
    permits: Callable[[Actor, Any], bool] | None = None,
    within: Within | None = None,
    main: bool = False,
    writes: bool = False,
    second_person: Text = "",
    settles: bool = False,
    signs_in_anew: bool = False,
    name: str = "",
) -> Callable[[Callable[[Any, ActionContext], None]], Callable[[Any, ActionContext], None]]:
    """Declare a function as an action of a kind of document.

    `writes`: who does it is from then on among the authors. `second_person`: none of the authors may do it, and this is
    what they are told. `settles`: what was written is published or dropped by it, and whoever wrote it is no author of
    what comes after. `permits` takes the place of roles at the document's organ. `consequence` is said above the button,
    `public_label` is what the public reads of it in the record; empty for what stays inside.
    """

    def declare(does: Callable[[Any, ActionContext], None]) -> Callable[[Any, ActionContext], None]:
        declared = DocumentAction(
            name=name or does.__name__, label=label, sources=as_names(source),
            target=None if target is None else str(target), by=as_names(by), form=form, law=law, main=main, does=does,
            consequence=consequence, public_label=public_label, unmet=unmet, permits=permits, within=within,
            writes=writes, second_person=second_person, settles=settles, signs_in_anew=signs_in_anew,
        )  # fmt: skip
        _declared.setdefault(model, {})[declared.name] = declared
        return does

    return declare


def kinds() -> list[type[Any]]:
    """Every kind of document that declares actions."""
    return list(_declared)


def actions_of(document: Any) -> dict[str, DocumentAction]:
    """Every action of a kind of document, in the order of its file."""
    model = document if isinstance(document, type) else type(document)
    found: dict[str, DocumentAction] = {}
    for one in reversed(model.__mro__):
        found |= _declared.get(one, {})
    return found


def available(document: Any, actor: Actor) -> list[DocumentAction]:
    """What this person may do now with the whole document; actions about something within stand beside that."""
    return [one for one in actions_of(document).values() if one.within is None and one.is_open_to(actor, document)]


def open_names(document: Any, actor: Actor) -> set[str]:
    """The names of all that this person may do now, also about something within."""
    return {one.name for one in actions_of(document).values() if one.is_open_to(actor, document)}


def label_of(kind: str, name: str) -> Text:
    """What an action of a kind in the log is called; its bare name where nobody declares it any more."""
    found = (actions[name] for model, actions in _declared.items() if model.logged_as() == kind and name in actions)
    declared = next(found, None)
    return declared.label if declared else name
