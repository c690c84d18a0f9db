"""A request brings no more than its address can use: what is too long is refused before anything of it is kept."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any

import pytest

from hotline.exchange.api import LONGEST_BODY
from interaction.visitors.bodies import (
    OF_A_FORM,
    OF_A_QUESTION,
    OF_THE_DESK,
    WITH_FILES,
    longest_body,
    with_limited_bodies,
)

TAKES_FILES = re.compile(r"/(?:en/)?(?:send/[^/]+/\Z|track/[^/]+/do/[^/]+/\Z)|/desk/")
DOORS = {"/hotline/exchange/": 1000}
MULTIPART = b"multipart/form-data; boundary=a"
PIECE = 64 * 1024


def scope(path: str, method: str = "POST", kind: bytes = MULTIPART, length: int | None = None) -> dict[str, Any]:
    headers = [(b"content-type", kind), *([(b"content-length", str(length).encode())] if length is not None else [])]
    return {"type": "http", "method": method, "path": path, "headers": headers}


def answer(asked: dict[str, Any], size: int, app: Any = None) -> tuple[int, bytes, int]:
    """(status, body, bytes the application got) of a request that brings so many bytes."""
    taken, left, sent = 0, size, list[Mapping[str, Any]]()

    async def page(_scope: Any, receive: Any, send: Any) -> None:
        nonlocal taken
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            taken += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"taken"})

    async def receive() -> Mapping[str, Any]:
        nonlocal left
        piece = min(PIECE, left)
        left -= piece
        return {"type": "http.request", "body": b"a" * piece, "more_body": left > 0}

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run((app or with_limited_bodies(page, DOORS, TAKES_FILES))(asked, receive, send))
    return sent[0]["status"], sent[1]["body"], taken


@pytest.mark.parametrize(
    ("path", "method", "kind", "most"),
    [
        ("/send/letters/", "POST", MULTIPART.decode(), WITH_FILES),
        ("/en/send/letters/", "POST", MULTIPART.decode(), WITH_FILES),
        ("/track/XX-2026-000001/do/add_material/", "POST", MULTIPART.decode(), WITH_FILES),
        ("/desk/cases/3/do/draft_reply/", "POST", MULTIPART.decode(), WITH_FILES),
        ("/send/letters/", "POST", "application/x-www-form-urlencoded", OF_A_FORM),
        ("/send/letters/", "GET", MULTIPART.decode(), OF_A_QUESTION),
        ("/desk/cases/3/do/pass_on/", "POST", "application/x-www-form-urlencoded", OF_THE_DESK),
        ("/healthz", "POST", MULTIPART.decode(), OF_A_FORM),
        ("/track/", "POST", MULTIPART.decode(), OF_A_FORM),
        ("/surveys/3/", "POST", MULTIPART.decode(), OF_A_FORM),
        ("/hotline/exchange/v1/orders/UP1", "PUT", "application/json", DOORS["/hotline/exchange/"]),
    ],
)
def test_every_address_has_its_limit(path: str, method: str, kind: str, most: int) -> None:
    assert longest_body(path, method, kind, DOORS, TAKES_FILES) == most


@pytest.mark.parametrize("declared", [True, False])
def test_what_is_too_long_is_refused_with_a_page_and_kept_nowhere(declared: bool) -> None:
    size = OF_A_FORM + 1
    status, body, taken = answer(scope("/healthz", length=size if declared else None), size)
    assert status == 413
    assert "提交的内容太大" in body.decode()
    assert taken <= (0 if declared else OF_A_FORM)


def test_a_form_with_photographs_comes_in_whole() -> None:
    assert answer(scope("/send/letters/"), 50 * 1024 * 1024) == (200, b"taken", 50 * 1024 * 1024)


def test_it_is_said_in_the_language_of_the_address_and_to_programs_as_json() -> None:
    _status, body, _taken = answer(scope("/en/send/letters/"), WITH_FILES + 1)
    assert b"too large" in body.lower()
    status, body, _taken = answer(scope("/hotline/exchange/v1/orders/UP1"), 1001)
    assert (status, body.startswith(b'{"error": "too_large"')) == (413, True)


def test_it_stands_before_the_real_pages() -> None:
    from config.asgi import application  # the process of the web, as it starts
    from config.doors import TAKES_FILES

    assert all(
        TAKES_FILES.match(one)
        for one in ("/send/letters/", "/track/XX-1/do/add_material/", "/verify/", "/desk/ledger/")
    )
    assert not any(
        TAKES_FILES.match(one) for one in ("/healthz", "/", "/send/files/a/b/", "/track/", "/api/v1/", "/surveys/1/")
    )
    assert answer(scope("/healthz", length=10**10), 0, application)[0] == 413
    assert answer(scope("/hotline/exchange/v1/orders/UP1"), LONGEST_BODY + 1, application)[0] == 413
