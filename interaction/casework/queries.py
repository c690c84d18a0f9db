"""Reads that queues and case pages share: page by key, nothing counted, nothing decrypted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from interaction.casework.accusations import is_accused, kept_from
from interaction.casework.clocks import OWED
from interaction.casework.models import DESK_ROLES, NO_DUE_DATE, Assist, Case, Clock
from interaction.casework.numbers import typed_number
from interaction.casework.registry import channel, channels
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workdays.current import calendar
from interaction.workdays.now import today

PAGE = 50
WRITES_THE_ANSWER = (Role.HANDLER, Role.REVIEWER, Role.SIGNER)
# The step by which somebody looks into a file that the archive alone keeps.
OPENED = "open_archived"
CASE_NUMBER = re.compile(r"[A-Z]+-\d{4}-\d+")
Key = tuple[date, int]


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, and the key after which the next one starts (None at the end)."""

    rows: list[Case]
    next_cursor: Key | None


@dataclass(frozen=True)
class Filter:
    """What a person narrows a queue by. `late`: "", "overdue" or "soon"."""

    channel: str = ""
    state: str = ""
    late: str = ""
    words: str = ""
    # Who reads: what accuses them is left out.
    reader: Actor | None = None


def in_scope(actor: Actor, role: str | None = None) -> Q:
    """Cases of the organs at which the actor holds a post, and of those under them."""
    organs = actor.organs_as(role)
    if any(organ.is_root for organ in organs):
        return Q()
    if not organs:
        return Q(pk__in=[])
    under = reduce(or_, (Q(path__startswith=organ.path) for organ in organs))
    return Q(organ__in=list(Organ.objects.filter(under).values_list("pk", flat=True)))


def _desks(actor: Actor, role: str | None = None) -> Q:
    """Cases that a hotline centre of the actor's took in, whichever organ answers them."""
    centres = [organ.pk for organ in actor.organs_as(role) if organ.kind == Organ.Kind.HOTLINE]
    return Q(addressed_to__in=centres) if centres else Q(pk__in=[])


def seen_by(actor: Actor) -> list[Q]:
    """One condition for each reason why a case is this person's to see; each is answered by one index."""
    scope, desks = in_scope(actor), _desks(actor)
    return [scope] if not scope or not actor.organs_as() else [scope, desks]


def whole_case(pk: int) -> Case | None:
    """A case as its channel's model, with its organs and handler, in one query."""
    joined = [name for one in channels() for name in (one.model._meta.model_name or "", *one.joins)]
    case = (
        Case.objects.select_related("organ", "addressed_to", "handler", "subject", "party", *joined)
        .filter(pk=pk)
        .first()
    )
    if case is None:
        return None
    specific: Case = getattr(case, channel(case.channel).model._meta.model_name or "")
    specific._state.fields_cache.update(case._state.fields_cache)
    return specific


def visible(case: Case, actor: Actor) -> bool:
    if is_accused(case, actor) or (case.use_ended_on and not opened_today(case, actor)):
        return False
    if actor.sees(case.organ) or actor.sees(case.addressed_to):
        return True
    helpers = case.assists.select_related("organ") if case.assisted else ()
    return any(actor.sees(one.organ) for one in helpers) or answers_with_lead(case, actor)


def opened_today(case: Case, actor: Actor) -> bool:
    """Return whether this person has taken out of the archive today, with a reason, what is no longer in use."""
    return actor.staff is not None and case.events.filter(action=OPENED, actor=actor.staff, on=today()).exists()


def answers_with_lead(case: Case, actor: Actor) -> bool:
    """Return whether this person works on the answer of the lead into which a case is merged."""
    lead = case.lead
    return lead is not None and any(actor.holds(role, lead.organ) for role in WRITES_THE_ANSWER)


def awaiting_me(actor: Actor) -> list[Q]:
    """One condition for each reason why a case can wait for this person; each is answered by one index."""
    assert actor.staff
    away = [post.staff for post in actor.stands_in if post.role == Role.HANDLER]
    reasons = [Q(handler=one, awaits=Role.HANDLER) for one in {actor.staff, *away}]
    if Role.HANDLER in actor.roles:
        reasons.append(Q(awaits=Role.HANDLER, handler__isnull=True) & in_scope(actor, Role.HANDLER))
        reasons.append(Q(pk__in=_asked_to_assist(actor)))
    reasons += [
        Q(awaits=role) & in_scope(actor, role)
        for role in (Role.INTAKE, Role.CALL_AGENT, Role.REVIEWER, Role.SIGNER, Role.PUBLISHER, Role.SUPERVISOR)
        if role in actor.roles
    ]
    reasons += [Q(awaits=role) & _desks(actor, role) for role in DESK_ROLES if role in actor.roles]
    return reasons


