"""The one door: a case changes only through `perform`."""

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from interaction.casework import clocks, timeline
from interaction.casework.accusations import is_accused
from interaction.casework.actions import Action, ActionContext, actions_of
from interaction.casework.asking import settle_questions
from interaction.casework.locking import locked
from interaction.casework.models import NEW, Case, Event
from interaction.casework.numbers import next_case_number
from interaction.casework.registry import channel
from interaction.casework.retelling import TELLS
from interaction.casework.signals import event_recorded
from interaction.casework.submissions import done_before, note_done
from interaction.errors import InvalidData, NotNow, NotPermitted
from interaction.evidence.chain import step
from interaction.limits.configured import as_configured
from interaction.limits.reading import TransitionError
from interaction.notices import live, sms
from interaction.notices.outbox import (
    in_office_hours,
    note_unreachable,
    notify_citizen,
    notify_staff,
    notify_stranger,
)
from interaction.organs.actors import PARTY, Actor
from interaction.privacy.encryption import current_key_id
from interaction.workdays.current import lock_calendar, one_calendar
from interaction.workdays.now import now, today


def perform(
    case: Case,
    name: str,
    actor: Actor,
    data: Mapping[str, Any] | None = None,
    files: MultiValueDict[str, Any] | None = None,
) -> Event:
    """Do an action to a case: transition, event, clocks and notices in one transaction.

    `case` may be any instance of it (its row is locked and read anew), or an unsaved one for the action that opens
    it. `data` and `files` are what the action's form takes, unvalidated; under `submission` the key of the form, if one was
    sent: the same form of the same person, sent again, does nothing more and returns the first event. Raises
    NotPermitted, NotNow, InvalidData. After it, `case` shows what it became.
    """
    with ExitStack() as office, one_calendar(), as_configured(), transaction.atomic(), ExitStack() as seal:
        lock_calendar()  # before any row of a case: loading a notice locks in the same order
        opening = case.pk is None
        declared = actions_of(type(case) if opening else channel(case.channel).model).get(name)
        if declared is None:
            raise NotNow(_("没有这项操作。"))
        named = () if opening else declared.form.names_cases(data or {})
        fresh = case if opening else office.enter_context(locked(case, named))
        if not opening and (earlier := done_before(fresh, name, actor, data)):
            _show(case, fresh)
            return earlier
        actor = declared.acting(actor, fresh)
        cleaned, form = _checked(fresh, declared, actor, data or {}, files)
        # A form speaks to who fills it in; what is written down, and sent to others, is in the language of the office.
        office.enter_context(translation.override(settings.LANGUAGE_CODE))
        ctx = ActionContext(declared, actor, at=now(), on=today(), mark=declared.mark, data=cleaned)
        ctx.details, ctx.words = form.remembered() if form else ({}, {})
        if opening:
            _give_identity(fresh, ctx)
        seal.enter_context(step("case", fresh.pk, name, begins=opening, model=type(fresh)))
        before = fresh.state
        desks = set() if opening else desks_of(fresh)
        getattr(fresh, name)(ctx)
        event = _record(fresh, ctx, before, opening)
        if not opening:
            settle_questions(fresh, event, ctx)
            note_done(fresh, name, actor, data, event)
        event_recorded.send(type(fresh), case=fresh, event=event)
        _send_notices(fresh, ctx, event)
        live.case_changed(fresh.pk, desks | desks_of(fresh))
        fresh.when_recorded(event)
    if fresh is not case:
        _show(case, fresh)
    return event


def _show(case: Case, fresh: Case) -> None:
    """Let the caller's instance show what the case became."""
    names = [column.attname for column in type(case)._meta.concrete_fields]
    case.__dict__.update({name: fresh.__dict__[name] for name in names if name in fresh.__dict__})
    case._state.fields_cache.clear()
    getattr(case, "_prefetched_objects_cache", {}).clear()


