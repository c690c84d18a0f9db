"""Putting a plan into force: the organs, and the first administrators with passwords that hold once."""

import secrets
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from interaction.appointments.models import Appointment
from interaction.installing.organ_sheet import read_organs
from interaction.installing.plan import BadPlan, Person, Plan
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Post, Staff
from interaction.sign_in.one_time import legible
from interaction.sign_in.passwords import note_password
from interaction.workflow.engine import perform

_BYTES = 16


@dataclass
class Founded:
    """What came of it: organs that are new, and the one-time password of each new account. The passwords are nowhere else."""

    organs: list[Organ] = field(default_factory=list)
    passwords: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def found(plan: Plan) -> Founded:
    """Make what is missing; what is there stays as it is, so that it may be run again. Raise BadPlan or BadSheet and do nothing."""
    done = Founded()
    root = _root(plan, done)
    if plan.organs:
        have = set(Organ.objects.values_list("code", flat=True))
        for organ in read_organs(plan.organs, root):
            if organ.code not in have:
                organ.parent = Organ.objects.get(code=organ.parent.code) if organ.parent else None
                organ.save()
                done.organs.append(organ)
    for person in plan.people:
        _appoint(person, root, done)
    return done


def _root(plan: Plan, done: Founded) -> Organ:
    there = Organ.objects.filter(parent=None).first()
    if there is None:
        root = plan.root()
        try:
            root.full_clean(exclude=["path"])
        except ValidationError as wrong:
            raise BadPlan(
                [f"[government] {name}：{one}" for name, words in wrong.message_dict.items() for one in words]
            ) from wrong
        root.save()
        done.organs.append(root)
        return root
    if there.code != plan.government["code"]:
        raise BadPlan([f"数据库里已经有{there.name}（{there.code}），一个数据库只供一个政府使用。"])
    return there


def _appoint(person: Person, root: Organ, done: Founded) -> None:
    if Post.objects.filter(staff__username=person.account, organ=root, role=person.role).exists():
        return
    staff = Staff.objects.filter(username=person.account).first()
    if staff is None:
        password = legible(secrets.token_bytes(_BYTES))
        staff = Staff.objects.create_user(person.account, password, name=person.name)
        note_password(staff, own=False)
        done.passwords[person.account] = password
    perform(Appointment(staff=staff, organ=root, role=person.role), "establish", Actor.system())
