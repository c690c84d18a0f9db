"""Requests of a platform above as tests make them, signed as docs/exchange.md says."""

import json
from typing import Any

from django.test import Client

from tests.hotline.signing import signed_now

ORDERS = "/hotline/exchange/v1/orders"
CODE, SECRET = "city", "a secret of the city's platform, long enough"
PHONE = "13905390077"
ORDER: dict[str, Any] = {
    "message_id": "m-0", "number": "SS2026112400017", "limit_days": 3, "kind": "help", "title": "村里路面塌陷",
    "content": "村口的路面塌了一个大坑。", "caller_name": "欧阳某某", "caller_phone": PHONE, "urgency": "ordinary",
    "town": "", "place": "村口", "attachments": [{"name": "照片", "url": "https://files.example.invalid/1.jpg"}],
}  # fmt: skip


def order(number: str = "SS2026112400017", **changes: Any) -> dict[str, Any]:
    return {**ORDER, "number": number, "message_id": f"{number}-0", **changes}


def message(kind: str, sequence: int, number: str = "SS2026112400017", **changes: Any) -> dict[str, Any]:
    said: dict[str, dict[str, Any]] = {
        "supplement": {"words": "位置在村委会西侧。"}, "return_refused": {"words": "属于你县职责。"},
        "call_back_result": {"settled": "yes", "stars": 5},
    }  # fmt: skip
    return {
        "message_id": f"{number}-{sequence}",
        "number": number,
        "sequence": sequence,
        "kind": kind,
        **said.get(kind, {}),
        **changes,
    }


def named(headers: dict[str, str], code: str = CODE) -> dict[str, str]:
    return {"X-Huiyin-Platform": code, **headers}


def signed(
    body: bytes, moment: int | None = None, secret: str = SECRET, code: str = CODE, address: str = ORDERS
) -> dict[str, str]:
    """The headers of what is posted."""
    return named(signed_now(secret, "POST", address, body, moment), code)


def post(address: str, body: bytes | dict[str, Any], headers: dict[str, str] | None = None) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = signed(raw, address=address) if headers is None else headers
    return Client().post(address, raw, content_type="application/json", headers=headers)


def push(body: bytes | dict[str, Any], **how: Any) -> Any:
    return post(ORDERS, body, **how)


def say(body: dict[str, Any], **how: Any) -> Any:
    return post(f"{ORDERS}/{body['number']}/messages", body, **how)


def ask(number: str = "SS2026112400017", query: str = "", secret: str = SECRET, code: str = CODE) -> Any:
    address = f"{ORDERS}/{number}{query}"
    return Client().get(address, headers=named(signed_now(secret, "GET", address), code))
