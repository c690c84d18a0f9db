"""Under WSGI too a request brings no more than its address can use, and a visitor's address is what the proxy tells."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest

from interaction.visitors.bodies import OF_A_FORM, WITH_FILES
from interaction.visitors.wsgi import seen_through, with_limited_bodies

DOORS = {"/hotline/exchange/": 1000}
MULTIPART = "multipart/form-data; boundary=a"


def page(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [environ["REMOTE_ADDR"].encode()]


HELD = with_limited_bodies(page, DOORS, re.compile(r"/send/[^/]+/"))


def answer(app: Any, path: str = "/", length: int = 0, kind: str = MULTIPART, **more: str) -> tuple[str, bytes, int]:
    """(status, body, bytes that were read) of a request that says it brings so many bytes."""
    said: list[str] = []
    sent = BytesIO(b"a" * length)
    environ = {
        "PATH_INFO": path, "REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(length), "CONTENT_TYPE": kind,
        "REMOTE_ADDR": "127.0.0.1", "wsgi.input": sent, **more,
    }  # fmt: skip
    body = b"".join(app(environ, lambda status, _headers: said.append(status)))
    return said[0], body, sent.tell()


def test_what_is_too_long_is_refused_with_a_page_once_it_was_let_past() -> None:
    status, body, read = answer(HELD, "/track/", OF_A_FORM + 1)
    assert status.startswith("413 ")
    assert "提交的内容太大" in body.decode()
    assert read == OF_A_FORM + 1
    assert b"too large" in answer(HELD, "/en/track/", OF_A_FORM + 1)[1].lower()


def test_a_form_with_photographs_comes_in_whole() -> None:
    assert answer(HELD, "/send/letters/", OF_A_FORM + 1)[0] == "200 OK"
    assert answer(HELD, "/send/letters/", WITH_FILES + 1)[0].startswith("413 ")


def test_a_program_is_told_at_once_and_as_json() -> None:
    status, body, read = answer(HELD, "/hotline/exchange/v1/orders/UP1", 1001, "application/json")
    assert (status[:3], body.startswith(b'{"error": "too_large"'), read) == ("413", True, 0)


@pytest.mark.parametrize(
    ("proxies", "peer", "told", "seen"),
    [
        ("", "127.0.0.1", "203.0.113.9", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ("127.0.0.1", "127.0.0.1", "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1, 10.0.0.0/8", "10.1.2.3", "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        ("127.0.0.1", "127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1,::1", "::1", "2001:db8::9", "2001:db8::9"),
    ],
)
def test_a_visitor_is_who_the_proxies_of_ours_say(proxies: str, peer: str, told: str, seen: str) -> None:
    said = answer(seen_through(page, proxies), REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=told)
    assert said[1].decode() == seen


@pytest.mark.django_db
def test_the_pages_of_an_office_stand_behind_both() -> None:
    from config.wsgi import application  # as gunicorn takes it

    assert answer(application, "/healthz", 10**7)[0].startswith("413 ")
    assert answer(application, "/healthz", REQUEST_METHOD="GET", CONTENT_LENGTH="", SERVER_NAME="a", SERVER_PORT="80")[
        1
    ]
