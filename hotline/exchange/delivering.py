"""Sending reports to their platforms: of one order one after another, again until they are taken.

A report that was sent twice is known to the platform by its id. A report that was not taken at any attempt is dead:
those behind it wait, and a person of the hotline looks at it (desk.py).
"""

import json

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from hotline.exchange.models import StatusReport
from hotline.exchange.reporting import letter
from hotline.telephony.authority import is_supervisor
from hotline.webhooks.posting import request_signed
from interaction.notices.delivery import Courier, DeadLetter, NotTaken, deliver
from interaction.organs.actors import Actor
from interaction.organs.models import Role

SUCCESS = range(200, 300)


class ReportCourier(Courier[StatusReport]):
    """Each platform is a lane of its own."""

    key, label = "reports", _("向上级平台的回传")
    patience = 1
    order = ("send_after", "order", "sequence")

    def all(self) -> QuerySet[StatusReport]:
        return StatusReport.objects.select_related("order__platform", "order__case")

    def rows(self) -> QuerySet[StatusReport]:
        """Of each order the first that was not taken."""
        earlier = StatusReport.objects.filter(order=OuterRef("order"), sequence__lt=OuterRef("sequence"))
        return (
            self.all()
            .filter(~Exists(earlier.exclude(state=StatusReport.State.SENT)), order__platform__active=True)
            .exclude(order__platform__address="")
            .annotate(lane=F("order__platform_id"))
        )

    def send(self, row: StatusReport) -> None:
        platform = row.order.platform
        body = json.dumps(letter(row), ensure_ascii=False).encode()
        status, _answer = request_signed("POST", platform.address, platform.secret, body)
        if status not in SUCCESS:
            raise NotTaken(status)

    def dead_letter(self, row: StatusReport) -> DeadLetter:
        return DeadLetter(row.order.number, row.order.platform.name, row.order.case_id)

    def is_handled_by(self, actor: Actor) -> bool:
        return is_supervisor(actor) or Role.ADMINISTRATOR in actor.roles


REPORTS = ReportCourier()


def deliver_waiting() -> int:
    """Send the reports that are due; answers how many were taken."""
    return deliver(REPORTS)
