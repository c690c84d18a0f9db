"""How an order stands, as its platform may ask at any time: what a lost report told is told here again."""

from typing import Any

from hotline.exchange.models import Message, UpstreamOrder
from hotline.exchange.reporting import due_dates, report_content

PAGE = 100
Content = dict[str, Any]


def taken(message: Message) -> Content:
    """The answer to an order that was pushed: always the same."""
    assert message.order.case
    return {
        "number": message.order.number, "our_number": message.order.case.number,
        "received_at": message.received_at.isoformat(),
    }  # fmt: skip


def outcome(message: Message) -> Content:
    """The answer to a message: what has become of it, and which one is awaited."""
    return {
        "number": message.order.number, "message_id": message.message_id, **_outcome(message),
        "expected": message.order.last_taken + 1,
    }  # fmt: skip


def _outcome(message: Message) -> Content:
    return {
        "sequence": message.sequence, "kind": message.kind, "outcome": message.outcome, "reason": message.reason,
    }  # fmt: skip


def order_status(order: UpstreamOrder, after: int) -> Content:
    """The order, its messages from above, and what was reported of it after a certain report."""
    case = order.case
    assert case
    reports = list(order.reports.filter(sequence__gt=after)[: PAGE + 1])
    replied = order.reports.filter(status="replied").order_by("-sequence").first()
    return {
        "number": order.number, "our_number": case.number, "state": str(case.state), "state_label": case.state_label,
        "organ": case.organ.name, **due_dates(case),
        "reply": replied.content.get("text") if replied and case.replied_on else None,
        "expected": order.last_taken + 1,
        "messages": [_outcome(one) for one in order.messages.filter(sequence__gt=0)],
        "reports": [report_content(one) for one in reports[:PAGE]],
        "more": len(reports) > PAGE,
    }  # fmt: skip
