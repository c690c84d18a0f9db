"""What is read off the tallies: each indicator with its name, its unit and what exactly it says."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interaction.statistics.queries import Figures

Value = int | float | None
COUNT, RATE, DAYS = "count", "rate", "days"


@dataclass(frozen=True)
class Indicator:
    """One figure of a group of cases. A rate is a share of 1; days are working days."""

    key: str
    label: str | Promise
    kind: str
    definition: str | Promise
    of: Callable[[Figures], Value]


INDICATORS = (
    Indicator("received", _("收到"), COUNT, _("收到的件数，按收到日期计入当月；申请公开以登记确认的收到日期为准。"),
              lambda one: one.received),
    Indicator("accepted", _("受理"), COUNT, _("决定受理的件数，按受理日期计入当月。"), lambda one: one.accepted),
    Indicator("declined", _("不予受理"), COUNT, _("依法或者依规定不予受理的件数，按决定日期计入当月。"),
              lambda one: one.declined),
    Indicator("replied", pgettext_lazy("统计", "答复"), COUNT, _("第一次答复（送达）的件数，按答复日期计入当月；重办后的再次答复不重复计算。"),
              lambda one: one.replied),
    Indicator("on_time", _("按期答复"), COUNT, _("在法定或者规定期限内答复的件数。"), lambda one: one.on_time),
    Indicator("on_time_rate", _("按期答复率"), RATE, _("按期答复的件数除以答复的件数。"), lambda one: one.on_time_rate),
    Indicator("average_workdays", _("平均用时"), DAYS,
              _("每件答复计入期限的工作日（不含依法不计入的时间）的平均数。"), lambda one: one.average_workdays),
    Indicator("ninetieth_workdays", _("九成用时"), DAYS,
              _("每十件答复中有九件用时不超过这个工作日数（第90百分位数）。"), lambda one: one.ninetieth_workdays),
    Indicator("ended", _("未作答复而结束"), COUNT,
              _("撤回、视为放弃、不予受理、并案、转办等没有作出答复而结束的件数。"), lambda one: one.ended),
    Indicator("published", _("公开"), COUNT,
              _("答复隐去个人信息后公开的件数，按公开日期计入当月；后来撤下的不从当月减去。"), lambda one: one.published),
    Indicator("rated", pgettext_lazy("统计", "评价"), COUNT, _("来件人作出满意度评价的件数，按评价日期计入当月。"), lambda one: one.rated),
    Indicator("satisfaction_rate", _("满意率"), RATE,
              _("评价为非常满意、满意、基本满意的件数除以评价的件数。"), lambda one: one.satisfaction_rate),
    Indicator("settled_rate", _("解决率"), RATE, _("来件人认为已经解决的件数除以评价的件数。"),
              lambda one: one.settled_rate),
)  # fmt: skip
BY_KEY = {one.key: one for one in INDICATORS}
