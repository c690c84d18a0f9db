"""How a channel declares what can be done to its cases.

An action is one method of the channel's model under `@action`: a thin layer over django_fsm.transition whose label,
roles, form, legal basis and clock mark travel in the transition's `custom`. Pages, the state diagram and the
authorization tests read the same declarations.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, wraps
from types import MappingProxyType
from typing import Any

from django_fsm import transition

from interaction.casework.accusations import is_accused
from interaction.casework.models import NEW, Case
from interaction.organs.actors import PARTY, SYSTEM, Actor, holders
from interaction.organs.models import Organ, Role, Staff
from interaction.workflow.declarations import Declaration, Text, as_names
from interaction.workflow.forms import ActionForm


@dataclass(frozen=True)
class Condition:
    """Something that must hold beside role and state; its message says what to do instead."""

    holds: Callable[[Any, Actor], bool]
    message: Text
    law: str = ""


@dataclass(frozen=True)
class Action(Declaration):
    form: type[ActionForm]
    law: str
    at: str
    mark: str
    needs: tuple[Condition, ...]
    answers: tuple[str, ...]
    after_use: bool
    public_label: Text
    public_text_field: str

    def may_be_done_by(self, actor: Actor, case: Case) -> bool:
        """Whether role and organ (or being the party of this very case) allow it; nobody acts on what accuses
        them, and on what the archive alone keeps only what is declared for it is done."""
        if is_accused(case, self.acting(actor, case)) or (case.use_ended_on and not self.after_use):
            return False
        if PARTY in self.by and actor.kind == PARTY:
            return NEW in self.sources or actor.case_id == case.pk
        if SYSTEM in self.by and actor.kind == SYSTEM:
            return True
        if NEW in self.sources:  # the form asks for the organ, and checks it against the actor's posts
            return bool(actor.roles & set(self.by))
        return self.held_by(actor, self.places(case))

    def places(self, case: Case) -> list[Organ]:
        """The organs for one of which the actor must hold the role."""
        where: Organ | list[Organ] = getattr(case, self.at)
        return where if isinstance(where, list) else [where]

    def acting(self, actor: Actor, case: Case) -> Actor:
        """Return who would do it: the actor by an own right, or for somebody on leave."""
        if not actor.stands_in:
            return actor
        return actor.acting(self.by, None if NEW in self.sources else self.places(case), case.handler_id)

    def unmet(self, case: Case, actor: Actor) -> Condition | None:
        acting = self.acting(actor, case)
        return next((need for need in self.needs if not need.holds(case, acting)), None)


@dataclass
class ActionContext:
    """One action being done: what it knows, and what its method wants remembered of it."""

    action: Action
    actor: Actor
    at: datetime  # UTC
    on: date  # the date of law, in Asia/Shanghai; the method may set an earlier one
    mark: str
    data: dict[str, Any] = field(default_factory=dict)  # what the form took, cleaned
    amount: int = 0
    details: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    party_notices: list[tuple[str, str, str, str]] = field(default_factory=list)
    staff_notices: list[tuple[Staff, str]] = field(default_factory=list)
    questions: list[tuple[Role, Organ]] = field(default_factory=list)

    def tell_party(self, subject: str, body: str, by_mail: str = "", to: str = "") -> None:
        """Tell the party when the step is done; `by_mail` stands in an e-mail alone, as it is too long for a text message.
        `to` is a mailbox or number of the party's, where it is not to be told as usual."""
        self.party_notices.append((subject, body, by_mail, to))

    def tell(self, staff: Staff, subject: str) -> None:
        self.staff_notices.append((staff, subject))

    def ask(self, role: Role, organ: Organ, subject: str) -> None:
        """Put a question before whoever holds a role for an organ: it waits in their queue until it is answered."""
        self.questions.append((role, organ))
        for staff in holders(role, organ):
            self.tell(staff, subject)


def action(
    label: Text,
    *,
    source: str | Iterable[str],
    target: str | None,
    by: str | Role | tuple[str | Role, ...],
    at: str = "organ",
    form: type[ActionForm] = ActionForm,
    law: str = "",
    mark: str = "",
    needs: tuple[Condition, ...] = (),
    answers: str | tuple[str, ...] = (),
    main: bool = False,
    after_use: bool = False,
    signs_in_anew: bool = False,
    public_label: Text = "",
    public_text_field: str = "",
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a method as an action.

    `target` None leaves the state; `at` names the case's organ for which the actor must hold the role ("organ", the
    one responsible now, or "addressed_to"); `mark` is what the clocks see; `main` makes it the page's one
    button; `answers` names the actions that asked for this one: their words stand above its form; `after_use`
    that it is possible when the use of the case has ended; `signs_in_anew` that password or code is asked for again at the
    desk. `public_label` is
    what the party reads in its timeline (nothing: the step stays inside the government), and `public_text_field` the
    field whose words it reads there.
    """
    sources = as_names(source)

    def declare(method: Callable[..., None]) -> Callable[..., None]:
        declared = Action(
            name=method.__name__,
            label=label,
            sources=sources,
            target=None if target is None else str(target),
            by=as_names(by),
            at=at,
            form=form,
            law=law,
            mark=mark,
            needs=needs,
            answers=as_names(answers),
            main=main,
            after_use=after_use,
            signs_in_anew=signs_in_anew,
            public_label=public_label,
            public_text_field=public_text_field,
        )

        @wraps(method)
        def with_its_data(case: Case, ctx: ActionContext) -> None:
            # Field names travel inside the act: django_fsm has parameter names of its own.
            method(case, ctx, **ctx.data)

        wrapped: Callable[..., None] = transition("state", list(sources), target, custom={"action": declared})(
            with_its_data
        )
        return wrapped

    return declare


def actions_of(model: type[Case]) -> Mapping[str, Action]:
    """Every action a channel declares, in the order of its file."""
    return _declared_by(model)


@cache
def _declared_by(model: type[Case]) -> Mapping[str, Action]:
    found: dict[str, Action] = {}
    for cls in reversed(model.__mro__):
        for name, method in vars(cls).items():
            fsm = getattr(method, "_django_fsm", None)
            if fsm:
                found[name] = next(iter(fsm.transitions.values())).custom["action"]
    return MappingProxyType(found)


def available(case: Case, actor: Actor) -> list[Action]:
    """What this actor may do with the case now, the main action first."""
    possible = [
        declared
        for declared in actions_of(type(case)).values()
        if case.state in declared.sources
        and declared.may_be_done_by(actor, case)
        and declared.unmet(case, actor) is None
    ]
    return sorted(possible, key=lambda declared: not declared.main)
