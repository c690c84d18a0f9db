"""What is done to a leave: entered, confirmed by a second person where somebody signs or publishes meanwhile, ended."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.leave.forms import LeaveForm, RefuseForm
from interaction.leave.models import CONFIRMS, ENTERS_FOR_OTHERS, Leave
from interaction.notices.outbox import notify_staff
from interaction.organs.actors import Actor, holders
from interaction.organs.models import NAMED_BY_TWO, Absence, Role, Staff
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW

State = Leave.State


def own_or_over_it(actor: Actor, leave: Any) -> bool:
    """Whether it is somebody's own leave, or that of a person whose organ they supervise."""
    own = actor.staff is not None and actor.staff.pk == leave.staff_id
    return own or any(actor.holds(role, leave.organ) for role in ENTERS_FOR_OTHERS)


@document_action(
    Leave, _("请假"), source=NEW, by=ENTERS_FOR_OTHERS, permits=own_or_over_it, form=LeaveForm, writes=True, main=True,
    consequence=_("代班的人以自己的名义办理，办件经过里写明代谁。不安排代班的，承办中的办件退回本岗位的待办，由同岗位的人签收。"),
)  # fmt: skip
def enter(leave: Leave, context: ActionContext) -> None:
    """Note who is away and who stands in; in force at once, unless somebody is to sign or publish meanwhile."""
    leave.first_day, leave.last_day = context.data["first_day"], context.data["last_day"]
    substitutes = context.form.substitutes()
    waits = any(post.role in NAMED_BY_TWO and one for post, one in substitutes.items())
    leave.state = State.REQUESTED if waits else State.IN_FORCE
    context.details |= {
        "first_day": leave.first_day.isoformat(), "last_day": leave.last_day.isoformat(),
        "substitutes": {str(post.pk): one.pk if one else None for post, one in substitutes.items()},
    }  # fmt: skip

    def follow() -> None:
        leave.absences.set(
            Absence.objects.create(
                post=post, staff=leave.staff, role=post.role, first_day=leave.first_day, last_day=leave.last_day,
                substitute=one, in_force=not waits, named_by=context.staff,
            )
            for post, one in substitutes.items()
        )  # fmt: skip
        if waits:
            _tell(leave, context, _who_confirms(leave, context), _t("请确认代班：%(person)s，%(days)s"))
        else:
            _tell_substitutes(leave, context)

    context.afterwards.append(follow)


def _not_the_substitute(leave: Any, actor: Actor) -> str:
    if leave.absences.filter(substitute__in=actor.persons).exists():
        return _t("代班的人是您（或者您所代的人），请由其他同志确认。")
    return ""


@document_action(
    Leave, _("确认代班"), source=State.REQUESTED, target=State.IN_FORCE, by=CONFIRMS, main=True, settles=True,
    signs_in_anew=True,
    unmet=_not_the_substitute, second_person=_("代班的人是您提名的，请由另一位同志确认。"),
    consequence=_("确认以后，代班的人在这些天里可以代为签发、公开。"),
)  # fmt: skip
def confirm(leave: Leave, context: ActionContext) -> None:
    """The second person agrees to who signs or publishes meanwhile."""

    def follow() -> None:
        for absence in leave.absences.all():
            absence.in_force, absence.confirmed_by = True, context.staff
            absence.save()
        _tell(leave, context, [leave.staff], _t("代班已确认：%(person)s，%(days)s"))
        _tell_substitutes(leave, context)

    context.afterwards.append(follow)


@document_action(
    Leave, _("不同意"), source=State.REQUESTED, target=State.REFUSED, by=CONFIRMS, form=RefuseForm, settles=True,
    unmet=_not_the_substitute, second_person=_("代班的人是您提名的，请由另一位同志确认。"),
)  # fmt: skip
def refuse(leave: Leave, context: ActionContext) -> None:
    """Somebody else has to be named; nobody is away by this leave."""
    context.words = context.data["reason"]
    context.afterwards.append(lambda: _drop(leave.absences.all()))
    _tell(leave, context, [leave.staff], _t("代班没有获得同意，请另选一个人：%(person)s，%(days)s"))


@document_action(
    Leave, _("销假"), source=(State.REQUESTED, State.IN_FORCE), target=State.ENDED, by=ENTERS_FOR_OTHERS,
    permits=own_or_over_it, consequence=_("从现在起不再由别人代班；还没有开始的请假就此取消。"),
)  # fmt: skip
def end(leave: Leave, context: ActionContext) -> None:
    """The person is back, or does not go: from now on nobody acts for them."""
    yesterday = context.on - timedelta(days=1)

    def follow() -> None:
        told = {one.substitute for one in leave.absences.filter(in_force=True).select_related("substitute")} - {None}
        _drop(leave.absences.filter(in_force=False) | leave.absences.filter(first_day__gte=context.on))
        for absence in leave.absences.all():
            absence.last_day = yesterday
            absence.save()
        _tell(leave, context, [one for one in told if one], _t("代班结束：%(person)s，%(days)s"))

    context.afterwards.append(follow)
    if leave.state == State.IN_FORCE and leave.first_day < context.on:
        leave.last_day = yesterday


def _drop(absences: Iterable[Absence]) -> None:
    for absence in list(absences):
        absence.delete()


def _who_confirms(leave: Leave, context: ActionContext) -> list[Staff]:
    """Who may agree: all who may, but whoever named the substitutes, and they themselves."""
    found = {one.pk: one for role in (Role.SIGNER, Role.SUPERVISOR) for one in holders(role, leave.organ)}
    not_these = {context.staff.pk, *leave.absences.values_list("substitute", flat=True)}
    return [one for pk, one in found.items() if pk not in not_these]


def _tell_substitutes(leave: Leave, context: ActionContext) -> None:
    people = {one.substitute for one in leave.rows() if one.substitute}
    _tell(leave, context, list(people), _t("请您代班：代%(person)s，%(days)s"))


def _tell(leave: Leave, context: ActionContext, people: list[Staff], words: str) -> None:
    days = f"{leave.first_day.isoformat()}—{leave.last_day.isoformat()}"
    subject = words % {"person": leave.staff.name, "days": days}
    key = f"leave:{leave.pk}:{context.action.name}:{leave.version}"
    notify_staff(people, key=key, subject=subject, send_after=context.at)