def desks_of(case: Case) -> set[str]:
    """The organs whose open pages show the case: the one that answers, and those that assist."""
    helpers = case.assists.values_list("organ__path", flat=True) if case.assisted else ()
    return {case.organ.path, *helpers}


def _checked(
    case: Case,
    declared: Action,
    actor: Actor,
    data: Mapping[str, Any],
    files: MultiValueDict[str, Any] | None,
) -> tuple[dict[str, Any], Any]:
    """Role, organ, state, conditions and form, in that order: who may not act learns nothing more."""
    if not declared.may_be_done_by(actor, case):
        raise NotPermitted(_("您没有办理“%(action)s”的权限。") % {"action": declared.label})
    if case.state not in declared.sources:
        raise NotNow(
            _("办件现在是“%(state)s”，不能再“%(action)s”。请刷新页面查看最新情况。")
            % {"state": case.state_label if case.state != NEW else _("尚未提交"), "action": declared.label}
        )
    unmet = declared.unmet(case, actor)
    if unmet:
        raise NotNow(unmet.message, unmet.law or declared.law)
    form = declared.form(data, files, case=case, actor=actor)
    if not form.is_valid():
        raise InvalidData(form)
    return form.cleaned_data, form


def _give_identity(case: Case, ctx: ActionContext) -> None:
    """A new case's key and number, before anything refers to them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('casework_case', 'id'))")
        case.pk = case.id = cursor.fetchone()[0]
    case.channel = case.describes.key
    case.query_key_id = current_key_id()
    case.submitted_at = ctx.at
    case.number = next_case_number(case.describes.prefix, ctx.on)


def _record(case: Case, ctx: ActionContext, before: str, opening: bool) -> Event:
    """Write case, event and clocks."""
    model = type(case)
    case.awaits = model.WAITS_FOR.get(case.state, "")
    case.closed_on = (case.closed_on or ctx.on) if case.state in model.ENDED else None
    event = timeline.next_event(case, ctx, before)
    try:
        changed = clocks.answer(case, event)
    except TransitionError as impossible:
        raise NotNow(str(impossible), ctx.action.law) from impossible
    facets = case.describes.facets(case, event) if event.mark else {}
    if facets:
        event.details["facets"] = facets
    timeline.close_chain(case, event, ctx.words)
    if opening:
        case.save(force_insert=(Case,))
    else:
        case.save()
    timeline.write(event, ctx.words)
    clocks.save(changed)
    return event


def mail_foot(case: Case) -> str:
    """What stands under every e-mail to a sender: where to read on, and which organ writes."""
    address = f"{settings.SITE_URL}/track/?number={case.number}"
    return _("查询办理进度：%(address)s（请凭查询码打开）") % {"address": address} + f"\n{case.addressed_to.name}"


def _send_notices(case: Case, ctx: ActionContext, event: Event) -> None:
    key = f"event:{case.pk}:{event.seq}"
    if ctx.party_notices:
        party = case.party
        # Who opens a case says whose address it is; afterwards it is the organs that write.
        notify = notify_stranger if ctx.actor.kind == PARTY and event.seq == 1 else notify_citizen
        reached = party.email or sms.reaches(party.phone) or case.describes.calls_back
        if event.mark in TELLS and not reached and not any(to for *_words, to in ctx.party_notices):
            note_unreachable(key=f"{key}:party:none", about=case.pk)
        for position, (subject, body, more, to) in enumerate(ctx.party_notices):
            by_mail = "@" in to if to else bool(party.email)
            notify(
                key=f"{key}:party:{position}", email=(to or party.email) if by_mail else "",
                phone=to or party.phone, subject=subject, body=body,
                about=case.pk, foot=f"{more}\n\n{mail_foot(case)}".strip(),
            )  # fmt: skip
    for staff, subject in ctx.staff_notices:
        if case.accuses and is_accused(case, Actor.of(staff)):
            continue
        notify_staff([staff], key=f"{key}:staff", subject=subject, about=case.pk, send_after=in_office_hours(ctx.at))
