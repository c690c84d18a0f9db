"""What masking finds: a place in a text, why it is personal, and what to show instead."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of personal data it is."""

    NAME = "name"
    RESIDENT_ID = "resident_id"
    PERMIT = "permit"
    BANK_CARD = "bank_card"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    PLATE = "plate"
    ADDRESS = "address"
    CREDIT_CODE = "credit_code"
    ADDED = "added"  # by a person


LABELS = {
    Kind.NAME: "姓名",
    Kind.RESIDENT_ID: "身份证号码",
    Kind.PERMIT: "证件号码",
    Kind.BANK_CARD: "银行卡号",
    Kind.PHONE: "电话号码",
    Kind.EMAIL: "电子邮箱",
    Kind.ACCOUNT: "微信或者QQ号",
    Kind.PLATE: "车牌号",
    Kind.ADDRESS: "住址",
    Kind.CREDIT_CODE: "个体工商户的统一社会信用代码",
    Kind.ADDED: "补充隐去",
}
# What has a form of its own: found wherever it stands, and never published unless somebody says that it is not personal.
STRUCTURED = frozenset({Kind.RESIDENT_ID, Kind.PERMIT, Kind.BANK_CARD, Kind.PHONE, Kind.EMAIL, Kind.PLATE})


@dataclass(frozen=True)
class Hit:
    """A place, from `start` up to but not including `end`, with what replaces it and why; `known` is what the case itself
    knows of its people."""

    kind: Kind
    start: int
    end: int
    replacement: str
    reason: str
    known: bool = False


@dataclass(frozen=True)
class Finding:
    """A hit with its label and the words found, as a reviewer sees it."""

    kind: Kind
    label: str
    start: int
    end: int
    text: str
    replacement: str
    reason: str
    known: bool
