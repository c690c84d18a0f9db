"""Who leaves a post, for good or for some days with nobody standing in, leaves its cases there: they go back
to the queue of the post, at once and every minute anew."""

from contextlib import suppress
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.steps import Stage
from interaction.errors import Refused
from interaction.organs.absences import ATTENDED_POSTS
from interaction.organs.actors import Actor
from interaction.organs.models import Absence, Post, Staff
from interaction.workdays.now import today

VACATED = f"""
WITH attended AS MATERIALIZED ({ATTENDED_POSTS})
SELECT held.id FROM casework_case held JOIN organs_organ organ ON organ.id = held.organ_id
WHERE held.closed_on IS NULL AND held.handler_id IS NOT NULL AND held.state = ANY(%(before_reply)s) AND NOT EXISTS (
    SELECT FROM attended JOIN organs_organ place ON place.id = attended.organ_id
    WHERE attended.staff_id = held.handler_id AND attended.role = 'handler' AND starts_with(organ.path, place.path)
)
ORDER BY held.id
"""  # noqa: S608


def release_vacated() -> int:
    """Give back to the post every case whose handler has left service or the post, or is on leave with nobody standing in;
    return how many.

    A case that was answered meanwhile needs nothing; it never keeps the next from being given back.
    """
    with connection.cursor() as cursor:
        cursor.execute(VACATED, {"today": today(), "before_reply": list(Stage.BEFORE_REPLY)})
        keys = [pk for (pk,) in cursor.fetchall()]
    released = 0
    for pk in keys:
        with suppress(Refused):
            perform(Case.objects.get(pk=pk), "release", Actor.system())
            released += 1
    return released


@receiver([post_save, post_delete], sender=Post)
@receiver(post_save, sender=Staff)
def somebody_left(
    instance: Any, created: bool = False, update_fields: frozenset[str] | None = None, **_kwargs: Any
) -> None:
    """Free the cases of whoever may have left, once the change is there for all to see; signing in is no leaving."""
    if isinstance(instance, Staff) and update_fields is not None and "is_active" not in update_fields:
        return
    staff = instance if isinstance(instance, Staff) else instance.staff
    stands_in = isinstance(instance, Staff) and instance.stands_in.exists()
    if not created and (stands_in or staff.handled_cases.filter(closed_on__isnull=True).exists()):
        transaction.on_commit(release_vacated)


@receiver([post_save, post_delete], sender=Absence)
def somebody_on_leave(instance: Absence, **_kwargs: Any) -> None:
    """The same of whoever may have gone on leave, or lost who stands in."""
    if instance.staff.handled_cases.filter(closed_on__isnull=True).exists():
        transaction.on_commit(release_vacated)
