"""Drawing the sample and judging it. Nobody picks what is checked: a keyed digest of its number does."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from hotline.centre import works_for_centre
from hotline.checklists import CALL, score
from hotline.models import WorkOrder
from hotline.quality.models import Sampled
from hotline.states import ANSWERED
from hotline.telephony.models import Call
from interaction.casework.engine import perform
from interaction.errors import NotNow, NotPermitted
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.privacy.encryption import blind_index
from interaction.workdays.now import SHANGHAI, now

MOST = 200


def may_check(actor: Actor) -> bool:
    return works_for_centre(actor, Role.SUPERVISOR)


@transaction.atomic
def draw(actor: Actor, first: date, last: date, replies: int, calls: int, *, form: UUID | None = None) -> int:
    """Draw so many replies given and calls answered from `first` to `last`; answers how many are new. What was drawn
    before is not drawn again; the same span drawn twice draws on, the same form sent twice (`form` is its key) does not. Raises NotPermitted."""
    if not may_check(actor):
        raise NotPermitted(_("只有热线督办人可以抽样质检。"))
    orders = WorkOrder.objects.filter(
        state__in=ANSWERED, direct=False, merged_into=None, replied_on__range=(first, last)
    ).exclude(pk__in=Sampled.objects.filter(case__isnull=False).values("case"))
    start = datetime.combine(first, time(), SHANGHAI)
    answered = Call.objects.filter(
        state=Call.State.ENDED, ringing_at__gte=start, ringing_at__lt=start + timedelta(days=(last - first).days + 1)
    ).exclude(pk__in=Sampled.objects.filter(call__isnull=False).values("call"))
    found = [Sampled(case_id=key, drawn_at=now()) for key in _chosen(orders, replies)]
    found += [Sampled(call_id=key, drawn_at=now()) for key in _chosen(answered, calls)]
    for number, one in enumerate(found if form else ()):
        one.pk = uuid5(form or one.pk, str(number))
    if Sampled.objects.filter(pk__in=[one.pk for one in found]).exists():
        return 0
    for one in found:
        one.save(force_insert=True)
    return len(found)


def _chosen(rows: Any, count: int) -> list[Any]:
    keys = sorted(rows.values_list("pk", flat=True), key=lambda key: blind_index("quality.sample", str(key)))
    return keys[: min(count, MOST)]


@transaction.atomic
def judge_call(actor: Actor, sample: Sampled, marks: dict[str, int], remarks: str) -> None:
    """Raises NotPermitted, NotNow."""
    held = _lock_sample(actor, sample)
    held.marks, held.remarks = marks, remarks
    _judged(held, actor, score(CALL, marks))


@transaction.atomic
def judge_reply(actor: Actor, sample: Sampled, data: Any) -> None:
    """By the order's own action, so that the judgement is in its history. Raises Refused, InvalidData."""
    held = _lock_sample(actor, sample)
    assert held.case
    event = perform(held.case, "check_quality", actor, data)
    _judged(held, actor, event.details["score"])


def _lock_sample(actor: Actor, sample: Sampled) -> Sampled:
    if not may_check(actor):
        raise NotPermitted(_("只有热线督办人可以质检。"))
    held = Sampled.objects.select_for_update(of=("self",)).get(pk=sample.pk)
    if held.judged_at:
        raise NotNow(_("这一件已经质检过。"))
    return held


def _judged(held: Sampled, actor: Actor, points: int) -> None:
    held.score, held.judged_by, held.judged_at = points, actor.staff, now()
    held.save()
