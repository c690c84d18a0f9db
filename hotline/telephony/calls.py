"""Calls as the hall and an agent see them, and what an agent does to a call: notes, links to cases, wrapping up."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hotline.telephony import event_ingest, presence
from hotline.telephony.authority import is_supervisor, required_agent, works_at_hotline
from hotline.telephony.live import call_changed
from hotline.telephony.models import Call, CallCase, Seat
from interaction.casework.models import Case
from interaction.errors import NotNow, NotPermitted, Refused
from interaction.organs.actors import Actor
from interaction.organs.models import Staff
from interaction.privacy.text import InvalidInput, clean_text
from interaction.workdays.now import now

State, WrapUp = Call.State, Call.WrapUp
LONGEST_NOTES = 20_000
# Nobody waits longer: a call that rings on after this is one whose end the switch did not tell.
WAITS_AT_MOST = timedelta(hours=1)


class NewerNotes(Refused):
    """The notes were saved meanwhile from another page; `version` is the one they have now."""

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(_("通话记录已在另一个页面保存过，请先读取新的内容。"))


def waiting() -> QuerySet[Call]:
    """Callers who wait, the longest first."""
    return Call.objects.filter(
        state=State.RINGING, direction=Call.Direction.INBOUND, ringing_at__gt=now() - WAITS_AT_MOST
    ).order_by("ringing_at", "id")


def current_call(staff: Staff) -> Call | None:
    """What an agent's console shows: the call that goes on, else one not wrapped up, else the one that rings there."""
    mine = Call.objects.filter(agent=staff)
    return (
        mine.filter(state=State.ANSWERED).first()
        or mine.filter(state=State.ENDED, wrap_up="").order_by("ended_at").first()
        or ringing_for(staff)
    )


def ringing_for(staff: Staff) -> Call | None:
    """The call that rings on this agent's phone."""
    seat = Seat.objects.filter(staff=staff, signed_out_at__isnull=True).first()
    if seat is None:
        return None
    ringing = Call.objects.filter(extension=seat.extension, state=State.RINGING)
    return ringing.filter(ringing_at__gt=now() - WAITS_AT_MOST).order_by("-ringing_at").first()


def number_of(call: Call, actor: Actor) -> str:
    """The caller's number in the clear, for the agent who has the call or on whose phone it rings. Raises NotPermitted."""
    staff = required_agent(actor)
    rings_here = call.state == State.RINGING and presence.who_sits_at(call.extension) == staff.pk
    if call.agent_id != staff.pk and not rings_here:
        raise NotPermitted(_("来电号码只向接听这个来电的话务员显示。"))
    return str(call.phone)


def masked_number_of(call: Call, actor: Actor) -> str:
    """The caller's number without its middle, for everybody at the hotline. Raises NotPermitted."""
    if not works_at_hotline(actor):
        raise NotPermitted(_("只有热线工作人员可以查看来电。"))
    number = str(call.phone)
    return f"{number[:-8]}****{number[-4:]}" if len(number) > len("********") else "****"


def may_work_on(call: Call, actor: Actor) -> bool:
    """Whether the call is this agent's, to note, link and wrap up."""
    return actor.staff is not None and call.agent_id == actor.staff.pk


def _locked(call: Call, actor: Actor) -> Call:
    """The call as it is now, locked, for the agent who has it."""
    required_agent(actor)
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if not may_work_on(locked, actor):
        raise NotPermitted(_("这不是您接听的来电。"))
    return locked


@transaction.atomic
def save_notes(call: Call, actor: Actor, text: str, version: int) -> int:
    """Save the notes over those of `version`; answers the new version. Raises NewerNotes when that is not the last.

    The same text sent again, because the answer was lost, is answered as it was.
    """
    held = _locked(call, actor)
    try:
        text = clean_text(text)
    except InvalidInput as wrong:
        raise Refused(wrong.message) from wrong
    if len(text) > LONGEST_NOTES:
        raise Refused(_("通话记录不能超过%(most)d字。") % {"most": LONGEST_NOTES})
    if version == held.notes_version - 1 and text == held.notes:
        return held.notes_version
    if version != held.notes_version:
        raise NewerNotes(held.notes_version)
    held.notes, held.notes_version = text, version + 1
    held.save(update_fields=["notes", "notes_version"])
    return held.notes_version


@transaction.atomic
def link(call: Call, actor: Actor, case: Case, kind: CallCase.Kind) -> CallCase:
    """Note that the case came out of this call, or that the call was about it. Once a case: the first holds."""
    held = _locked(call, actor)
    if kind == CallCase.Kind.RAISED and held.wrap_up in Call.RAISE_NOTHING:
        raise NotNow(_("登记为%(code)s的来电不生成工单。") % {"code": held.get_wrap_up_display()})
    assert actor.staff
    return CallCase.objects.get_or_create(
        call=held, case=case, defaults={"kind": kind, "by": actor.staff, "at": now()}
    )[0]


@transaction.atomic
def wrap_up(call: Call, actor: Actor, code: str) -> Call:
    """Say what the call came to, after its end; the agent is then ready again. Raises Refused."""
    held = _locked(call, actor)
    if held.state != State.ENDED:
        raise NotNow(_("通话还没有结束，请先挂断。"))
    if held.wrap_up == code:
        return held
    if held.wrap_up:
        raise NotNow(_("这个来电已经登记为%(code)s。") % {"code": held.get_wrap_up_display()})
    _check_code(held, code)
    held.wrap_up = code
    held.save(update_fields=["wrap_up"])
    assert held.agent_id
    presence.follow(held.agent_id)
    call_changed(str(held.pk), held.state, [held.agent_id])
    return held


def _check_code(call: Call, code: str) -> None:
    """A code that agrees with the cases linked to the call."""
    if code not in WrapUp.values:
        raise Refused(_("请选择处理结果。"))
    kinds = set(call.links.values_list("kind", flat=True))
    raised = CallCase.Kind.RAISED in kinds
    if code in Call.RAISE_NOTHING and raised:
        raise NotNow(_("这个来电已经生成工单，不能登记为%(code)s。") % {"code": WrapUp(code).label})
    if code == WrapUp.DISPATCHED and not raised:
        raise NotNow(_("这个来电还没有生成工单，不能登记为派单。"))
    if code == WrapUp.JOINED and not kinds:
        raise NotNow(_("这个来电还没有并入任何工单，不能登记为并入事件。"))


@transaction.atomic
def end_by_hand(call: Call, actor: Actor) -> Call:
    """End a call that is over but whose end the switch did not tell: by its agent, or a supervisor."""
    if not may_work_on(call, actor) and not is_supervisor(actor):
        raise NotPermitted(_("这不是您接听的来电。"))
    return event_ingest.presume_ended(call)
