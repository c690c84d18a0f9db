"""Many requests at once, on real transactions: one order, one place in the sequence for each message and report."""

import threading
from collections import Counter
from typing import Any

import pytest
from django.db import connection

from hotline.exchange.models import Message, StatusReport, UpstreamOrder
from hotline.models import WorkOrder
from interaction.casework.engine import perform
from interaction.casework.timeline import verify
from interaction.errors import Refused
from interaction.organs.models import Organ
from tests.conftest import do, staff
from tests.hotline.exchange.conftest import platform_of
from tests.hotline.exchange.sending import ORDER, message, push, say

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = ORDER["number"]


def at_once(count: int, work: Any) -> None:
    together = threading.Barrier(count)

    def run(position: int) -> None:
        together.wait()
        try:
            work(position)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(position,)) for position in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_twenty_duplicates_at_once_are_one_order(county: None) -> None:
    platform_of()
    answers: Counter[tuple[str, int, bytes]] = Counter()
    letters = [message("reminder", 2), message("supplement", 1), message("withdrawal", 3)]

    def send(position: int) -> None:
        for letter in letters[position % 3 :] + letters[: position % 3]:
            assert say(letter).status_code in (200, 202)
        answer = push(ORDER)
        answers["push", answer.status_code, answer.content] += 1
        for letter in letters:
            answer = say(letter)
            answers[letter["kind"], answer.status_code, answer.content] += 1

    at_once(20, send)
    assert sorted((what, status, count) for (what, status, _content), count in answers.items()) == [
        ("push", 200, 20), ("reminder", 200, 20), ("supplement", 200, 20), ("withdrawal", 200, 20),
    ]  # fmt: skip
    case = WorkOrder.objects.get()
    assert [one.action for one in case.events.all()] == [
        "take_from_above", "supplement_from_above", "remind_from_above", "withdraw_from_above",
    ]  # fmt: skip
    assert (UpstreamOrder.objects.get().last_taken, Message.objects.count()) == (3, 4)
    assert [broken for broken in verify(type(case).objects.all()) if broken] == []


def test_the_platform_and_the_county_at_once_do_not_wait_for_each_other(county: None) -> None:
    """Messages lock the order and then the case, steps the case and then refer to the order."""
    platform_of()
    push(ORDER)
    case = WorkOrder.objects.get()
    do(case, "accept")
    organs = list(Organ.objects.filter(kind=Organ.Kind.DEPARTMENT).values_list("pk", flat=True))
    do(case, "dispatch", organ=organs[0])
    refused: list[str] = []

    def work(position: int) -> None:
        if position % 2:
            assert say(message("reminder", (position + 1) // 2)).status_code in (200, 202)
            return
        try:
            data = {"organ": organs[position // 2 + 1], "reason": "经核实，由该单位负责。"}
            perform(WorkOrder.objects.get(pk=case.pk), "transfer", staff("paidan"), data)
        except Refused as refusal:
            refused.append(str(refusal))

    at_once(16, work)
    assert refused == []
    numbers = list(StatusReport.objects.order_by("sequence").values_list("sequence", "status"))
    assert numbers == [(1, "accepted"), *((sequence, "dispatched") for sequence in range(2, 11))]
    assert UpstreamOrder.objects.get().last_taken == 8
