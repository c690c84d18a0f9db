"""What a platform sends: an order, or a message about one. Unknown fields are kept with it and otherwise left alone."""

from dataclasses import dataclass
from typing import Any

from hotline.exchange.fields import Choice, Flag, InvalidPayload, Many, Number, Text, When, read
from hotline.intake_forms import LONGEST_TITLE
from hotline.kinds import Kind, Settled
from hotline.webhooks.addresses import ADDRESS, LONGEST_ADDRESS
from hotline.webhooks.reading import json_object
from interaction.casework.models import Case

LONGEST_BODY = 256 * 1024
LONGEST_NUMBER, MOST_ATTACHMENTS, LAST_SEQUENCE = 60, 20, 100_000
NUMBER = r"[0-9A-Za-z][0-9A-Za-z._\-]*"
IDENTIFIER = r"[!-~]+"
# As identifiers.normalise_phone takes them.
PHONE = r"(1[3-9][0-9]{9}|0(10|2[0-57-9]|[3-9][0-9]{2})-?[2-9][0-9]{6,7})?"
KINDS = ("reminder", "supplement", "withdrawal", "return_granted", "return_refused", "call_back_result")

MESSAGE_ID = Text("message_id", "消息的唯一编号；重发时不变。", 100, needed=True, pattern=IDENTIFIER,
                  written="只能用可见的ASCII字符。")  # fmt: skip
ORDER_NUMBER = Text("number", "上级平台的工单编号。", LONGEST_NUMBER, needed=True, pattern=NUMBER,
                    written="只能用字母、数字、点、下划线和连字符，以字母或者数字开头。")  # fmt: skip
ATTACHMENTS = Many(
    "attachments", "附件的名称和链接；只保存链接，不下载。", MOST_ATTACHMENTS,
    (
        Text("name", "附件名称。", 200),
        Text("url", "http或者https地址，不含用户名和密码。", LONGEST_ADDRESS, needed=True, pattern=ADDRESS,
             written="应当是http或者https地址，不含用户名和密码。"),
    ),
)  # fmt: skip
ORDER = (
    MESSAGE_ID,
    ORDER_NUMBER,
    Number("limit_days", "上级要求几个工作日办结；不写的，没有上级期限。", 1, 120),
    Choice("kind", "诉求类型。", tuple(Kind.values), needed=True),
    Text("title", "标题。", LONGEST_TITLE, needed=True),
    Text("content", "内容。", 5000, needed=True),
    Choice("urgency", "紧急程度；不写的，是一般。", tuple(Case.Urgency.values), default=Case.Urgency.ORDINARY),
    Text("subject", "事项类别的名称；与本县的类别同名的，据此归类。", 40),
    Text("town", "事发乡镇的名称或者代码；是本县乡镇的，据此登记。", 40),
    Text("place", "具体地点。", 80),
    Text("caller_name", "来电人姓名。", 60),
    Text("caller_phone", "来电人电话：手机号码，或者带区号的固定电话。", 40, pattern=PHONE,
         written="电话号码不正确。手机号码是11位数字；固定电话请写区号，例如0539-5211234。"),
    Choice("identity", "withheld告诉办理单位、不向公众公开，hidden隐名；不写的，是withheld。",
           (Case.Identity.WITHHELD, Case.Identity.HIDDEN), default=Case.Identity.WITHHELD),
    Flag("public_wish", "来电人是否同意隐去个人信息后公开；不写的，是不同意。"),
    Flag("sensitive", "是否敏感（涉及未成年人、健康、举报人安全等）。"),
    ATTACHMENTS,
)  # fmt: skip
MESSAGE = (
    MESSAGE_ID,
    ORDER_NUMBER,
    Number(
        "sequence", "本件的第几条消息，从1起连续编号；先到的后序消息等前面的到齐再办。", 1, LAST_SEQUENCE, needed=True
    ),
    Choice("kind", "消息类型。", KINDS, needed=True),
    Text("words", "催办意见、补充的情况、撤回或者不同意退回的理由、来电人的话。", 1000),
    Choice("settled", "回访：是否解决。", tuple(Settled.values)),
    Number("stars", "回访：满意度，5最满意。", 1, 5),
    ATTACHMENTS,
)
CONDITIONS = (
    When("kind", ("supplement", "return_refused"), ("words",)),
    When("kind", ("call_back_result",), ("settled", "stars")),
)


@dataclass(frozen=True)
class Sent:
    """A body as it was read: the values of its known fields, and all of it as it came."""

    values: dict[str, Any]
    content: dict[str, Any]

    @property
    def message_id(self) -> str:
        return str(self.values["message_id"])

    @property
    def number(self) -> str:
        return str(self.values["number"])


def read_order(body: bytes) -> Sent:
    """Raises Malformed and InvalidPayload."""
    content = json_object(body)
    return Sent(read(content, ORDER), content)


def read_message(body: bytes, number: str) -> Sent:
    """A message about the order that the address names, which the signed body must name too. Raises Malformed, InvalidPayload."""
    content = json_object(body)
    sent = Sent(read(content, MESSAGE, CONDITIONS), content)
    if sent.number != number:
        raise InvalidPayload("number", "与地址中的工单编号不一致。")
    return sent
