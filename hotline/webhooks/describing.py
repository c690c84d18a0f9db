"""The headers of a signature, as doors describe them to machines (OpenAPI 3.1)."""

from typing import Any

from hotline.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, WINDOW_SECONDS

Schema = dict[str, Any]
SIGNED = "HMAC-SHA256（密钥，五行：方法、路径、查询字符串、签名时间、正文的SHA-256），十六进制。"


def header(name: str, description: str, pattern: str) -> Schema:
    schema = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "header", "required": True, "description": description, "schema": schema}


def signature_headers() -> list[Schema]:
    return [
        header(TIMESTAMP_HEADER, f"签名时间，Unix秒，与现在相差不超过{WINDOW_SECONDS}秒。", r"^[0-9]{1,12}$"),
        header(SIGNATURE_HEADER, SIGNED, r"^[0-9a-f]{64}$"),
    ]
