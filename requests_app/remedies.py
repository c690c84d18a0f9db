"""Where, by when and before whom a decision is contested (救济途径), and the paragraph of a letter that tells it.

The paragraph is mandatory: without it the limit runs from the day the applicant learns of the right, up to a year
(行政复议法 (2023) A.20, third paragraph). The law stands in requests_app.law.remedies, names and court with each organ.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from interaction.errors import NotNow
from interaction.i18n.numerals import said
from interaction.organs.models import Organ
from requests_app.decisions import Contested, Decision
from requests_app.law.in_force import law_on
from requests_app.law.provisions import FIRST
from requests_app.law.remedies import ACT


class NoRecourse(NotNow):
    """Nobody has entered where this organ's decisions are contested: it may decide nothing."""

    def __init__(self, organ: Organ) -> None:
        super().__init__(
            _(
                "“%(organ)s”还没有登记%(lacking)s，不能作出决定、发出文书。请系统管理员在系统设置的“单位”中补全以后再办。"
            )
            % {"organ": organ.name, "lacking": "、".join(organ.lacks_recourse)},
            _("行政复议法第二十条、第二十二条"),
        )


@dataclass(frozen=True)
class Terms:
    """How one decision of one organ is contested."""

    first: bool
    days: int
    months: int | None  # to sue without reconsideration; None where that is not open
    days_after: int
    law: str
    organs: tuple[str, ...]
    court: str
    channel: str
    words: tuple[str, ...]  # the sentences of the letter, with places for names

    def said(self, against: str = "") -> str:
        """The paragraph of the letter, or of a page in the reader's language; `against` is what the letter calls itself.

        The limits run from knowing of the decision, which for the applicant is its receipt (行政复议法 A.20; 行政诉讼法
        A.46); of no answer, from the end of its limit. From 2024 on the channel on line stands beside (行政复议法 A.22(2)).
        """
        names = {
            "against": against or _("本答复"), "organs": _("或者").join(self.organs), "court": self.court,
            "channel": self.channel, "days": said(self.days), "months": said(self.months or 0),
            "days_after": said(self.days_after),
        }  # fmt: skip
        return "".join(_(one) % names for one in self.words)


def terms(organ: Organ, contested: Contested, on: date) -> Terms:
    """How a decision of that kind, of that day (Asia/Shanghai), is contested. Raises NoRecourse."""
    if organ.lacks_recourse:
        raise NoRecourse(organ)
    law = law_on(on)
    road = law.on(f"remedy.{contested}")
    first = road.value == FIRST
    code = "words.silence" if contested == Contested.SILENCE else "words.first" if first else "words.choice"
    return Terms(
        first=first, days=int(law.on("remedy.days").value),
        months=None if first else int(law.on("remedy.months").value), days_after=int(law.on("remedy.days_after").value),
        law=road.law, organs=organ.reconsidered_by, court=organ.court, channel=organ.reconsideration_channel,
        words=tuple(law.on(one).value for one in ((code, "words.channel") if on >= ACT else (code,))),
    )  # fmt: skip


def goes_first_to_reconsideration(decision: Decision, grounds: Collection[str], on: date) -> bool:
    """Whether a reply of that day had to be brought before the reconsideration organ before any court (行政复议法 A.23)."""
    law = law_on(on)
    return law.on(f"remedy.{decision.contested_as(law.refusing(grounds))}").value == FIRST


def decided(organ: Organ, decision: Decision, grounds: Collection[str], on: date) -> Terms:
    """How a reply is contested. Raises NoRecourse, and NotNow where the road hangs on grounds that nobody gave."""
    if decision.withholds_part and not grounds:
        raise NotNow(
            _("这份答复没有选明不予公开部分的依据，无法写明救济途径。请退回承办人，在“拟写答复”中选明以后再签发。"),
            _("行政复议法第二十三条"),
        )
    return terms(organ, decision.contested_as(law_on(on).refusing(grounds)), on)


def remedies_paragraph(organ: Organ, on: date, against: str) -> str:
    """The paragraph of a letter that ends a request or tells a third party: neither refuses disclosure."""
    return terms(organ, Contested.OTHER, on).said(against)
