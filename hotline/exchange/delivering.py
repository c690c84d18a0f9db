"""Sending reports to their platforms: of one order one after another, again until they are taken, safe to be killed.

A worker killed between sending and noting sends again; the platform knows the report by its id. A report that was not
taken at any attempt is dead: those behind it wait, and a person of the hotline looks at it (desk.py).
"""

import json
import logging
from datetime import timedelta
from http.client import HTTPException
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from hotline.exchange.models import StatusReport
from hotline.exchange.reporting import letter
from hotline.webhooks.posting import SERVER_AT_FAULT, request_signed
from interaction.workdays.now import now

logger = logging.getLogger(__name__)
State = StatusReport.State
ATTEMPTS = 10
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
# A worker that claimed a report and was killed holds it no longer than this.
CLAIM_LASTS = timedelta(minutes=5)
SUCCESS, BUSY = range(200, 300), 429


def deliver_waiting(most: int = 200) -> int:
    """Send what is due; answers how many were taken. A platform that does not answer is left alone until the next time."""
    taken = 0
    silent: set[UUID] = set()
    for _attempt in range(most):
        report = _claim_next(silent)
        if report is None:
            break
        status, fault = _send(report)
        if status in SUCCESS:
            taken += note_sent(report)
            continue
        _note_failure(report, fault or str(status))
        if fault or status >= SERVER_AT_FAULT or status == BUSY:
            silent.add(report.order.platform_id)
    return taken


def retry(report: StatusReport) -> bool:
    """Let a dead report, and those behind it, be sent anew."""
    again = StatusReport.objects.filter(pk=report.pk, state=State.DEAD)
    return bool(again.update(state=State.WAITING, attempts=0, send_after=now(), claimed_at=None))


def _claim_next(silent: set[UUID]) -> StatusReport | None:
    """The next report that is due, the first of its order that was not taken."""
    moment = now()
    free = Q(state=State.WAITING) | Q(state=State.SENDING, claimed_at__lt=moment - CLAIM_LASTS)
    earlier = StatusReport.objects.filter(order=OuterRef("order"), sequence__lt=OuterRef("sequence"))
    due = (
        StatusReport.objects.filter(free, ~Exists(earlier.exclude(state=State.SENT)), send_after__lte=moment)
        .filter(order__platform__active=True)
        .exclude(order__platform__address="")
        .exclude(order__platform_id__in=silent)
    )
    with transaction.atomic():
        report = (
            due.select_for_update(skip_locked=True, of=("self",))
            .select_related("order__platform", "order__case")
            .order_by("send_after", "order", "sequence")
            .first()
        )
        if report:
            report.state, report.claimed_at, report.attempts = State.SENDING, moment, report.attempts + 1
            report.save(update_fields=["state", "claimed_at", "attempts"])
    return report


def _send(report: StatusReport) -> tuple[int, str]:
    """The status of the answer, or what kept it from coming."""
    platform = report.order.platform
    body = json.dumps(letter(report), ensure_ascii=False).encode()
    try:
        status, _answer = request_signed("POST", platform.address, platform.secret, body)
    except (OSError, HTTPException, ValueError) as fault:
        return 0, type(fault).__name__
    return status, ""


def note_sent(report: StatusReport) -> bool:
    return bool(_mine(report).update(state=State.SENT, sent_at=now(), failure=""))


def _note_failure(report: StatusReport, failure: str) -> None:
    # The reason is logged without address or content.
    logger.warning("report %s did not go out: %s", report.pk, failure)
    last = report.attempts >= ATTEMPTS
    _mine(report).update(
        state=State.DEAD if last else State.WAITING, failure=failure, send_after=now() + _pause(report.attempts)
    )


def _pause(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)


def _mine(report: StatusReport) -> QuerySet[StatusReport]:
    """The report, as long as nobody else has claimed it since."""
    return StatusReport.objects.filter(pk=report.pk, state=State.SENDING, claimed_at=report.claimed_at)
