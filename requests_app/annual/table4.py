"""Table 4 of the annual report: reconsideration and litigation (国办公开办函〔2021〕30号, 四; 条例 A.50 (3))."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Self

from interaction.i18n.translation import gettext_noop as _


class Result(NamedTuple):
    code: str
    label: str


class Remedy(NamedTuple):
    code: str
    label: str
    group: str = ""


RESULTS = (
    Result("upheld", _("结果维持")),
    Result("corrected", _("结果纠正")),
    Result("other", _("其他结果")),
    Result("pending", _("尚未审结")),
    Result("total", _("总计")),
)

REMEDIES = (
    Remedy("reconsideration", _("行政复议")),
    Remedy("litigation_direct", _("未经复议直接起诉"), _("行政诉讼")),
    Remedy("litigation_after", _("复议后起诉"), _("行政诉讼")),
)


@dataclass(frozen=True)
class Results:
    """How the cases of one remedy ended; those that have not are `pending`."""

    upheld: int = 0
    corrected: int = 0
    other: int = 0
    pending: int = 0

    @property
    def total(self) -> int:
        return self.upheld + self.corrected + self.other + self.pending

    def as_json(self) -> dict[str, int]:
        return {result.code: getattr(self, result.code) for result in RESULTS}

    @classmethod
    def from_json(cls, kept: Mapping[str, int]) -> Self:
        return cls(**{code: number for code, number in kept.items() if code != "total"})

    def __add__(self, other: Self) -> Self:
        return type(self)(
            self.upheld + other.upheld,
            self.corrected + other.corrected,
            self.other + other.other,
            self.pending + other.pending,
        )


@dataclass(frozen=True)
class Table4:
    reconsideration: Results = Results()
    litigation_direct: Results = Results()
    litigation_after: Results = Results()

    def cell(self, remedy: str, result: str) -> int:
        return self.as_json()[remedy][result]

    def as_json(self) -> dict[str, dict[str, int]]:
        return {remedy.code: getattr(self, remedy.code).as_json() for remedy in REMEDIES}

    @classmethod
    def from_json(cls, kept: Mapping[str, Mapping[str, int]]) -> Self:
        return cls(**{remedy.code: Results.from_json(kept[remedy.code]) for remedy in REMEDIES})

    def __add__(self, other: Self) -> Self:
        """The table of several organs together."""
        return type(self)(
            self.reconsideration + other.reconsideration,
            self.litigation_direct + other.litigation_direct,
            self.litigation_after + other.litigation_after,
        )
