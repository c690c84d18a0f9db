"""Which of several beats works: two do no harm, and where one is gone another takes over within seconds."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now

from interaction.periodic.models import BeatLease

# A beat renews it with each of its rounds, every few seconds at the longest.
LASTS = timedelta(seconds=30)
THE_ONE = 1


def holds(holder: UUID) -> bool:
    """Take or renew the lease by the clock of the database, which all beats share; return whether it is this holder's."""
    there = BeatLease.objects.filter(pk=THE_ONE)
    if there.filter(Q(holder=holder) | Q(until__lt=Now())).update(holder=holder, until=Now() + LASTS):
        return True
    BeatLease.objects.bulk_create(
        [BeatLease(pk=THE_ONE, holder=holder, until=Now() + LASTS)], ignore_conflicts=True
    )  # fmt: skip
    return there.filter(holder=holder).exists()


def leave(holder: UUID) -> None:
    """Let another beat go on at once."""
    BeatLease.objects.filter(pk=THE_ONE, holder=holder).update(until=Now())