def _asked_to_assist(actor: Actor) -> QuerySet[Assist, int]:
    """Cases to which this person's own organs still owe their part."""
    own = [organ.pk for organ in actor.organs_as(Role.HANDLER)]
    return Assist.objects.filter(organ__in=own, answered_on__isnull=True).values_list("case", flat=True)


def _assisted_by(actor: Actor) -> QuerySet[Assist, int]:
    own = [organ.pk for organ in actor.organs_as()]
    return Assist.objects.filter(organ__in=own).values_list("case", flat=True)


def _narrowed(cases: QuerySet[Case], by: Filter, due: str) -> QuerySet[Case]:
    if by.reader:
        cases = cases.exclude(kept_from(by.reader))
    if by.channel:
        cases = cases.filter(channel=by.channel)
    if by.state:
        cases = cases.filter(state=by.state)
    if by.late == "overdue":
        cases = cases.filter(**{f"{due}__lt": today()})
    elif by.late == "soon":
        cases = cases.filter(**{f"{due}__gte": today(), f"{due}__lte": calendar().add(today(), 3)})
    return cases


def open_cases(
    reasons: Sequence[Q], by: Filter, after: Key | None = None, size: int = PAGE, due: str = "due_on"
) -> Page:
    """Open cases for which any of the reasons holds, the earliest due first, those not running last.

    `due` is the day that counts: "due_on", the citizen's, or "next_due_on", that of whoever the case waits for.

    Each reason is read by its own index to one page's length and the pages are merged: the time does not depend on
    how many cases there are.
    """
    cases = _narrowed(Case.objects.filter(closed_on__isnull=True), by, due)
    base = cases.annotate(sorts_by=Coalesce(due, NO_DUE_DATE))
    if after:
        base = base.filter(Q(sorts_by__gt=after[0]) | Q(sorts_by=after[0], id__gt=after[1]), sorts_by__gte=after[0])
    branches = [
        base.filter(reason).order_by("sorts_by", "id").values_list("sorts_by", "id")[: size + 1] for reason in reasons
    ]
    keys = sorted({key for branch in branches for key in branch})
    return _page([key[1] for key in keys[:size]], keys[size - 1] if len(keys) > size else None)


def find(actor: Actor, words: str, size: int = PAGE) -> Page:
    """Cases the actor may see of that number, or whose title holds the words; newest first."""
    number = typed_number(words)
    # One or the other: asked for together, neither's index would be used.
    if CASE_NUMBER.fullmatch(number):
        scope = in_scope(actor)
        mine = scope | _desks(actor) | Q(pk__in=_assisted_by(actor)) if scope else scope
        cases = Case.objects.filter(mine, number=number)
    else:
        cases = Case.objects.filter(reduce(or_, seen_by(actor)), title__icontains=words)
    cases = cases.exclude(kept_from(actor))
    return _page(list(cases.order_by("-id").values_list("id", flat=True)[:size]), None)


def _page(ids: list[int], next_cursor: Key | None) -> Page:
    rows = Case.objects.select_related("organ", "handler").in_bulk(ids)
    return Page([rows[one] for one in ids if one in rows], next_cursor)


def reply_clocks(cases: Sequence[Case]) -> dict[int, Clock]:
    """The citizen's clock of each case on a page: that of the second answer (重办) where there is one."""
    found = {clock.case_id: clock for clock in Clock.objects.filter(case__in=cases, slot__in=OWED).order_by("pk")}
    for case in cases:
        clock = found.get(case.pk)
        # A lead's light is that of the earliest day of all who follow it.
        if clock and clock.due_at is None and clock.due_on and case.due_on and case.due_on < clock.due_on:
            clock.due_on = case.due_on
    return found


def next_clocks(cases: Sequence[Case]) -> dict[int, Clock]:
    """The clock that runs out first for whom each case waits: the citizen's, or the earlier one of the step."""
    found: dict[int, Clock] = {}
    for clock in Clock.objects.filter(case__in=cases, state=Clock.State.RUNNING).order_by("pk"):
        case = next(one for one in cases if one.pk == clock.case_id)
        own = case.awaits != "" and channel(case.channel).clocks_of.get(clock.slot) == case.awaits
        if (own or clock.slot in OWED) and clock.due_on:
            before = found.get(clock.case_id)
            if before is None or before.due_on is None or clock.due_on < before.due_on:
                found[clock.case_id] = clock
    return found


def overdue(scope: Q) -> QuerySet[Case]:
    """Open cases past their due date: a comparison made when reading (clock rule 7)."""
    return Case.objects.filter(scope, closed_on__isnull=True, due_on__lt=today())
