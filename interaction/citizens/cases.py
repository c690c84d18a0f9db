"""Which cases are a citizen's own: kept when they are sent or added, dropped when who sent them is forgotten."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest

from interaction.casework.channels import Text
from interaction.casework.keyset import whole
from interaction.casework.models import Case, Event, Party
from interaction.casework.registry import channel
from interaction.citizens.models import Citizen, CitizenCase, Means
from interaction.citizens.signing_in import signed_in
from interaction.privacy.encryption import blind_index
from interaction.workdays.now import now

PAGE = 20


@transaction.atomic
def keep(citizen: Citizen, case: Case) -> bool:
    """Make a case this citizen's; False when it is another's, who keeps it. An account deleted meanwhile gets nothing."""
    if not Citizen.objects.select_for_update(no_key=True).filter(pk=citizen.pk).exists():
        return False
    kept, _created = CitizenCase.objects.get_or_create(case=case, defaults={"citizen": citizen, "added_at": now()})
    return kept.citizen_id == citizen.pk


def owns(request: HttpRequest, number: str) -> bool:
    """Whether the case of this number belongs to the citizen signed in here: kept by them, or sent from the contact they
    have proved to be theirs."""
    citizen = signed_in(request)
    if citizen is None:
        return False
    kept = CitizenCase.objects.filter(citizen=citizen, case__number=number).exists()
    return kept or Party.objects.filter(_sent_from(citizen), case__number=number).exists()


def _sent_from(citizen: Citizen) -> Q:
    """What was sent from the contact by which this citizen signs in, as its sender gave it; found by blind index."""
    index = blind_index(str(citizen.means), citizen.reached_at)
    return Party.telephoned_from(index) if citizen.means == Means.PHONE else Q(email_index=index)


def proven_contacts(case: Case) -> Iterator[str]:
    """Yield the contact by which whoever keeps a case signs in: codes have reached them there."""
    for kept in CitizenCase.objects.filter(case=case.pk).select_related("citizen"):
        yield kept.citizen.reached_at


@dataclass(frozen=True)
class SentCase:
    """A case as its sender is told of it."""

    case: Case
    channel: Text
    public_state: Text


def cases_of(citizen: Citizen, before: str) -> tuple[list[SentCase], int | None]:
    """One page of them, the newest first, and the key after which the next one starts."""
    # Each is read by its own index to one page's length, and the two are merged.
    found = [CitizenCase.objects.filter(citizen=citizen), Party.objects.filter(_sent_from(citizen))]
    with suppress(ValueError):  # no key: the first page
        last = whole(before)
        found = [rows.filter(case_id__lt=last) for rows in found]
    ids = {pk for rows in found for pk in rows.order_by("-case_id").values_list("case_id", flat=True)[: PAGE + 1]}
    shown = sorted(ids, reverse=True)[: PAGE + 1]
    cases = Case.objects.in_bulk(shown[:PAGE])
    return [_row(cases[pk]) for pk in shown[:PAGE]], shown[PAGE - 1] if len(shown) > PAGE else None


def _row(case: Case) -> SentCase:
    described = channel(case.channel)
    return SentCase(case, described.label, described.public_states[case.state][0])


def follow(case: Case, event: Event, **_signal: Any) -> None:
    """A case that came out of another (a letter turned into a request by its sender) is of the same citizen; when who
    sent a case is forgotten (个人信息保护法 A.47), so is whose it was."""
    if event.action == "anonymise":
        CitizenCase.objects.filter(case_id=case.pk).delete()
    elif event.seq == 1 and case.origin_id:
        for one in CitizenCase.objects.filter(case_id=case.origin_id).select_related("citizen"):
            keep(one.citizen, case)
