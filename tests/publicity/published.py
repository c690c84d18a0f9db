"""Letters that are published, or are about to be, for the tests of what the public may read."""

from typing import Any

from django.test import Client

from interaction.casework.models import Case
from interaction.publicity.models import Publication
from tests.conftest import do, open_case, staff
from tests.portal.reading import squeezed

TO_REPLY = ("accept", "dispatch", "take_up", "draft_reply", "approve", "sign")
WORDS = {"title": "南关街路灯不亮", "content": "南关街路灯坏了半个月，晚上出行不便，请尽快维修路灯。"}


def replied(seed: int = 1, **changes: object) -> Case:
    """A letter that has its reply, and whose sender agrees to publication."""
    case = open_case("letter", seed, **{"public_wish": "on", **WORDS, **changes})
    do(case, *TO_REPLY, seed=seed)
    return case


def published(seed: int = 1, **changes: object) -> Publication:
    case = replied(seed, **changes)
    do(case, "publish_reply", seed=seed)
    return Publication.objects.get(case=case)


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(staff(username).staff)  # type: ignore[arg-type]
    return client


def publisher_of(case: Case) -> Client:
    """Whoever publishes for the whole county."""
    from interaction.casework.actions import actions_of
    from tests.conftest import actor_for

    client = Client()
    client.force_login(actor_for(actions_of(type(case))["publish_reply"], case).staff)  # type: ignore[arg-type]
    return client


def page(answer: Any) -> str:
    return squeezed(str(answer.content.decode()))
