"""Appeals: the organ says why a point should not have been lost; the hotline's supervisor decides, once."""

from django.db import transaction
from django.utils.translation import gettext as _

from hotline.appraisal.models import LostPoint
from hotline.centre import hotline_centre, works_for_centre
from interaction.errors import NotNow, NotPermitted
from interaction.notices.outbox import in_office_hours, notify_staff
from interaction.organs.actors import Actor, holders
from interaction.organs.models import Role
from interaction.workdays.current import calendar
from interaction.workdays.now import now, today

# Working days after the point was lost.
WITHIN = 5
APPELLANTS = (Role.HANDLER, Role.REVIEWER)


def may_appeal(actor: Actor, point: LostPoint) -> bool:
    return any(actor.holds(role, point.organ) for role in APPELLANTS)


def may_decide(actor: Actor) -> bool:
    return works_for_centre(actor, Role.SUPERVISOR)


@transaction.atomic
def appeal(actor: Actor, point: LostPoint, words: str) -> None:
    """Raises NotPermitted, NotNow."""
    held = LostPoint.objects.select_for_update(of=("self",)).select_related("organ").get(pk=point.pk)
    if not may_appeal(actor, held):
        raise NotPermitted(_("只有被扣分的单位可以申诉。"))
    if held.appealed_at or held.lifted is not None:
        raise NotNow(_("这一项已经申诉或者复核过。"))
    if calendar().between(held.on, today()) > WITHIN:
        raise NotNow(_("申诉应当在扣分后 %(n)d 个工作日内提出，现已超过。") % {"n": WITHIN})
    held.appeal, held.appealed_by, held.appealed_at = words, actor.staff, now()
    held.save()
    notify_staff(
        holders(Role.SUPERVISOR, hotline_centre()), key=f"standing:appeal:{held.pk}",
        subject=_("扣分申诉待复核：%(organ)s") % {"organ": held.organ.short_name}, about=held.case_id,
        send_after=in_office_hours(now()),
    )  # fmt: skip


@transaction.atomic
def decide(actor: Actor, point: LostPoint, *, lift: bool, reason: str) -> None:
    """Raises NotPermitted, NotNow."""
    held = LostPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    if not may_decide(actor):
        raise NotPermitted(_("只有热线督办人可以复核申诉。"))
    if held.appealed_at is None or held.lifted is not None:
        raise NotNow(_("没有待复核的申诉。"))
    held.lifted, held.reason, held.decided_by, held.decided_at = lift, reason, actor.staff, now()
    held.save()
    assert held.appealed_by
    notify_staff([held.appealed_by], key=f"standing:decision:{held.pk}", subject=_("扣分申诉已复核"), about=held.case_id,
               send_after=in_office_hours(now()))  # fmt: skip
