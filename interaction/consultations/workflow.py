"""The one door: a consultation, a survey or a catalogue changes only through `perform`, and every act leaves its trace.

The same idea as `casework.engine.perform`, for things that are no cases: nobody's clock runs on them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _t

from interaction.casework.engine import InvalidData, NotNow, NotPermitted
from interaction.casework.forms import ActionForm
from interaction.consultations.indexing import index
from interaction.consultations.models import Catalogue, Consultation, ConsultationLogEntry, Survey
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role, Staff
from interaction.workdays.now import now, today

Text = str | Promise
Subject = Consultation | Survey | Catalogue

# Who prepares, and who, as a second person, lets it out (four eyes).
PREPARE = (Role.HANDLER, Role.PUBLISHER)
DECIDE = (Role.REVIEWER, Role.SIGNER)

NEW = ""
_KINDS: dict[type[Any], str] = {Consultation: "consultation", Survey: "survey", Catalogue: "catalogue"}


@dataclass
class ActionContext:
    """An act while it is done: who, when, what the form said, and what the trail is to keep of it."""

    actor: Actor
    at: datetime
    on: date
    data: dict[str, Any]
    form: Any
    note: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    # Further acts that this one implies, in order: (name, note).
    implied: list[tuple[str, str]] = field(default_factory=list)

    @property
    def staff(self) -> Staff:
        assert self.actor.staff
        return self.actor.staff


@dataclass(frozen=True)
class Step:
    """Something that may be done: from which standings, by which roles, with which form, by which law.

    `public_label` is what the public reads of it in the record; empty for what stays inside. `unmet` says why not now.
    `about` marks a step that is about one thing within (an opinion, a group, a hearing), which the page names.
    """

    name: str
    label: Text
    source: tuple[str, ...]
    by: tuple[str, ...]
    does: Callable[[Any, ActionContext], None]
    form: type[Any] = ActionForm
    law: Text = ""
    consequence: Text = ""
    public_label: Text = ""
    unmet: Callable[[Any, Actor], str] = lambda subject, actor: ""
    about: bool = False
    main: bool = False

    def may_be_taken_by(self, actor: Actor, organ: Organ) -> bool:
        return any(actor.holds(role, organ) for role in self.by)


_steps: dict[str, dict[str, Step]] = {kind: {} for kind in _KINDS.values()}


def declare(kind: type[Subject], *steps: Step) -> None:
    """Make steps of a kind of thing known."""
    _steps[_KINDS[kind]].update({step.name: step for step in steps})


def steps_of(subject: Subject | type[Subject]) -> dict[str, Step]:
    return _steps[_KINDS[subject if isinstance(subject, type) else type(subject)]]


def open_steps(subject: Subject, actor: Actor) -> list[Step]:
    """The steps this person may take now with the whole thing; those about something within stand beside that."""
    return [
        step
        for step in steps_of(subject).values()
        if not step.about and subject.standing in step.source and step.may_be_taken_by(actor, subject.organ)
    ]


def may(subject: Subject, name: str, actor: Actor) -> bool:
    """Whether this person may take a step now, as far as role, organ and standing go."""
    step = steps_of(subject)[name]
    return subject.standing in step.source and step.may_be_taken_by(actor, subject.organ)


@transaction.atomic
def perform(
    subject: Subject,
    name: str,
    actor: Actor,
    data: Mapping[str, Any] | None = None,
    files: MultiValueDict[str, Any] | None = None,
    *,
    about: Any = None,
) -> ConsultationLogEntry:
    """Take a step: lock the row, check role, organ, standing, conditions and form, do it, write the act.

    `subject` may be unsaved for the step that begins it, with its organ set. `about` is the thing within that the step is
    about. Raises NotPermitted, NotNow, InvalidData. Afterwards `subject` shows what it became.
    """
    step = steps_of(subject).get(name)
    if step is None:
        raise NotNow(_t("没有这项操作。"))
    opening = subject.pk is None
    held: Any = subject if opening else _locked(subject)
    if not step.may_be_taken_by(actor, held.organ):
        raise NotPermitted(_t("您没有办理“%(step)s”的权限。") % {"step": step.label})
    standing = NEW if opening else held.standing
    if standing not in step.source:
        raise NotNow(
            _t("这一件已有变化，现在不能“%(step)s”。请返回查看最新情况。") % {"step": step.label}, str(step.law)
        )
    if reason := step.unmet(held, actor):
        raise NotNow(reason, str(step.law))
    form = form_of(step, held, actor, data or {}, files, about=about)
    if not form.is_valid():
        raise InvalidData(form)
    ctx = ActionContext(actor, now(), today(), form.cleaned_data, form)
    # What is written down, and sent to others, is in the language of the office.
    with translation.override(settings.LANGUAGE_CODE):
        step.does(held, ctx)
        if step.public_label:
            index(held)
    act = _note(held, name, ctx.note, ctx)
    for implied, note in ctx.implied:
        _note(held, implied, note, ctx)
    if held is not subject:
        subject.refresh_from_db()
    return act


def form_of(
    step: Step, subject: Subject, actor: Actor, data: Any = None, files: Any = None, *, about: Any = None, **more: Any
) -> Any:
    """The form of a step; one about something within knows that as its case, and the whole as `within`."""
    if step.about:
        return step.form(data, files, case=about, actor=actor, within=subject, **more)
    return step.form(data, files, case=subject, actor=actor, **more)


class WithinForm(ActionForm):
    """The form of a step about one thing within a consultation: `case` is that thing, None for a new one."""

    def __init__(self, *args: Any, within: Any, **kwargs: Any) -> None:
        self.within = within
        super().__init__(*args, **kwargs)


def _locked(subject: Subject) -> Subject:
    rows: Any = type(subject)._default_manager
    held: Subject = rows.select_for_update(of=("self",)).select_related("organ").get(pk=subject.pk)
    return held


def _note(subject: Any, name: str, note: str, ctx: ActionContext) -> ConsultationLogEntry:
    last = subject.acts.order_by("-seq").values_list("seq", flat=True).first() or 0
    return ConsultationLogEntry.objects.create(
        **{_KINDS[type(subject)]: subject}, seq=last + 1, name=name, by=ctx.staff, at=ctx.at, on=ctx.on, note=note,
        details=ctx.details, stage_after=subject.stage,
    )  # fmt: skip


def last_hand(subject: Any, *names: str) -> Staff | None:
    """Who did the last of these acts."""
    act = subject.acts.filter(name__in=names).select_related("by").order_by("-seq").first()
    return act.by if act else None


def same_hand(subject: Any, actor: Actor, *names: str) -> str:
    """Four eyes: why nobody may let out what he handed in himself; empty when it is another person."""
    if actor.staff and actor.staff == last_hand(subject, *names):
        return _t("这是您自己报送的，请由其他审核人或者签发人审定。")
    return ""
