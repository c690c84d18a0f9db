"""Whatever the line does - loses, doubles, reorders - one order comes of it, and both sides know the same of it."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo.hotline.upper import Inbox, Letter, UpperPlatform, listening
from hotline.exchange.delivering import REPORTS, deliver_waiting
from hotline.exchange.models import Message, Platform, StatusReport, UpstreamOrder
from hotline.exchange.reporting import STATUSES
from hotline.models import WorkOrder
from interaction.casework.timeline import verify
from interaction.errors import Refused
from interaction.notices.delivery import ATTEMPTS, send_again
from interaction.workdays.now import now
from tests.conftest import do
from tests.depth import examples
from tests.hotline.exchange.sending import ORDER, SECRET, ask, post

pytestmark = pytest.mark.django_db
NUMBER = ORDER["number"]
SAID = ("reminder", "supplement", "withdrawal", "return_granted", "return_refused", "call_back_result")
DONE = ("accept", "ask_return_up", "dispatch", "take_up", "contact_caller", "draft_reply", "approve", "sign",
        "decline", "answer_directly", "call_back", "rework", "reply_meanwhile")  # fmt: skip
FORTUNE = ("arrives", "arrives twice", "answer lost", "lost", "overtaken")
FIELDS: dict[str, dict[str, Any]] = {
    "supplement": {"words": "补充"}, "return_refused": {"words": "理由"}, "call_back_result": {"settled": "no", "stars": 2},
}  # fmt: skip
STEP = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(SAID)),
    st.tuples(st.just("do"), st.sampled_from(DONE)),
    st.tuples(st.just("report"), st.lists(st.sampled_from(("", "", "refuse", "mute")), max_size=4)),
)


@dataclass
class Line:
    """What lies between the two sides. The platform repeats a letter until it is answered."""

    fortunes: list[str]
    unanswered: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        self.unanswered.append(letter)
        fortune = self.fortunes.pop() if self.fortunes else "arrives"
        if fortune in ("arrives", "arrives twice"):
            self.unanswered.remove(letter)
        for _time in range({"arrives twice": 2, "lost": 0, "overtaken": 0}.get(fortune, 1)):
            arrive(letter)

    def repeat(self, order: list[int]) -> None:
        """What was not answered, again, in any order."""
        ranks = {id(letter): (order[place % len(order)], place) for place, letter in enumerate(self.unanswered)}
        for letter in sorted(self.unanswered, key=lambda one: ranks[id(one)]):
            arrive(letter)
        self.unanswered.clear()


def arrive(letter: Letter) -> None:
    answer = post(letter.path, letter.content)
    assert answer.status_code in (200, 202), answer.content.decode()


def work(name: str) -> None:
    """A step of the county, if there is an order and its state allows it."""
    case = WorkOrder.objects.first()
    if case is None:
        return
    with suppress(Refused, LookupError):
        do(case, name)


def everything_delivered(box: Inbox) -> None:
    """Time passes, and people look after what was given up, until all reports are taken."""
    box.fault = lambda: ""
    for _time in range(ATTEMPTS):
        StatusReport.objects.exclude(state="sent").update(send_after=now())
        for dead in StatusReport.objects.filter(state="dead"):
            send_again(REPORTS, dead.pk)
        deliver_waiting()


def in_rollback(story: Any) -> None:
    """Examples see nothing of each other."""
    with transaction.atomic():
        Platform.objects.create(code="city", name="市级平台", source="city", secret=SECRET)
        story()
        transaction.set_rollback(True)


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(STEP, max_size=14),
    pushed_at=st.integers(0, 14),
    fortunes=st.lists(st.sampled_from(FORTUNE), max_size=12),
    order=st.lists(st.integers(0, 20), min_size=1, max_size=8),
)
def test_both_sides_come_to_know_the_same(
    county: None, steps: list[tuple[str, Any]], pushed_at: int, fortunes: list[str], order: list[int]
) -> None:
    def story() -> None:
        upper, line, box = UpperPlatform("", "city", SECRET), Line(list(fortunes)), Inbox(SECRET)
        with listening(box) as address:
            Platform.objects.update(address=address)
            converse(upper, line, box, steps, pushed_at)
            line.repeat(order)
            everything_delivered(box)
        agree(upper, box)

    in_rollback(story)


def converse(upper: UpperPlatform, line: Line, box: Inbox, steps: list[tuple[str, Any]], pushed_at: int) -> None:
    pushing = upper.order(**{**ORDER})
    for position, (what, which) in enumerate(steps):
        if position == pushed_at:
            line.send(pushing)
        if what == "say":
            line.send(upper.message(NUMBER, which, **FIELDS.get(which, {})))
        elif what == "do":
            work(which)
        else:
            faults = list(which)
            box.fault = lambda faults=faults: faults.pop() if faults else ""  # type: ignore[misc]
            StatusReport.objects.filter(state="waiting").update(send_after=now())
            deliver_waiting()
    if pushed_at >= len(steps):
        line.send(pushing)


def agree(upper: UpperPlatform, box: Inbox) -> None:
    case, order = WorkOrder.objects.get(), UpstreamOrder.objects.get()
    assert order.last_taken == upper.said[NUMBER]
    assert not Message.objects.filter(outcome="waiting").exists()
    told = box.reports.get(NUMBER, [])
    written = list(order.reports.all())
    assert [one["sequence"] for one in told] == [one.sequence for one in written] == list(range(1, len(written) + 1))
    assert [one["message_id"] for one in told] == [str(one.pk) for one in written]
    assert {one.state for one in written} <= {"sent"}
    happened = [one.action for one in case.events.all() if one.action in STATUSES]
    assert [one.status for one in written] == [STATUSES[action][0] for action in happened]
    stands = ask().json()
    assert (stands["state"], stands["our_number"], stands["more"]) == (str(case.state), case.number, False)
    assert [{**one, "number": NUMBER, "our_number": case.number} for one in stands["reports"]] == told
    if told and case.state in ("withdrawn", "returned_up", "declined", "closed"):
        assert told[-1]["state"] == case.state
    assert [broken for broken in verify(WorkOrder.objects.all()) if broken] == []


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(st.sampled_from(SAID), max_size=5),
    arrivals=st.lists(st.integers(0, 5), max_size=12),
)
def test_order_and_repetition_of_requests_do_not_matter(county: None, said: list[str], arrivals: list[int]) -> None:
    upper = UpperPlatform("", "city", SECRET)
    letters = [upper.order(**ORDER), *(upper.message(NUMBER, kind, **FIELDS.get(kind, {})) for kind in said)]
    jumbled = [letters[place] for place in arrivals if place < len(letters)]
    results = []

    def story(sent: list[Letter]) -> None:
        for letter in sent:
            arrive(letter)
        case = WorkOrder.objects.get()
        messages = [(one.sequence, one.outcome, one.reason) for one in Message.objects.order_by("sequence")]
        statuses = [one.status for one in StatusReport.objects.order_by("sequence")]
        results.append((case.state, [one.action for one in case.events.all()], messages, statuses))

    in_rollback(lambda: story(letters))
    in_rollback(lambda: story([*jumbled, *reversed(letters)]))
    assert results[0] == results[1]
