"""Nothing is done twice: the forms that were sent for steps of a case, by their keys."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from interaction.casework.models import Case, Event, Submission
from interaction.organs.actors import Actor
from interaction.visitors.idempotency import key_within
from interaction.workdays.now import now

# Longer than any page stays open and any browser goes back.
KEPT = timedelta(days=30)
AT_ONCE = 5000


def _key(case: Case, name: str, actor: Actor, data: Mapping[str, Any]) -> UUID | None:
    """The key under which a form's step is noted: that of another case, action or person is another one."""
    return key_within(data, f"case {case.pk} {name}", actor)


def done_before(case: Case, name: str, actor: Actor, data: Mapping[str, Any] | None) -> Event | None:
    """Return the event that this very form of this very person made of this case, if it was sent before."""
    key = _key(case, name, actor, data or {})
    if key is None:
        return None
    seqs = Submission.objects.filter(pk=key, case=case, seq__isnull=False).values("seq")
    return case.events.filter(seq__in=seqs).first()


def note_done(case: Case, name: str, actor: Actor, data: Mapping[str, Any] | None, event: Event) -> None:
    """Keep, with the event and under the case's lock, which form made it."""
    key = _key(case, name, actor, data or {})
    if key:
        Submission.objects.create(key=key, case=case, seq=event.seq, done_at=event.at)


def forget_old_steps() -> int:
    """Forget forms of steps that nobody will send again. What opened a case stays known as long as the case."""
    old = Submission.objects.filter(done_at__lt=now() - KEPT).order_by("done_at")[:AT_ONCE]
    return Submission.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]
