"""A form opens one case, also of many that send it at once."""

import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import IntegrityError, connection

from demo.channels import sample
from interaction.casework.engine import perform
from interaction.casework.models import Case, Event
from interaction.organs.actors import Actor
from mailbox.models import Letter

AT_ONCE = 8


def send(key: uuid.UUID, seed: int) -> str:
    letter = Letter(submission_key=key)
    try:
        perform(letter, "submit", Actor.party(), sample(letter.describes.key, "submit", letter, Random(seed)))
    except IntegrityError:
        return "sent before"
    return "opened"


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_by_many_at_once_opens_one_case(county: None) -> None:
    key, start = uuid.uuid4(), threading.Barrier(AT_ONCE)

    def press(seed: int) -> str:
        start.wait(timeout=20)
        try:
            return send(key, seed)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as people:
        assert Counter(people.map(press, range(AT_ONCE))) == {"opened": 1, "sent before": AT_ONCE - 1}
    assert Case.objects.get(submissions__key=key).events.count() == Event.objects.count() == 1
