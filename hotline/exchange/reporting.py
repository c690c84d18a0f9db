"""What the platform above is told of its order: a report, written in the transaction of the event that it tells.

It learns what its own work needs: state, organ, dates, the answer, the caller's verdict. Nothing of the caller but the
words of the answer itself, which the caller reads too.
"""

from collections.abc import Callable
from typing import Any

from django.dispatch import receiver

from hotline.calling_back_forms import STARS
from hotline.exchange.models import StatusReport, UpstreamOrder
from hotline.kinds import DeclineGround
from hotline.models import WorkOrder
from interaction.casework.models import Clock, Event
from interaction.casework.signals import event_recorded
from interaction.replies.drafting import latest
from interaction.workdays.now import now

Content = dict[str, Any]
# So many of five stars are content: basically satisfied counts.
SATISFIED = STARS[2][0]


def _words(event: Event, name: str) -> str:
    words = getattr(event, "words", None)
    return str(words.texts.get(name, "")) if words else ""


def _said(name: str) -> Callable[[WorkOrder, Event], Content]:
    """The words with which a step was done."""
    return lambda case, event: {"text": _words(event, name)}


def _declined(case: WorkOrder, event: Event) -> Content:
    ground = DeclineGround(event.details["ground"])
    return {"ground": ground.value, "ground_label": str(ground.label), "text": _words(event, "advice")}


def _answered(case: WorkOrder, event: Event) -> Content:
    """The draft that is signed in this very transaction."""
    draft = latest(case)
    return {"text": draft.body if draft else ""}


def _rated(case: WorkOrder, event: Event) -> Content:
    assert case.stars is not None
    return {"settled": case.settled, "stars": case.stars, "satisfied": case.stars >= SATISFIED}


def _plain(case: WorkOrder, event: Event) -> Content:
    return {}


# {step of the case: (status, what is told beside state, organ and dates)}; other steps stay inside the county.
STATUSES: dict[str, tuple[str, Callable[[WorkOrder, Event], Content]]] = {
    "accept": ("accepted", _plain),
    "refuse_return_up": ("accepted", _plain),
    "separate": ("accepted", _plain),
    "dispatch": ("dispatched", _plain),
    "transfer": ("dispatched", _plain),
    "arbitrate": ("dispatched", _plain),
    "join": ("joined", _plain),
    "ask_return_up": ("return_asked", _said("reason")),
    "grant_return_up": ("returned", _plain),
    "decline": ("declined", _declined),
    "extend": ("extended", _said("reason")),
    "reply_meanwhile": ("progress", _said("progress")),
    "answer_directly": ("replied", _said("answer")),
    "sign": ("replied", _answered),
    "answer_with_lead": ("replied", _answered),
    "call_back": ("called_back", _rated),
    "rate": ("called_back", _rated),
    "call_back_from_above": ("called_back", _rated),
    "close_unreached": ("closed", _plain),
    "rework": ("reworked", _plain),
    "withdraw": ("withdrawn", _plain),
    "withdraw_from_above": ("withdrawn", _plain),
}
ERASED = "anonymise"


@receiver(event_recorded, sender=WorkOrder)
def follow(sender: type[WorkOrder], case: WorkOrder, event: Event, **_more: Any) -> None:
    """Write the report of an event of an order from above."""
    if not case.is_from_above or event.action not in (*STATUSES, ERASED):
        return
    order = UpstreamOrder.objects.filter(case=case).first()
    if order is None:  # entered by hand
        return
    if event.action == ERASED:
        _forget(order)
        return
    status, more = STATUSES[event.action]
    # The case is locked until the transaction ends, so no two reports are numbered at once.
    last = order.reports.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    StatusReport.objects.create(
        order=order, sequence=last + 1, status=status, send_after=now(),
        content={**_common(case, event), **more(case, event)},
    )  # fmt: skip


def _common(case: WorkOrder, event: Event) -> Content:
    return {
        "at": event.at.isoformat(), "state": str(case.state), "state_label": case.state_label,
        "organ": case.organ.name, **due_dates(case),
    }  # fmt: skip


def due_dates(case: WorkOrder) -> Content:
    """Until when the caller is owed an answer, and the platform above by its own limit."""
    upstream = case.clocks.filter(slot="upstream", state=Clock.State.RUNNING).first()
    return {"due_on": _day(case.due_on), "upstream_due_on": _day(upstream.due_on if upstream else None)}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _forget(order: UpstreamOrder) -> None:
    """个人信息保护法 A.47: with the case, what was sent and told of it is erased; ids, kinds and times remain."""
    held: list[Any] = [*order.messages.all(), *order.reports.all()]
    for one in held:
        one.content = {name: one.content[name] for name in KEPT if name in one.content}
        one.save(update_fields=["content"])


KEPT = ("number", "sequence", "kind", "at", "state", "state_label", "organ", "due_on", "upstream_due_on")


def report_content(report: StatusReport) -> Content:
    """A report as the platform reads it."""
    return {"message_id": str(report.pk), "sequence": report.sequence, "status": report.status, **report.content}


def letter(report: StatusReport) -> Content:
    """A report as it is sent: it names its order."""
    assert report.order.case
    return {"number": report.order.number, "our_number": report.order.case.number, **report_content(report)}
