"""Who sent a case, and everybody else, follow it in English."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from interaction.casework.actions import available
from interaction.casework.models import Case
from interaction.casework.registry import channels
from interaction.organs.actors import Actor
from interaction.publicity.models import Publication
from interaction.replies.models import Document
from interaction.statistics.fold import fold
from tests.lived.county import START
from tests.portal.reading import chinese_in, opened, read_page

pytestmark = pytest.mark.django_db
OF_EACH = 4


def some_of_each_state(many: int = OF_EACH) -> Iterator[Case]:
    seen: Counter[tuple[str, str]] = Counter()
    for row in Case.objects.order_by("pk"):
        seen[row.channel, row.state] += 1
        if seen[row.channel, row.state] <= many:
            yield row


def test_who_sent_a_case_follows_it_in_english(evening: datetime) -> None:
    read_actions = set()
    for row in some_of_each_state():
        case, client = row.specific, opened(row)
        read_page(client, f"/en/receipt/{case.number}/")
        read_page(client, f"/en/track/{case.number}/")
        for action in available(case, Actor.party(case.pk)):
            read_page(client, f"/en/track/{case.number}/do/{action.name}/")
            if action.form.base_fields and (case.channel, action.name) not in read_actions:
                answer = client.post(f"/en/track/{case.number}/do/{action.name}/", {"correction": "\x07"})
                assert answer.status_code == 302 or chinese_in(answer.content.decode()) == []
            read_actions.add((case.channel, action.name))
    assert {("disclosure", "add_material"), ("letter", "rate"), ("order", "withdraw")} <= read_actions
    fold()
    years = f"?year={START.year + 1}"
    for query in ["", years, *(f"{years}&channel={one.key}" for one in channels())]:
        read_page(Client(), f"/en/statistics/{query}")
    for publication in Publication.objects.all():
        read_page(Client(), f"/en/replies/{publication.pk}/", 410 if publication.withdrawn_at else 200)
    for document in Document.objects.order_by("pk")[:20]:
        read_page(Client(), f"/en/verify/?code={document.verification_code}")
