"""Which cases are a citizen's own: kept when they are sent or added, dropped when who sent them is forgotten."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from interaction.casework.channels import Text
from interaction.casework.keyset import whole
from interaction.casework.models import Case, Event
from interaction.casework.registry import channel
from interaction.citizens.models import Citizen, CitizenCase
from interaction.citizens.signing_in import signed_in
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
    """Whether the case of this number belongs to the citizen signed in here."""
    citizen = signed_in(request)
    return citizen is not None and CitizenCase.objects.filter(citizen=citizen, case__number=number).exists()


@dataclass(frozen=True)
class SentCase:
    """A case as its sender is told of it."""

    case: Case
    channel: Text
    public_state: Text


def cases_of(citizen: Citizen, before: str) -> tuple[list[SentCase], int | None]:
    """One page of them, the newest first, and the key after which the next one starts."""
    found = CitizenCase.objects.filter(citizen=citizen).select_related("case").order_by("-case_id")
    with suppress(ValueError):  # no key: the first page
        found = found.filter(case_id__lt=whole(before))
    cases = [one.case for one in found[: PAGE + 1]]
    return [_row(case) for case in cases[:PAGE]], cases[PAGE - 1].pk if len(cases) > PAGE else None


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
