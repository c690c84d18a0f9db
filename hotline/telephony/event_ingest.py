"""Taking in what the switch tells: each event once, and the call's row follows from all that was told of it."""

import json
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from hotline.telephony import live, presence
from hotline.telephony.call_state import Course, Told, course
from hotline.telephony.models import Call, DeliveredEvent
from hotline.telephony.reading import Event, citizens_number
from interaction.privacy.encryption import blind_index
from interaction.workdays.now import now

# Events are taken one after another: what an event does to an agent's other call depends on it, and a county's
# switch tells a few things a second. Any number of its own, for this purpose alone.
_LOCK = 12345


class IdempotencyConflict(Exception):
    """An event id that was delivered before, with another content."""


def acquire_ingest_lock() -> None:
    """Until this transaction ends, nobody else makes calls follow from events. Taken before any call is locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_LOCK])


@transaction.atomic
def take(event: Event, content: dict[str, Any]) -> DeliveredEvent:
    """Take an event in; one delivered before changes nothing. Raises IdempotencyConflict."""
    acquire_ingest_lock()
    digest = _digest(content)
    delivered = DeliveredEvent.objects.filter(event_id=event.event_id).first()
    if delivered:
        if delivered.digest != digest:
            raise IdempotencyConflict
        return delivered
    call = Call.objects.select_for_update().filter(line=event.line, external_id=event.call_id).first()
    if call is None:
        call = Call(line=event.line, external_id=event.call_id)
    follow(call, [*_told_of(call), _told(event)])
    return DeliveredEvent.objects.create(
        event_id=event.event_id, call=call, kind=event.kind, at=event.at, received_at=now(), digest=digest,
        content=content,
    )  # fmt: skip


def presume_ended(call: Call) -> Call:
    """End a call of whose end the switch told nothing; when it tells it after all, that holds."""
    acquire_ingest_lock()
    call = Call.objects.select_for_update().get(pk=call.pk)
    if call.is_open:
        call.presumed_ended_at = now()
        follow(call, _told_of(call))
    return call


def follow_unattended(extension: str) -> None:
    """Calls answered at an extension where nobody had signed in, for somebody who just has."""
    unattended = Call.objects.select_for_update().filter(
        extension=extension, state=Call.State.ANSWERED, agent__isnull=True
    )
    for call in unattended.order_by("-answered_at"):
        follow(call, _told_of(call))


def follow(call: Call, told: list[Told]) -> None:
    """Let a (locked or new) call show what was told of it; seats and open pages follow."""
    before = {call.agent_id, _rung(call)}
    _show(call, course(told, call.presumed_ended_at))
    if call.state == Call.State.ANSWERED and call.agent_id:
        _end_the_earlier(call, told)
    _save(call)
    agents = {one for one in (*before, call.agent_id) if one}
    for agent in sorted(agents):
        presence.follow(agent)
    live.call_changed(str(call.pk), call.state, agents | {one for one in (_rung(call),) if one})


def _rung(call: Call) -> int | None:
    """Whose phone it rings on."""
    if call.state != Call.State.RINGING or not call.extension:
        return None
    return presence.who_sits_at(call.extension)


def _show(call: Call, came: Course) -> None:
    agent = presence.who_sat_at(came.extension, came.answered_at) if came.answered_at else None
    for name, value in (*vars(came).items(), ("agent_id", agent)):
        # A sealed field is sealed anew when it is set: only what changed is.
        if getattr(call, name) != value:
            setattr(call, name, value)


def _end_the_earlier(call: Call, told: list[Told]) -> None:
    """Nobody speaks on two calls at once: when the switch tells of two, the earlier has ended, whatever it says later."""
    other = (
        Call.objects.select_for_update()
        .filter(agent=call.agent_id, state=Call.State.ANSWERED)
        .exclude(pk=call.pk)
        .first()
    )
    if other is None:
        return
    earlier, later = sorted((call, other), key=lambda one: (one.answered_at, str(one.pk)))
    earlier.presumed_ended_at = later.answered_at
    if earlier is other:
        follow(other, _told_of(other))
    else:
        _show(call, course(told, call.presumed_ended_at))


def _save(call: Call) -> None:
    names = ["presumed_ended_at", "phone_index", "agent", *Course.__dataclass_fields__]
    call.save(update_fields=None if call._state.adding else names)


def _digest(content: dict[str, Any]) -> str:
    """Keyed, because the content holds a number that could be guessed from a plain digest."""
    return blind_index("telephony.event", json.dumps(content, sort_keys=True))


def _told(event: Event) -> Told:
    caller, called = (citizens_number(one.strip(), settings.AREA_CODE) for one in (event.caller, event.called))
    return Told(
        event.kind, event.at, event.event_id, event.extension, caller, called, event.direction, event.recording_url
    )


def _told_of(call: Call) -> list[Told]:
    """What was told before, read again from what was kept."""
    return [_told(Event.model_validate(one.content)) for one in call.told.all()]
