"""Requests of a platform above as tests make them, signed as docs/exchange.md says - written out anew, not imported."""

import hashlib
import hmac
import json
import time
from typing import Any

from django.test import Client

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


def signed(payload: bytes, moment: int | None = None, secret: str = SECRET, code: str = CODE) -> dict[str, str]:
    timestamp = str(int(time.time()) if moment is None else moment)
    digest = hmac.new(secret.encode(), timestamp.encode() + b"." + payload, hashlib.sha256).hexdigest()
    return {"X-Huiyin-Platform": code, "X-Huiyin-Timestamp": timestamp, "X-Huiyin-Signature": digest}


def post(address: str, body: bytes | dict[str, Any], headers: dict[str, str] | None = None) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client().post(
        address, raw, content_type="application/json", headers=signed(raw) if headers is None else headers
    )


def push(body: bytes | dict[str, Any], **how: Any) -> Any:
    return post(ORDERS, body, **how)


def say(body: dict[str, Any], **how: Any) -> Any:
    return post(f"{ORDERS}/{body['number']}/messages", body, **how)


def ask(number: str = "SS2026112400017", query: str = "", **how: Any) -> Any:
    address = f"{ORDERS}/{number}{query}"
    return Client().get(address, headers=signed(address.encode(), **how))
