"""What is done to an appointment: proposed, confirmed by a second person where it takes two, or refused."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.appointments.forms import AppointmentForm, RefuseForm
from interaction.appointments.models import Appointment
from interaction.notices.outbox import notify_staff
from interaction.organs.absences import first_holders, held
from interaction.organs.actors import SYSTEM, Actor
from interaction.organs.models import ADMINISTRATORS, GRANTED_BY_TWO, SECOND_PERSONS, Post, Role, Staff
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW

State = Appointment.State
# How many of each there are at the beginning: two, where one alone could name nobody.
FIRST = {Role.ADMINISTRATOR: 1, Role.SECURITY: 2, Role.AUDITOR: 1}


@document_action(
    Appointment, _("任命"), source=NEW, by=Role.SECURITY, form=AppointmentForm, writes=True, main=True, signs_in_anew=True,
    consequence=_("签发人、公开员和三个管理员岗位由另一个人确认后生效，其他岗位马上生效。"),
)  # fmt: skip
def propose(appointment: Appointment, context: ActionContext) -> None:
    """Note who is to get which post; in force at once, unless it takes two."""
    appointment.staff, appointment.role = context.data["staff"], context.data["role"]
    appointment.proposed_by = context.staff
    waits = appointment.role in GRANTED_BY_TWO
    appointment.state = State.PROPOSED if waits else State.GRANTED
    _note(appointment, context)
    if waits:
        words = _t("请确认任命：%(person)s，%(post)s")
        context.afterwards.append(lambda: _tell(appointment, context, _who_confirms(appointment, context), words))
    else:
        context.afterwards.append(lambda: _grant(appointment, context))


def _unmet(appointment: Any, actor: Actor) -> str:
    if appointment.staff_id in actor.persons:
        return _t("不能确认对自己（或者所代的人）的任命，请由其他同志确认。")
    if not appointment.staff.is_active:
        return _t("这个人已经不在职。")
    return ""


@document_action(
    Appointment, _("确认任命"), source=State.PROPOSED, target=State.GRANTED, by=SECOND_PERSONS, main=True, settles=True,
    signs_in_anew=True,
    unmet=_unmet, second_person=_("这项任命是您提出的，请由另一位同志确认。"),
)  # fmt: skip
def confirm(appointment: Appointment, context: ActionContext) -> None:
    """The second person agrees."""
    appointment.confirmed_by = context.staff
    _note(appointment, context)
    context.afterwards.append(lambda: _grant(appointment, context))


@document_action(
    Appointment, _("不同意"), source=State.PROPOSED, target=State.REFUSED, by=SECOND_PERSONS, form=RefuseForm, settles=True,
)  # fmt: skip
def refuse(appointment: Appointment, context: ActionContext) -> None:
    """It does not come about; also how whoever proposed it takes it back."""
    context.words = context.data["reason"]


def _fewer_than_first(appointment: Any, actor: Actor) -> str:
    there = held(Q(role=appointment.role))
    return "" if len(there) < FIRST.get(appointment.role, 0) else _t("已经有人担任，请由安全管理员任命。")


@document_action(Appointment, _("设立首任管理员"), source=NEW, target=State.GRANTED, by=SYSTEM, unmet=_fewer_than_first,
                 settles=True)  # fmt: skip
def establish(appointment: Appointment, context: ActionContext) -> None:
    """Whoever keeps the machine names the very first administrators, who then name all others."""
    _note(appointment, context)
    context.afterwards.append(lambda: _grant(appointment, context))


def _note(appointment: Appointment, context: ActionContext) -> None:
    context.details |= {"staff": appointment.staff_id, "organ": appointment.organ_id, "role": appointment.role}


def _grant(appointment: Appointment, context: ActionContext) -> None:
    person = appointment.staff
    Post.objects.create(staff=person, organ=appointment.organ, role=appointment.role)
    if appointment.role in ADMINISTRATORS and not person.is_staff:
        person.is_staff = True
        person.save(update_fields=["is_staff"])
    _tell(appointment, context, [person], _t("您已获任命：%(person)s，%(post)s"))


def _who_confirms(appointment: Appointment, context: ActionContext) -> list[Staff]:
    """Another security administrator; where there is none, whoever signs for the organ."""
    return first_holders(SECOND_PERSONS, appointment.organ, context.actor.persons | {appointment.staff_id})


def _tell(appointment: Appointment, context: ActionContext, people: list[Staff], words: str) -> None:
    post = f"{appointment.organ.short_name}{appointment.get_role_display()}"
    subject = words % {"person": appointment.staff.name, "post": post}
    key = f"appointment:{appointment.pk}:{context.action.name}:{appointment.version}"
    notify_staff(people, key=key, subject=subject, send_after=context.at)
