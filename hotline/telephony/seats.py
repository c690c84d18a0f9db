"""Agents at their extensions: signing in and out, ready and on a break; busy and wrapping up follow from the calls."""

import re

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hotline.telephony.authority import is_supervisor, required_agent
from hotline.telephony.event_ingest import acquire_ingest_lock, follow_unattended
from hotline.telephony.live import hall_changed
from hotline.telephony.models import EXTENSION_LENGTH, Seat
from hotline.telephony.presence import follow, set_state
from interaction.errors import NotNow, NotPermitted, Refused
from interaction.organs.actors import Actor
from interaction.organs.models import Staff
from interaction.workdays.now import now

State = Seat.State
_EXTENSION = re.compile(rf"[0-9A-Za-z*#_.-]{{1,{EXTENSION_LENGTH}}}", re.ASCII)


def occupied() -> QuerySet[Seat]:
    """The seats at which somebody sits, with who."""
    return Seat.objects.filter(signed_out_at__isnull=True).select_related("staff").order_by("extension")


def in_call(staff: Staff) -> bool:
    """Whether somebody is in a call or at its notes: then no session of theirs ends."""
    return Seat.objects.filter(staff=staff, state__in=[State.BUSY, State.WRAP_UP]).exists()


def seat_of(staff: Staff) -> Seat | None:
    return Seat.objects.filter(staff=staff, signed_out_at__isnull=True).first()


def sign_in(actor: Actor, extension: str) -> Seat:
    """Take a seat. A call that is being answered there already becomes this agent's. Raises Refused."""
    staff = required_agent(actor)
    if not _EXTENSION.fullmatch(extension):
        raise Refused(_("分机号不正确，请填写电话机上的分机号，例如8001。"))
    with transaction.atomic():
        acquire_ingest_lock()
        for seat in occupied().filter(Q(staff=staff) | Q(extension=extension)):
            if seat.staff_id == staff.pk and seat.extension == extension:
                return seat
            if seat.staff_id == staff.pk:
                raise NotNow(_("您已经在分机%(extension)s签入，请先签出。") % {"extension": seat.extension})
            raise NotNow(_("%(name)s已经在这个分机签入，请核对分机号。") % {"name": seat.staff.name})
        moment = now()
        seat = Seat.objects.create(staff=staff, extension=extension, since=moment, signed_in_at=moment)
        follow_unattended(extension)
        follow(staff.pk)
        hall_changed()
        seat.refresh_from_db()
        return seat


def ready(actor: Actor) -> Seat:
    """Take calls again. Raises Refused while a call goes on or is not wrapped up."""
    return _move(actor, State.READY)


def take_break(actor: Actor) -> Seat:
    """Take no calls for a while. Raises Refused while a call goes on or is not wrapped up."""
    return _move(actor, State.BREAK)


def sign_out(actor: Actor) -> Seat:
    """Leave the seat. Raises Refused while a call goes on or is not wrapped up."""
    return _move(actor, State.OFFLINE)


@transaction.atomic
def release_seat(actor: Actor, seat: Seat) -> None:
    """Free the seat of somebody who left without signing out; what that person owes a call remains owed."""
    if not is_supervisor(actor):
        raise NotPermitted(_("只有热线督办人可以为他人签出。"))
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    if seat.state == State.BUSY:
        raise NotNow(_("这个座席正在通话，不能签出。"))
    if seat.signed_out_at is None:
        set_state(seat, State.OFFLINE)


@transaction.atomic
def _move(actor: Actor, state: str) -> Seat:
    staff = required_agent(actor)
    seat = Seat.objects.select_for_update().filter(staff=staff, signed_out_at__isnull=True).first()
    if seat is None:
        raise NotNow(_("您还没有签入，请先在分机签入。"))
    if seat.state == State.BUSY:
        raise NotNow(_("正在通话，请先结束通话。"))
    if seat.state == State.WRAP_UP:
        raise NotNow(_("上一个来电还没有登记处理结果，请先登记。"))
    if seat.state != state:
        set_state(seat, state)
    return seat
