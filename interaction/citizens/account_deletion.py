"""The end of an account: asked for by the citizen, or because nobody has come back for years. Cases stay where they are."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from interaction.backups.erasures import note_erasure
from interaction.citizens.models import Citizen, CitizenCase
from interaction.publicity.retention import last_day_to_keep
from interaction.workdays.now import SHANGHAI, today

# What the list of erasures calls one of an account.
ACCOUNT = "account"


@transaction.atomic
def delete_account(citizen: Citizen) -> None:
    """The row is held first: no case is added to an account that is going."""
    for one in Citizen.objects.select_for_update().filter(pk=citizen.pk):
        _delete(one)


def _delete(citizen: Citizen) -> None:
    note_erasure(ACCOUNT, str(citizen.pk))
    citizen.delete()


def erase_again(key: str) -> bool:
    """Delete an account that was deleted after the backup this database was restored from; whether there was one."""
    found = Citizen.objects.filter(pk=UUID(key)).first()
    if found:
        delete_account(found)
    return found is not None


def forgotten() -> QuerySet[Citizen]:
    """Who has not signed in for as many years as a closed case keeps its party, and has nothing under way.

    个人信息保护法 A.19, A.47: kept no longer than what it is kept for.
    """
    until = datetime.combine(last_day_to_keep(today()) + timedelta(days=1), time.min, SHANGHAI)
    under_way = CitizenCase.objects.filter(citizen=OuterRef("pk"), case__closed_on__isnull=True)
    return Citizen.objects.filter(~Exists(under_way), signed_in_at__lt=until)


def delete_forgotten(most: int = 500) -> int:
    """Each in a transaction of its own; answers how many."""
    found = list(forgotten().order_by("signed_in_at").values_list("pk", flat=True)[:most])
    return sum(_delete_if_forgotten(pk) for pk in found)


@transaction.atomic
def _delete_if_forgotten(pk: UUID) -> int:
    """Looked at again with the row held: they may just have come back."""
    Citizen.objects.select_for_update().filter(pk=pk).first()
    one = forgotten().filter(pk=pk).first()
    if one:
        _delete(one)
    return int(one is not None)
