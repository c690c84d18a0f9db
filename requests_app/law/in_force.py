"""Which version of a rule holds on a day: the one in the code, or what the county's legal office confirmed since."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from requests_app.fees import Scale, Tariff
from requests_app.law.chapters import law_table
from requests_app.law.models import LawVersion
from requests_app.law.provisions import REFUSES, Provision


@dataclass(frozen=True)
class Law:
    """The rules of one day. (Clocks read their limits from the same versions: interaction.limits.configured.)"""

    day: date
    confirmed: tuple[LawVersion, ...]

    def on(self, code: str) -> Provision:
        """The version of a rule that began last. Raises LookupError where there is none yet."""
        base = law_table().on(code, self.day)
        since = max(
            (one for one in self.confirmed if one.rule == code), key=lambda one: one.effective_from, default=None
        )
        if since is None or (base.since is not None and base.since > since.effective_from):
            return base
        return since.after(base)

    def lines(self, code: str, **filled_in: str) -> list[str]:
        """The paragraphs of a notice, with what is filled into them."""
        return [line % filled_in for line in self.on(code).value.splitlines() if line.strip()]

    def scale(self, tariff: Tariff) -> Scale | None:
        """What the units of a tariff cost; None before the rules of fees were in force."""
        try:
            return Scale.read(tariff, self.on(f"tariff.{tariff}").value)
        except LookupError:
            return None

    def refusing(self, grounds: Collection[str]) -> list[str]:
        """Which of these grounds of withholding a part are 不予公开 in the sense of 行政复议法 A.23."""
        return [one for one in grounds if self.on(f"ground.{one}").value == REFUSES]


def wording_on(code: str, day: date) -> str:
    """What a letter of any channel says on a day."""
    return law_on(day).on(code).value


def law_on(day: date) -> Law:
    """The law of a day (Asia/Shanghai): one read, however many rules are asked for."""
    confirmed = LawVersion.objects.filter(state=LawVersion.State.CONFIRMED, effective_from__lte=day)
    return Law(day, tuple(confirmed.order_by("pk")))
