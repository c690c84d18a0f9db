"""The simulated platform against the real server, on a bad line; the county works, and both know the same at the end."""

from contextlib import suppress
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command

from demo.hotline.upper import NotTaken, UpperPlatform, listening
from demo.hotline.upstream import Story
from hotline.exchange.delivering import deliver_waiting
from hotline.exchange.models import Message, Platform, StatusReport
from hotline.models import WorkOrder
from interaction.errors import Refused
from interaction.workdays.now import now
from tests.conftest import do
from tests.hotline.exchange.conftest import platform_of
from tests.hotline.exchange.sending import SECRET
from tests.hotline.telephony.serving import served
from tests.stack.conftest import free_port

pytestmark = pytest.mark.django_db(transaction=True)
WORK = (
    ("accept", "ask_return_up"),
    ("accept", "dispatch", "take_up", "contact_caller", "draft_reply", "approve", "sign"),
    ("decline",),
)


def everything_told(story: Story) -> list[str]:
    """Deliver, and answer what asks for an answer, until nothing is left."""
    heard = []
    while StatusReport.objects.exclude(state="sent").exists():
        StatusReport.objects.filter(state__in=["waiting", "dead"]).update(state="waiting", send_after=now())
        deliver_waiting()
        heard += [report["status"] for report in story.listen(0)]
    return heard


def test_a_chaotic_platform_and_a_county_at_work_agree(county: None) -> None:
    platform_of()
    with served() as url:
        story = Story(UpperPlatform(url, "city", SECRET), Random(4), chaos=True)
        inbox = story.inbox()
        with listening(inbox) as address:
            Platform.objects.update(address=address)
            story.push(12)
            for position, case in enumerate(WorkOrder.objects.order_by("pk")):
                with suppress(Refused, LookupError):  # what was withdrawn above is not worked on
                    do(case, *WORK[position % 3], seed=position)
            heard = everything_told(story)
            assert story.disagreements(inbox) == []
        with pytest.raises(NotTaken, match="401"):
            UpperPlatform(url, "city", "another secret").ask(story.numbers[0])
    assert WorkOrder.objects.count() == len(story.numbers) == 12
    assert {"accepted", "dispatched", "return_asked", "replied", "declined", "withdrawn", "called_back"} <= set(heard)
    assert {"returned", "accepted"} & set(heard)
    assert not Message.objects.filter(outcome="waiting").exists()


def test_the_command_pushes_orders_and_says_whether_both_agree(county: None) -> None:
    out = StringIO()
    with served() as url:
        call_command(
            "upstream_simulator", orders=3, url=url, port=free_port(), seconds=0, seed=4, chaos=True, stdout=out
        )
    pushed = WorkOrder.objects.filter(upstream__platform__code="simulator")
    assert (pushed.count(), pushed.filter(state="submitted").count()) == (3, 3)
    assert "0 orders of which" in out.getvalue()
