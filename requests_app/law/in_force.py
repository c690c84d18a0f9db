"""Which version of a rule holds on a day: the one in the code, or what the county's legal office confirmed since."""

from dataclasses import dataclass
from datetime import date

from requests_app.law.models import LawVersion
from requests_app.law.provisions import Provision
from requests_app.law.remedies import REMEDY_LAW


@dataclass(frozen=True)
class Law:
    """The rules of remedies on one day."""

    day: date
    confirmed: tuple[LawVersion, ...]

    def on(self, code: str) -> Provision:
        """The version of a rule that began last. Raises LookupError where there is none yet."""
        base = REMEDY_LAW.on(code, self.day)
        since = max(
            (one for one in self.confirmed if one.rule == code), key=lambda one: one.effective_from, default=None
        )
        if since is None or (base.since is not None and base.since > since.effective_from):
            return base
        return since.after(base)


def law_on(day: date) -> Law:
    """The law of a day (Asia/Shanghai): one read, however many rules are asked for."""
    confirmed = LawVersion.objects.filter(state=LawVersion.State.CONFIRMED, effective_from__lte=day)
    return Law(day, tuple(confirmed.order_by("pk")))
