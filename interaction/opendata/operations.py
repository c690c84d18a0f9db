"""The operations of the interface, each said once: the views read by it, the document and the page tell it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interaction.opendata import parameters as asked
from interaction.opendata.parameters import Parameter


@dataclass(frozen=True)
class Operation:
    name: str
    path: str  # below /api/v1/
    summary: str | Promise
    schema: str  # of what it gives, or of each of what it lists
    parameters: tuple[Parameter, ...] = ()
    paged: bool = False
    example: str = ""  # path and query of an example, below /api/v1/

    @property
    def shown(self) -> str:
        return self.example or self.path


REPLIES = Operation(
    "listReplies", "replies", _("公开答复的列表，答复日期新的在前；写了updated_since的，按变化先后。"), "Reply",
    (asked.CHANNEL, asked.ORGAN, asked.KIND, asked.REPLIED_FROM, asked.REPLIED_TO, asked.UPDATED_SINCE, asked.LIMIT,
     asked.AFTER),
    paged=True, example="replies?channel=letter&replied_from=2026-01-01&limit=20",
)  # fmt: skip
REPLY = Operation("getReply", "replies/{id}", _("一件公开答复，带更正的记录。"), "Reply", example="replies/1")
TYPICAL = Operation(
    "listTypicalReplies", "typical-replies", _("典型答复的列表，新设的在前。"), "Typical",
    (asked.KIND, asked.ORGAN, asked.LIMIT, asked.AFTER), paged=True,
)  # fmt: skip
TALLIES = Operation(
    "listTallies", "tallies", _("按月、单位、渠道、指标的统计，月份早的在前。"), "Tally",
    (asked.FROM, asked.TO, asked.CHANNEL, asked.ORGAN, asked.MEASURE, asked.LIMIT, asked.AFTER),
    paged=True, example="tallies?from=2026-01&to=2026-06&measure=replied",
)  # fmt: skip
ORGANS = Operation("listOrgans", "organs", _("所有单位。"), "Organ")
CHANNELS = Operation("listChannels", "channels", _("所有渠道，和统计怎样细分（类型、信箱等）。"), "Channel")
MEASURES = Operation("listMeasures", "measures", _("指标的含义和由它们计算的比例。"), "Measure")
OPERATIONS = (REPLIES, REPLY, TYPICAL, TALLIES, ORGANS, CHANNELS, MEASURES)
