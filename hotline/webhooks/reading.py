"""Bodies as other systems send them: one JSON object without anything that could deceive or break."""

import json
from typing import Any

from ninja.parser import Parser

from interaction.privacy.text import InvalidInput, check_sent

DEEPEST = 32


class JsonBody(Parser):
    """Gives django-ninja the object that was read while the request's signature was checked."""

    def parse_body(self, request: Any) -> Any:
        return request.sent


class Malformed(ValueError):
    """A body that cannot be taken; `field` is the first one amiss, empty when the whole body is."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message, self.field = message, field


def json_object(body: bytes) -> dict[str, Any]:
    """The object in a body. Raises Malformed."""
    try:
        content = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Malformed("请求正文不是完整的UTF-8编码的JSON。") from None
    if not isinstance(content, dict):
        raise Malformed("请求正文应当是一个JSON对象。")
    for name, value in content.items():
        _check_texts(name, "")
        _check_texts(value, name)
    return content


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _check_texts(content: Any, field: str) -> None:
    """No control characters and no halves of characters, in whatever field; and nothing deeper than can be kept."""
    waiting: list[tuple[Any, int]] = [(content, 1)]
    while waiting:
        one, depth = waiting.pop()
        if depth > DEEPEST:
            raise Malformed(f"请求正文的嵌套超过{DEEPEST}层。", field)
        if isinstance(one, dict):
            waiting += [(inner, depth + 1) for inner in (*one.keys(), *one.values())]
        elif isinstance(one, list):
            waiting += [(inner, depth + 1) for inner in one]
        elif isinstance(one, str):
            try:
                check_sent(one)
            except InvalidInput as wrong:
                raise Malformed(wrong.message, field) from None
