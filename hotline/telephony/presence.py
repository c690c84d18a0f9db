"""Who sits at which extension, now or at a moment; and how a seat's state follows from the calls."""

from datetime import datetime, timedelta

from django.db.models import Q

from hotline.telephony.live import hall_changed
from hotline.telephony.models import Call, Seat
from interaction.workdays.now import now

State = Seat.State
# The switch's clock may run behind ours, and an agent may lift the receiver before signing in.
LEEWAY = timedelta(minutes=5)


def who_sits_at(extension: str) -> int | None:
    """The id of the person who sits at an extension now."""
    return Seat.objects.filter(extension=extension, signed_out_at__isnull=True).values_list("staff", flat=True).first()


def who_sat_at(extension: str, moment: datetime) -> int | None:
    """The id of the person who sat at an extension at a moment, or who signed in there right after it."""
    began = Q(signed_in_at__lte=moment + LEEWAY)
    lasted = Q(signed_out_at__isnull=True) | Q(signed_out_at__gt=moment)
    seats = Seat.objects.filter(began & lasted, extension=extension).order_by("signed_in_at")
    return seats.values_list("staff", flat=True).first()


def follow(staff_id: int) -> None:
    """Let a person's seat show what the calls make of it: busy, wrapping up, or ready again."""
    seat = Seat.objects.select_for_update().filter(staff=staff_id, signed_out_at__isnull=True).first()
    if seat is None:
        return
    calls = Call.objects.filter(agent=staff_id)
    if calls.filter(state=Call.State.ANSWERED).exists():
        state = State.BUSY
    elif calls.filter(state=Call.State.ENDED, wrap_up="").exists():
        state = State.WRAP_UP
    else:
        state = State.READY if seat.state in (State.BUSY, State.WRAP_UP) else State(seat.state)
    if seat.state != state:
        set_state(seat, state)


def set_state(seat: Seat, state: str) -> None:
    seat.state, seat.since = state, now()
    seat.signed_out_at = seat.since if state == State.OFFLINE else None
    seat.save(update_fields=["state", "since", "signed_out_at"])
    hall_changed()
