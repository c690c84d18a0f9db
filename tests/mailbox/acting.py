"""Letters taken through the office's steps by the demo county's people."""

from collections.abc import Callable
from datetime import date
from typing import Any

from interaction.casework.engine import perform
from interaction.organs.models import Organ
from mailbox.models import Mailbox
from tests.conftest import do, open_case, staff

OnDay = Callable[[date], None]
MONDAY = date(2025, 3, 3)
WORDS = "小区自来水压力不足，四层以上早晚没有水，物业说是管网的问题，请协调解决"


def organ(code: str) -> Organ:
    return Organ.objects.get(code=code)


def letter(title: str = "自来水压力不足", content: str = WORDS, **changes: Any) -> Any:
    """To the county's leader; its own county desk screens and dispatches."""
    return open_case(
        "letter",
        mailbox=Mailbox.objects.get(organ__code="LL").pk,
        kind="request",
        title=title,
        content=content,
        **changes,
    )


def accept(case: Any, **changes: Any) -> None:
    perform(case, "accept", staff("shoujian"), {"kind": case.kind, "urgency": "ordinary", **changes})


def dispatch(case: Any, code: str) -> None:
    perform(case, "dispatch", staff("shoujian"), {"organ": organ(code).pk})


def answer(case: Any) -> None:
    do(case, "draft_reply", "approve", "sign")


def clocks(case: Any) -> dict[str, Any]:
    return {clock.slot: clock for clock in case.clocks.all()}
