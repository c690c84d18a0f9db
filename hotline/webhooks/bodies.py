"""Bodies too large for a door are refused before they are read: Django under ASGI would first take them whole."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.http import HttpRequest

from hotline.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, is_genuine
from interaction.visitors.interfaces import Refused
from interaction.workdays.now import now

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
NOT_GENUINE = "签名不正确，或者签名时间与现在相差5分钟以上。"
_REFUSAL = '{"error": "too_large", "message": "请求正文过大。", "field": ""}'.encode()


def declared_length(header: str | bytes | None) -> int:
    """What Content-Length says; nothing, or nonsense, counts as nothing: the body itself is measured too."""
    try:
        return int(header or 0)
    except ValueError:
        return 0


def read_body(request: HttpRequest, longest: int) -> bytes | None:
    """The whole body, or None when it is longer than that."""
    if declared_length(request.META.get("CONTENT_LENGTH")) > longest:
        return None
    body = request.body
    return body if len(body) <= longest else None


def read_signed(request: HttpRequest, secret: str, longest: int) -> bytes:
    """The body of a request that whoever knows the secret has signed. Raises Refused."""
    body = read_body(request, longest)
    if body is None:
        raise Refused(413, "too_large", "请求正文过大。")
    timestamp, signature = (request.headers.get(name, "") for name in (TIMESTAMP_HEADER, SIGNATURE_HEADER))
    if not is_genuine(secret, timestamp, signature, body, now().timestamp()):
        raise Refused(401, "not_genuine", NOT_GENUINE)
    return body


def with_short_bodies(app: App, longest: Mapping[str, int]) -> App:
    """The application, with requests to paths that begin so held to so many bytes."""

    async def held(scope: Scope, receive: Receive, send: Send) -> None:
        most = next((most for start, most in longest.items() if scope["path"].startswith(start)), None)
        if most is None:
            await app(scope, receive, send)
            return
        taken = await _taken(scope, receive, most)
        if taken is None:
            await _refuse(send)
            return
        await app(scope, _again(taken, receive), send)

    return held


async def _taken(scope: Scope, receive: Receive, most: int) -> list[Message] | None:
    """The messages of a whole body, or None as soon as it is known to be too long."""
    headers = dict(scope["headers"])
    if declared_length(headers.get(b"content-length")) > most:
        return None
    taken: list[Message] = []
    length, more = 0, True
    while more:
        message = await receive()
        taken.append(message)
        length += len(message.get("body", b""))
        more = message.get("more_body", False)
        if length > most:
            return None
    return taken


def _again(taken: list[Message], receive: Receive) -> Receive:
    waiting = iter(taken)

    async def again() -> Message:
        message = next(waiting, None)
        return message if message is not None else await receive()

    return again


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(_REFUSAL)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": [*headers, (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": _REFUSAL})
