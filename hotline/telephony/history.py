"""What is known of a caller by the number alone: earlier calls and cases, found by blind index, nothing decrypted."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q, QuerySet

from hotline.telephony.authority import works_at_hotline
from hotline.telephony.models import Call
from hotline.telephony.reading import citizens_number
from interaction.casework.accusations import kept_from
from interaction.casework.free_text import FreeTextCase
from interaction.casework.models import Case, Party
from interaction.casework.queries import seen_by
from interaction.casework.registry import channels
from interaction.organs.actors import Actor
from interaction.privacy.encryption import blind_index

MOST = 20
NOTHING = Q(pk__in=[])


def number_index(number: str) -> str:
    """The blind index of a number in any usual writing; empty for none (a withheld number is nobody's)."""
    normal = citizens_number(number.strip(), settings.AREA_CODE)
    return blind_index("phone", normal) if normal else ""


def earlier_calls(call: Call) -> QuerySet[Call]:
    """The caller's other calls, newest first, with who answered them."""
    if not call.phone_index:
        return Call.objects.none()
    others = Call.objects.filter(phone_index=call.phone_index).exclude(pk=call.pk)
    return others.select_related("agent").order_by("-ringing_at")[:MOST]


def cases_of_caller(call: Call, actor: Actor) -> list[Case]:
    """The caller's cases, newest first: those the actor may see, and (by number, title and state alone) matters that
    went elsewhere, so that nobody is asked to tell a letter again. What was sent under a hidden name is not among them:
    a number is no proof of who calls."""
    return _cases(call.phone_index, actor)


def cases_of(number: str, actor: Actor) -> list[Case]:
    """The same by a number that somebody says."""
    return _cases(number_index(number), actor)


def _cases(index: str, actor: Actor) -> list[Case]:
    if not index:
        return []
    # By the number first, whose index leaves a handful; a case's place is then a comparison.
    ids = list(
        Party.objects.filter(Party.telephoned_from(index))
        .order_by("-case_id")
        .values_list("case_id", flat=True)[: 5 * MOST]
    )
    told_in_words = [one.key for one in channels() if issubclass(one.model, FreeTextCase)]
    elsewhere = Q(channel__in=told_in_words) & ~Q(identity=Case.Identity.HIDDEN) if works_at_hotline(actor) else NOTHING
    shown = reduce(or_, [*seen_by(actor), elsewhere])
    return list(
        Case.objects.filter(shown, pk__in=ids)
        .exclude(kept_from(actor))
        .select_related("organ", "addressed_to")
        .order_by("-pk")[:MOST]
    )
