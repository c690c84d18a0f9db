"""How long the body of a request may be, address by address: one that is too long is refused before it is kept anywhere.

Django under ASGI would first take every body whole and write it to the disk, also where no page reads one.
"""

from collections.abc import Awaitable, Callable, Mapping
from re import Pattern
from typing import Any

from asgiref.sync import sync_to_async
from django.template.loader import render_to_string
from django.utils import translation

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_MEBIBYTE = 1024 * 1024
OF_A_QUESTION, OF_A_FORM, OF_THE_DESK, WITH_FILES = _MEBIBYTE // 16, _MEBIBYTE, 4 * _MEBIBYTE, 64 * _MEBIBYTE
# A browser reads what it is answered only once it has sent everything: so much is let run past it.
LET_PAST = 192 * _MEBIBYTE
_REFUSAL = '{"error": "too_large", "message": "请求正文过大。", "field": ""}'.encode()


def declared_length(header: str | bytes | None) -> int:
    """What Content-Length says; nothing, or nonsense, counts as nothing: the body itself is measured too."""
    try:
        return int(header or 0)
    except ValueError:
        return 0


def longest_body(path: str, method: str, kind: str, doors: Mapping[str, int], files: Pattern[str]) -> int:
    """How many bytes a request may bring: little, but where a form takes files and these come."""
    door = next((most for start, most in doors.items() if path.startswith(start)), None)
    if door is not None:
        return door
    if method in ("GET", "HEAD", "OPTIONS"):
        return OF_A_QUESTION
    if files.match(path) and kind.startswith("multipart/form-data"):
        return WITH_FILES
    return OF_THE_DESK if path.startswith(("/desk/", "/settings/")) else OF_A_FORM


def with_limited_bodies(app: App, doors: Mapping[str, int], files: Pattern[str]) -> App:
    """The application, with requests held to so many bytes: those of doors for programs by how their paths begin, forms
    with files where these addresses take them, all others to little."""

    async def held(scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        kind = headers.get(b"content-type", b"").decode("latin-1")
        most = longest_body(scope["path"], scope["method"], kind, doors, files)
        for_programs = any(scope["path"].startswith(start) for start in doors)
        let_past = 0 if for_programs else LET_PAST  # a program reads while it sends
        taken, too_long, started = 0, False, False

        async def counted() -> Message:
            """What comes; once it is too much, as if the visitor had gone, and nothing of it is kept."""
            nonlocal taken, too_long
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                await _read_on(message, receive, taken, let_past)
                too_long = True
            return {"type": "http.disconnect"} if too_long else message

        async def sent(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        declared = declared_length(headers.get(b"content-length"))
        if declared > most:
            await _read_on({"more_body": declared <= let_past}, receive, 0, let_past)
            too_long = True
        else:
            await app(scope, counted, sent)
        if too_long and not started:
            await _refuse(scope, send, for_programs=for_programs)

    return held


async def _read_on(message: Message, receive: Receive, length: int, most: int) -> None:
    """Read on and keep nothing, within reason."""
    while message.get("more_body", False) and length <= most:
        message = await receive()
        length += len(message.get("body", b""))


async def _refuse(scope: Scope, send: Send, *, for_programs: bool) -> None:
    kind, body = await sync_to_async(refusal)(scope["path"], for_programs=for_programs)
    headers = [
        (b"content-type", kind.encode()), (b"content-length", str(len(body)).encode()), (b"connection", b"close"),
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def refusal(path: str, *, for_programs: bool) -> tuple[str, bytes]:
    """What somebody reads whose form was too large, in the language of the address; and what a program reads."""
    if for_programs:
        return "application/json", _REFUSAL
    with translation.override("en" if path.startswith("/en/") else "zh-hans"):
        return "text/html; charset=utf-8", render_to_string("413.html").encode()
