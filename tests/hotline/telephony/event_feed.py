"""Events of a telephone system as tests make them, signed as docs/telephony.md says."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.test import Client

from tests.hotline.signing import signed_now

ADDRESS = "/hotline/telephony/events/"
NUMBER = "13800001234"
# When the calls of these tests come: before now, as the endpoint asks, and the agents are there long since.
START = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=30)


def at(seconds: float) -> str:
    return (START + timedelta(seconds=seconds)).isoformat()


def event(kind: str, seconds: float, call: str = "c1", event_id: str = "", **fields: Any) -> dict[str, Any]:
    extra = {"extension": "8001"} if kind == "answered" else {}
    if kind == "ringing":
        extra = {"from": NUMBER, "to": "12345"}
    if kind == "recording":
        extra = {"recording_url": "https://recordings.example.invalid/1.wav"}
    return {"event_id": event_id or f"{call}-{kind}-{seconds}", "call_id": call, "type": kind, "at": at(seconds),
            **extra, **fields}  # fmt: skip


def signed(body: bytes, moment: int | None = None, secret: str = "") -> dict[str, str]:
    return signed_now(secret or settings.TELEPHONY_SECRET, "POST", ADDRESS, body, moment)


def post(body: bytes | dict[str, Any], headers: dict[str, str] | None = None, client: Client | None = None) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    sender = client or Client()
    return sender.post(
        ADDRESS, raw, content_type="application/json", headers=signed(raw) if headers is None else headers
    )


def tell(*events: dict[str, Any]) -> None:
    for one in events:
        answer = post(one)
        assert answer.status_code == 200, answer.content.decode()
