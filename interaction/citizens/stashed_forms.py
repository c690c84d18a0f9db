"""Forms left to sign in first: what was typed waits, sealed, for the browser that was given the form."""

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from interaction.citizens.models import StashedForm
from interaction.visitors.idempotency import forms_of
from interaction.workdays.now import now

KEPT = timedelta(days=1)


def stash_form(submission: uuid.UUID, typed: dict[str, Any]) -> None:
    StashedForm.objects.update_or_create(pk=submission, defaults={"typed": typed, "stashed_at": now()})


def stashed_form(request: HttpRequest, key: str) -> tuple[uuid.UUID, dict[str, Any]] | None:
    """The form of this key and what was typed into it; None to a browser that was not given it."""
    held = StashedForm.objects.filter(pk=key).first() if key in forms_of(request) else None
    return (held.pk, held.typed) if held else None


def discard_form(submission: uuid.UUID) -> None:
    """It has been sent."""
    StashedForm.objects.filter(pk=submission).delete()


def forget_old_forms() -> int:
    return StashedForm.objects.filter(stashed_at__lte=now() - KEPT).delete()[0]
