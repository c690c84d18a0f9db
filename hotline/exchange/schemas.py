"""What a platform sends and is answered, as pydantic reads it and the OpenAPI document tells it.

Characters that could deceive or break have been refused before (doors.reading); unknown fields are kept with the whole.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, model_validator

from hotline.exchange.models import Message as Kept
from hotline.intake_forms import LONGEST_TITLE
from hotline.kinds import Kind, Settled
from hotline.webhooks.addresses import ADDRESS, LONGEST_ADDRESS
from interaction.casework.models import Case
from interaction.visitors.interfaces import OTHERS, SOME_TEXT, WRITTEN, Whole, any_text, left_out, some_text, wrong

LONGEST_NUMBER, MOST_ATTACHMENTS, LAST_SEQUENCE = 60, 20, 100_000
NUMBER = r"^[0-9A-Za-z][0-9A-Za-z._\-]*$"
IDENTIFIER = r"^[!-~]+$"
# As identifiers.normalise_phone takes them.
PHONE = r"^(1[3-9][0-9]{9}|0(10|2[0-57-9]|[3-9][0-9]{2})-?[2-9][0-9]{6,7})?$"
HTTP = f"^{ADDRESS}$"
WRITTEN |= {
    NUMBER: "只能用字母、数字、点、下划线和连字符，以字母或者数字开头。",
    IDENTIFIER: "只能用可见的ASCII字符。",
    PHONE: "电话号码不正确。手机号码是11位数字；固定电话请写区号，例如0539-5211234。",
    HTTP: "应当是http或者https地址，不含用户名和密码。",
}
KINDS = ("reminder", "supplement", "withdrawal", "return_granted", "return_refused", "call_back_result")
STATUSES = (
    "accepted", "called_back", "closed", "declined", "dispatched", "extended", "joined", "progress", "replied",
    "return_asked", "returned", "reworked", "withdrawn",
)  # fmt: skip
# Where a message is of a kind, these fields are needed too.
NEEDED: dict[str, tuple[str, ...]] = {
    "supplement": ("words",), "return_refused": ("words",), "call_back_result": ("settled", "stars"),
}  # fmt: skip


class Attachment(BaseModel):
    model_config = ConfigDict(json_schema_extra=OTHERS)

    name: str = any_text(200, "附件名称。")
    url: str = some_text(LONGEST_ADDRESS, "http或者https地址，不含用户名和密码。", HTTP)


class Sent(BaseModel):
    model_config = ConfigDict(json_schema_extra=OTHERS)

    message_id: str = some_text(100, "消息的唯一编号；重发时不变。", IDENTIFIER)
    number: str = some_text(LONGEST_NUMBER, "上级平台的工单编号。", NUMBER)
    attachments: list[Attachment] = Field(
        [], max_length=MOST_ATTACHMENTS, description="附件的名称和链接；只保存链接，不下载。"
    )


class Order(Sent):
    limit_days: Annotated[int, Whole(1, 120)] = left_out(None, "上级要求几个工作日办结；不写的，没有上级期限。")
    kind: Kind = Field(description="诉求类型。")
    title: str = some_text(LONGEST_TITLE, "标题。")
    content: str = some_text(5000, "内容。")
    urgency: Case.Urgency = Field(Case.Urgency.ORDINARY, description="紧急程度；不写的，是一般。")
    subject: str = any_text(40, "事项类别的名称；与本县的类别同名的，据此归类。")
    town: str = any_text(40, "事发乡镇的名称或者代码；是本县乡镇的，据此登记。")
    place: str = any_text(80, "具体地点。")
    caller_name: str = any_text(60, "来电人姓名。")
    caller_phone: str = any_text(40, "来电人电话：手机号码，或者带区号的固定电话。", PHONE)
    identity: Literal["withheld", "hidden"] = Field(
        "withheld", description="withheld告诉办理单位、不向公众公开，hidden隐名；不写的，是withheld。"
    )
    public_wish: StrictBool = Field(False, description="来电人是否同意隐去个人信息后公开；不写的，是不同意。")
    sensitive: StrictBool = Field(False, description="是否敏感（涉及未成年人、健康、举报人安全等）。")


def _conditions() -> list[Any]:
    texts = {"words": {"pattern": SOME_TEXT}}
    return [
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {
                "required": list(names),
                "properties": {name: texts[name] for name in names if name in texts},
            },
        }
        for kind, names in NEEDED.items()
    ]


class Message(Sent):
    model_config = ConfigDict(json_schema_extra={**OTHERS, "allOf": _conditions()})

    sequence: Annotated[int, Whole(1, LAST_SEQUENCE)] = Field(
        description="本件的第几条消息，从1起连续编号；先到的后序消息等前面的到齐再办。"
    )
    kind: Literal["reminder", "supplement", "withdrawal", "return_granted", "return_refused", "call_back_result"] = (
        Field(description="消息类型。")
    )
    words: str = any_text(1000, "催办意见、补充的情况、撤回或者不同意退回的理由、来电人的话。")
    settled: Settled = left_out("", "回访：是否解决。")
    stars: Annotated[int, Whole(1, 5)] = left_out(None, "回访：满意度，5最满意。")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name in NEEDED.get(self.kind, ()):
            value = getattr(self, name)
            if value is None or not str(value).strip():
                raise wrong(name, f"kind是{self.kind}的，要写这个字段。")
        return self


class Taken(BaseModel):
    number: str
    our_number: str
    received_at: datetime


class Applied(BaseModel):
    sequence: int = Field(ge=1)
    kind: str = Field(json_schema_extra={"enum": list(KINDS)})
    outcome: str = Field(json_schema_extra={"enum": list(Kept.Outcome.values)})
    reason: str


class Outcome(Applied):
    number: str
    message_id: str
    expected: int = Field(ge=1)


class State(BaseModel):
    state: str
    state_label: str
    organ: str
    due_on: date | None
    upstream_due_on: date | None


class Report(State):
    message_id: UUID
    sequence: int = Field(ge=1)
    status: str = Field(json_schema_extra={"enum": list(STATUSES)})
    at: datetime
    # Of some statuses only.
    text: str = ""
    ground: str = ""
    ground_label: str = ""
    settled: str = ""
    stars: int = 0
    satisfied: bool = False


class SentReport(Report):
    number: str
    our_number: str


class Standing(State):
    number: str
    our_number: str
    reply: str | None
    expected: int = Field(ge=1)
    messages: list[Applied]
    reports: list[Report]
    more: bool
