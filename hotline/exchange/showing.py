"""What the platform above sent, as the case page shows it: its messages, its attachments, the fields nobody here knows."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from hotline.exchange.models import Message, UpstreamOrder
from hotline.exchange.schemas import Message as Said
from hotline.exchange.schemas import Order
from interaction.casework.channels import Table
from interaction.workdays.now import local_date

KNOWN = {*Order.model_fields, *Said.model_fields}
# As it calls them, which may be otherwise than we do.
CALLED = {"subject": _("事项类别"), "town": _("乡镇")}
LONGEST_SHOWN = 300


def tables_of(case: Any) -> list[Table]:
    """None of an order that was entered by hand, or whose personal data is erased."""
    order = UpstreamOrder.objects.filter(case=case).select_related("platform").first()
    if order is None or case.anonymised_on:
        return []
    messages = list(order.messages.all())
    said = [one for one in messages if one.kind != Message.Kind.ORDER]
    rows = [
        (one.get_kind_display(), local_date(one.received_at), one.get_outcome_display(), _words(one)) for one in said
    ]
    found = [Table(_("上级平台的消息"), (_("消息"), _("收到"), _("办理"), _("内容")), rows)] if rows else []
    links = [(one["name"], one["url"]) for message in messages for one in message.content.get("attachments", [])]
    if links:
        found.append(Table(_("上级平台的附件（未下载，请核对来源后打开）"), (_("名称"), _("地址")), links))
    others = [row for message in messages for row in _others(message)]
    if others:
        found.append(Table(_("上级平台另外写明的"), (_("字段"), _("内容")), others))
    return found


def _words(message: Message) -> str:
    return " ".join(text for text in (message.content.get("words", ""), message.reason) if text)


def _others(message: Message) -> list[tuple[str, str]]:
    """Fields nobody here knows, and the class and township as the platform calls them."""
    shown = [name for name in message.content if name not in KNOWN or (name in CALLED and message.content[name])]
    return [(str(CALLED.get(name, name[:40])), _as_text(message.content[name])) for name in shown]


def _as_text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
