"""Bricks of the OpenAPI 3.1 documents in which doors describe themselves to machines."""

from typing import Any

from hotline.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, WINDOW_SECONDS

Schema = dict[str, Any]
REFUSAL: Schema = {
    "type": "object",
    "required": ["error", "message", "field"],
    "properties": {
        "error": {"type": "string", "description": "哪一条规则。"},
        "message": {"type": "string", "description": "为什么，怎样改。"},
        "field": {"type": "string", "description": "第一个不正确的字段；不在字段的，是空的。"},
    },
}


def header(name: str, description: str, pattern: str) -> Schema:
    schema = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "header", "required": True, "description": description, "schema": schema}


def signature_headers(signed: str = "正文") -> list[Schema]:
    return [
        header(TIMESTAMP_HEADER, f"签名时间，Unix秒，与现在相差不超过{WINDOW_SECONDS}秒。", r"^[0-9]{1,12}$"),
        header(SIGNATURE_HEADER, f"HMAC-SHA256（密钥，时间 + “.” + {signed}），十六进制。", r"^[0-9a-f]{64}$"),
    ]


def answer(description: str, schema: str) -> Schema:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def body(schema: str) -> Schema:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"required": True, "content": content}
