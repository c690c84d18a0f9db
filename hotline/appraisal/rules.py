"""What costs an organ points, and who stands on the red and the black list. Plain Python.

A month begins with a hundred points. Every point lost stands for one thing that happened to one order, which can be
looked at and appealed against. The amounts are the county's practice (接诉即办考核); they are data.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

FULL = Decimal(100)
# From so many answered orders a month an organ is ranked at all; from and below so many points it is listed.
FEWEST_ORDERS, RED_FROM, BLACK_BELOW = 5, Decimal(95), Decimal(80)


@dataclass(frozen=True)
class Loss:
    code: str
    label: str
    points: Decimal


LOSSES = {
    one.code: one
    for one in (
        Loss("late_reply", "超期答复", Decimal(2)),
        Loss("late_signing", "未按时签收", Decimal("0.5")),
        Loss("late_contact", "未按时联系来电人", Decimal(1)),
        Loss("late_rework", "重办超期", Decimal(2)),
        Loss("return_refused", "退单被驳回", Decimal(1)),
        Loss("return_lost", "退单经裁定仍由本单位承办", Decimal("1.5")),
        Loss("dissatisfied", "来电人不满意", Decimal(1)),
        Loss("unsettled", "来电人表示未解决", Decimal(1)),
        Loss("unsettled_again", "重办后仍未解决", Decimal(2)),
        Loss("supervised", "被督办", Decimal(1)),
        Loss("poor_quality", "质检不合格", Decimal(1)),
    )
}
# The clocks whose missing costs points, and the marks that stop them.
OF_CLOCKS = {
    "reply": ("late_reply", ("replied",)),
    "sign": ("late_signing", ("taken_up", "contacted", "returned")),
    "contact": ("late_contact", ("contacted",)),
    "rework": ("late_rework", ("replied_again",)),
}
# What a caller's verdict may cost; lifted when the order is excluded from the rates.
VERDICTS = ("dissatisfied", "unsettled", "unsettled_again")
DISSATISFIED = 2  # stars, or fewer


@dataclass(frozen=True)
class Standing:
    """An organ in a month."""

    organ: int
    orders: int
    lost: Decimal

    @property
    def score(self) -> Decimal:
        """No organ falls below nought."""
        return max(FULL - self.lost, Decimal(0))

    @property
    def ranked(self) -> bool:
        return self.orders >= FEWEST_ORDERS

    @property
    def red(self) -> bool:
        return self.ranked and self.score >= RED_FROM

    @property
    def black(self) -> bool:
        return self.ranked and self.score < BLACK_BELOW


@dataclass(frozen=True)
class Placed:
    standing: Standing
    # None for an organ with too few orders to be compared.
    rank: int | None


def placed(standings: Iterable[Standing]) -> list[Placed]:
    """Equal scores share a rank, the next rank skips; who is not ranked comes last."""
    order = sorted(standings, key=lambda one: (not one.ranked, -one.score, one.organ))
    found: list[Placed] = []
    for position, one in enumerate(order, start=1):
        tied = found and found[-1].standing.ranked and found[-1].standing.score == one.score
        rank = (found[-1].rank if tied else position) if one.ranked else None
        found.append(Placed(one, rank))
    return found
