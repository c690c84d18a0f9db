"""What the data says, field by field: for pages, for the OpenAPI document and for the heads of files."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interaction.statistics.models import Measure

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
ADDRESS: Schema = {"type": "string", "format": "uri"}


def _or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


@dataclass(frozen=True)
class Field:
    name: str
    said: str | Promise
    schema: Schema = field(default_factory=lambda: TEXT)


REPLY = (
    Field("id", _("编号，也是网页地址的一部分；不是来件人的查询编号。"), WHOLE),
    Field("url", _("网页地址。"), ADDRESS),
    Field("channel", _("渠道的代码。")),
    Field("kind", _("类别；申请公开是答复决定的类别。")),
    Field("organ", _("答复机关的代码。")),
    Field("organ_name", _("答复机关的名称。")),
    Field("title", _("标题，已隐去个人信息。")),
    Field("content", _("来件内容，已隐去个人信息。")),
    Field("reply", _("答复内容，已隐去个人信息。")),
    Field("received_on", _("收到日期。"), DAY),
    Field("replied_on", _("答复日期。"), DAY),
    Field("workdays", _("计入期限的工作日；期限不按工作日计算的没有。"), _or_null(WHOLE)),
    Field("stars", _("来件人的满意度评价，1至5；没有评价的没有。"), _or_null({"type": "integer", "minimum": 1, "maximum": 5})),
    Field("published_at", _("第一次公开的时间。"), MOMENT),
    Field("updated_at", _("最近一次变化的时间（公开、更正、评价）。"), MOMENT),
)  # fmt: skip
WITHDRAWN = (
    Field("id", _("编号。"), WHOLE),
    Field("withdrawn", _("已经撤下；内容不再提供。"), {"type": "boolean", "const": True}),
    Field("withdrawn_on", _("撤下的日期。"), DAY),
    Field("reason", _("撤下的理由。")),
    Field("updated_at", _("最近一次变化的时间。"), MOMENT),
)
CORRECTION = (
    Field("on", _("更正的日期。"), DAY),
    Field("organ", _("更正的机关的代码。")),
    Field("corrected", _("更正了什么。")),
    Field("reason", _("更正的理由。")),
)
TYPICAL = (
    Field("question", _("人们常用的问法；可以是空的。")),
    Field("pinned_at", _("设为典型答复的时间。"), MOMENT),
    Field("reply", _("这件公开答复。"), {"$ref": "#/components/schemas/Reply"}),
)
TALLY = (
    Field("month", _("月份，例如2026-11；按中国标准时间。"), {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}),
    Field("organ", _("单位的代码。")),
    Field("channel", _("渠道的代码。")),
    Field("measure", _("指标，见measures。"), {"type": "string", "enum": Measure.values}),
    Field("n", _("件数。"), WHOLE),
    Field("total", _("合计：办理工作日合计指标是工作日数，评价指标是星数，其他为0。"), WHOLE),
)
ORGAN = (
    Field("code", _("代码。")),
    Field("name", _("名称。")),
    Field("short_name", _("简称。")),
    Field("kind", _("类别的代码。")),
    Field("kind_label", _("类别。")),
    Field("parent", _("上级单位的代码；没有上级的没有。"), _or_null(TEXT)),
    Field("active", _("是否在用。"), {"type": "boolean"}),
)
VALUE = (Field("value", _("代码。")), Field("label", _("名称。")))
FACET = (
    Field("key", _("细分的代码，例如kind（类型）、mailbox（信箱）。")),
    Field("label", _("细分的名称。")),
    Field("values", _("这个细分有哪些。"), {"type": "array", "items": {"$ref": "#/components/schemas/Value"}}),
)
CHANNEL = (
    Field("key", _("代码。")),
    Field("label", _("名称。")),
    Field("intro", _("做什么用。")),
    Field("url", _("在哪里写。"), ADDRESS),
    Field("facets", _("统计按哪些项目细分，其中有公开的信箱。"), {"type": "array", "items": {"$ref": "#/components/schemas/Facet"}}),
)  # fmt: skip
MEASURE = (
    Field("key", _("代码。")),
    Field("label", _("名称。")),
    Field("n", _("n是什么。")),
    Field("total", _("total是什么；空的表示没有意义。")),
)
INDICATOR = (
    Field("key", _("代码。")),
    Field("label", _("名称。")),
    Field("kind", _("count是件数，rate是比例，days是工作日。"), {"type": "string", "enum": ["count", "rate", "days"]}),
    Field("definition", _("怎样计算。")),
)
SCHEMAS = {
    "Reply": REPLY, "Withdrawn": WITHDRAWN, "Correction": CORRECTION, "Typical": TYPICAL, "Tally": TALLY, "Organ": ORGAN,
    "Value": VALUE, "Facet": FACET, "Channel": CHANNEL, "Measure": MEASURE, "Indicator": INDICATOR,
}  # fmt: skip

# {measure: (what n counts, what total adds up)}
MEANINGS: dict[str, tuple[str | Promise, str | Promise]] = {
    Measure.RECEIVED: (_("收到的件数，按收到日期。"), ""),
    Measure.ACCEPTED: (_("受理的件数，按受理日期。"), ""),
    Measure.DECLINED: (_("不予受理的件数，按决定日期。"), ""),
    Measure.REPLIED: (_("第一次答复的件数，按答复日期。"), ""),
    Measure.ON_TIME: (_("其中在期限内答复的件数。"), ""),
    Measure.WORKDAYS: (_("其中用时按工作日计算的件数。"), _("这些件计入期限的工作日的合计。")),
    Measure.ENDED: (_("撤回、视为放弃、不予受理、并案、转办等没有作出答复而结束的件数。"), ""),
    Measure.PUBLISHED: (_("答复公开的件数，按公开日期；后来撤下的不减去。"), ""),
    Measure.RATED: (_("来件人评价的件数，按评价日期。"), _("评价的星数（1至5）的合计。")),
    Measure.SATISFIED: (_("其中3星以上的件数。"), ""),
    Measure.SETTLED: (_("其中来件人认为已经解决的件数。"), ""),
}
