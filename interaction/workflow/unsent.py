"""Nothing typed at the desk is lost: what somebody has not sent yet is kept for them, by person and page.

It is saved while one types, and when a form comes in after the session has ended. Sealed, shown to nobody else, never
sent by itself; gone when the form is sent, or after some weeks.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.http import QueryDict

from interaction.visitors.idempotency import NOT_TYPED, WRITTEN_BY
from interaction.workdays.now import now
from interaction.workflow.models import UnsentForm

# In what a form sends: for whom the page was made, signed.
_SALT = "interaction.workflow.unsent"
# In the address of a page: begin anew, without what was typed before.
ANEW = "anew"
KEPT, BEING_WRITTEN = timedelta(days=21), timedelta(minutes=10)
LONGEST_ADDRESS = 200
# Over which version it was typed belongs to what was typed: nobody overwrites unseen what was written since.
VERSIONS = frozenset({"version", "seen"})


def sign_writer(staff: int) -> str:
    """Seal into a page for whom of the staff it was made."""
    return signing.dumps(staff, salt=_SALT)


def writer_of(sent: Mapping[str, Any]) -> int | None:
    """Return for whom the page was made that sent this; None for a page of nobody of the staff."""
    try:
        return int(signing.loads(sent.get(WRITTEN_BY, ""), salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def keep_unsent(writer: int, address: str, sent: QueryDict, lost: Iterable[str] = ()) -> UnsentForm:
    """Keep what somebody typed into the form at an address; `lost` are names of files that could not be kept."""
    typed = {name: values for name, values in sent.lists() if name not in NOT_TYPED or name in VERSIONS}
    given = {"typed": typed, "lost": list(lost)}
    return UnsentForm.objects.update_or_create(
        writer_id=writer, address=address[:LONGEST_ADDRESS], defaults={"texts": given, "saved_at": now()}
    )[0]


def unsent(writer: int | None, address: str) -> UnsentForm | None:
    """Return what this person typed here and has not sent."""
    if writer is None:
        return None
    return UnsentForm.objects.filter(writer_id=writer, address=address[:LONGEST_ADDRESS]).first()


def discard_unsent(writer: int | None, address: str) -> None:
    """It has been sent."""
    UnsentForm.objects.filter(writer_id=writer, address=address[:LONGEST_ADDRESS]).delete()


def being_written(under: str, but: int | None) -> QuerySet[UnsentForm]:
    """What others are writing just now on pages under an address."""
    recent = UnsentForm.objects.filter(address__startswith=under, saved_at__gt=now() - BEING_WRITTEN)
    return recent.exclude(writer_id=but).select_related("writer").order_by("saved_at").defer("texts")


def forget_old_unsent() -> int:
    """Forget what nobody sent for some weeks."""
    return UnsentForm.objects.filter(saved_at__lt=now() - KEPT).delete()[0]
