"""Orders taken, dispatched, answered and called back by the demo county's people."""

from typing import Any

from hotline.models import WorkOrder
from interaction.casework.engine import perform
from interaction.organs.models import Organ
from tests.conftest import clear_if_hidden, do, staff


def dispatched(code: str = "LL-SLJ", **changes: object) -> WorkOrder:
    order = WorkOrder()
    data: dict[str, Any] = {
        "kind": "help", "title": "县城东区停水", "content": "从早上开始停水，请尽快处理。", "urgency": "ordinary",
        "identity": "withheld", "phone": "13905390001", "name": "张某某", **changes,
    }  # fmt: skip
    perform(order, "take_call", staff("huawu"), data)
    clear_if_hidden(order)
    perform(order, "dispatch", staff("paidan"), {"organ": Organ.objects.get(code=code).pk, "note": ""})
    return order


def answered(order: WorkOrder) -> WorkOrder:
    do(order, "take_up")
    if order.owes_contact:
        do(order, "contact_caller", reached="yes")
    do(order, "draft_reply", "approve", "sign")
    return order


def called_back(code: str = "LL-SLJ", settled: str = "yes", stars: int = 5, **changes: object) -> WorkOrder:
    order = answered(dispatched(code, **changes))
    perform(order, "call_back", staff("huawu"), {"settled": settled, "stars": stars, "words": ""})
    return order


def excluded(order: WorkOrder, granted: str = "yes") -> None:
    do(order, "ask_exclusion")
    perform(order, "decide_exclusion", staff("rexian-duban"), {"granted": granted, "reason": "经核实。"})
