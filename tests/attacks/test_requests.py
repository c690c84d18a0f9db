"""What a stranger writes into addresses, headers and the wire itself: nothing of it is a fault, a way in, or given back as code."""

from itertools import product
from urllib.parse import quote

import pytest

from tests.attacks.wire import FORM, Stranger, raw
from tests.stack.conftest import Stack

pytestmark = pytest.mark.stack
QUESTIONS = (
    "/search/?q=", "/replies/?q=", "/replies/?channel=", "/replies/?before=", "/replies/?organ=", "/statistics/?year=", "/track/?number=",
    "/verify/?number=", "/feeds/search/?q=", "/organs/", "/api/v1/replies?organ=",
    "/api/v1/tallies?year=", "/open311/v2/requests.json?service_code=",
    "/reports/?organ=", "/time-limit/?rule=", "/answers/?q=",
)  # fmt: skip
WORDS = {
    "script": "<script>alert(7)</script>", "picture": '"><img src=x onerror=alert(7)>', "sql": "' OR 1=1; DROP TABLE casework_case;--",
    "template": "{{7*191}}${7*191}#{7*191}", "nul": "\x00", "not a character": "\uffff", "absurd number": "9" * 400,
    "path": "../../../../etc/passwd", "formula": "=cmd|'/c calc'!A1", "line": "a\r\nSet-Cookie: a=b", "not utf-8": "%ff%fe%c0%80",
    "python": "__import__('os').system('id')",
}  # fmt: skip


@pytest.mark.parametrize(("address", "words"), list(product(QUESTIONS, WORDS)), ids=str)
def test_words_of_a_stranger_are_words(stack: Stack, address: str, words: str) -> None:
    said = WORDS[words]
    answer = Stranger(stack.port).ask(address + (said if words == "not utf-8" else quote(said, safe="")))
    assert answer.status < 500, answer.text[:400]
    assert not any(raw_words in answer.text for raw_words in ("<script>alert(7)", "<img src=x", "1337", "root:x:0"))
    assert "a" not in answer.headers.get("Set-Cookie", "").split("=")[0].split(",")
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"}, {"Host": "localhost@evil.example"}, {"Host": ""}, {"Host": "evil.example:80/x"},
        {"Host": "localhost\tevil.example"},
    ],
)  # fmt: skip
def test_another_host_is_refused(stack: Stack, headers: dict[str, str]) -> None:
    answer = Stranger(stack.port).ask("/replies/", headers=headers)
    assert answer.status == 400
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"}, {"Forwarded": "host=evil.example"}, {"X-Original-URL": "/desk/"},
        {"X-Rewrite-URL": "/desk/"}, {"X-HTTP-Method-Override": "DELETE"}, {"Referer": "http://localhost//evil.example/"},
        {"X-Forwarded-Proto": "https"}, {"Cookie": "sessionid=' OR 1=1--"}, {"Cookie": "a=" + "b" * 4000},
        {"Accept-Language": "../../../etc/passwd"}, {"HX-Request": "true", "HX-Current-URL": "//evil.example"},
        {"User-Agent": "<script>alert(7)</script>"}, {"Range": "bytes=0-0,1-1,2-2"},
    ],
    ids=str,
)  # fmt: skip
def test_headers_change_neither_page_nor_links(stack: Stack, headers: dict[str, str]) -> None:
    answer = Stranger(stack.port).ask("/replies/", headers=headers)
    assert answer.status == 200
    assert "evil.example" not in answer.text
    assert "alert(7)" not in answer.text


@pytest.mark.parametrize(
    "referer",
    ["http://localhost:{port}//evil.example/x", "//evil.example", "javascript:alert(1)", "http://evil.example/"],
)
def test_choosing_a_view_leads_nowhere_else(stack: Stack, referer: str) -> None:
    answer = Stranger(stack.port).ask("/view/care/on/", headers={"Referer": referer.format(port=stack.port)})
    assert "evil" not in answer.leads_to
    assert not answer.leads_to.startswith(("//", "javascript"))


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", "///evil.example"]
)
def test_signing_in_leads_nowhere_else(stack: Stack, target: str) -> None:
    somebody = Stranger(stack.port)
    answer = somebody.send(
        f"/accounts/login/?next={quote(target)}", login="shoujian", password="huiyin-demo-2026", next=target
    )
    assert answer.status == 302
    assert answer.leads_to.startswith("/")
    assert "evil" not in answer.leads_to


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND", "GETT"])
@pytest.mark.parametrize("path", ["/replies/", "/track/", "/hotline/telephony/events/"])
def test_methods_that_nothing_answers(stack: Stack, path: str, method: str) -> None:
    answer = Stranger(stack.port).ask(path, method, b"", {"Content-Type": FORM})
    assert answer.status in (400, 401, 403, 404, 405, 501), answer.status
    assert b"TRACE" not in answer.content


@pytest.mark.parametrize(
    "path",
    [
        "/static/../config/settings.py", "/static/%2e%2e/%2e%2e/etc/passwd", "/static/..%2f..%2fvar/field.key", "/static//etc/passwd",
        "/static/portal/..%5c..%5cfield.key", "/static/%00", "/api/v1/files/..%2f..%2ffield.key", "/open-data/../field.key", "/.git/config",
        "/.env", "/var/field.key", "/files/", "/media/", "/debug/", "/metrics", "/settings/auth/user/add/", "/server-status",
        "/static/portal/site.css%20", "//evil.example/", "/%2e%2e/%2e%2e/etc/passwd",
    ],
)  # fmt: skip
def test_no_way_leads_to_files_or_tools(stack: Stack, path: str) -> None:
    answer = Stranger(stack.port).ask(path)
    assert answer.status in (301, 302, 400, 404)
    assert not answer.leads_to.startswith(("//evil", "http://evil"))
    assert not any(words in answer.text for words in ("SECRET_KEY", "root:", "[core]"))


@pytest.mark.parametrize(
    "request_of",
    [
        b"POST /track/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\nGET /desk/ HTTP/1.1\r\n\r\n",
        b"POST /track/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 40\r\n\r\nabcd",
        b"POST /track/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /track/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        b"GET /track/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET /track/ HTTP/1.1\r\nHost: localhost\r\nX-A: a\x00b\r\n\r\n",
        b"GET /track/ HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-A: b\r\n" * 20_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: " + b"b" * 300_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
    ids=["cl and te", "two lengths", "negative", "odd te", "two hosts", "nul in header", "space", "nul in path", "long path", "many headers",
         "long header", "tls", "version", "h2"],
)  # fmt: skip
def test_the_wire_itself_is_no_way_in(stack: Stack, request_of: bytes) -> None:
    """Refused or hung up on; never two answers to one request, and the next one is answered."""
    answered = raw(stack.port, request_of)
    assert answered.count(b"HTTP/1.1 ") <= 1
    assert not answered.startswith((b"HTTP/1.1 5", b"HTTP/1.1 302"))
    assert b"/accounts/login" not in answered
    assert Stranger(stack.port).ask("/healthz").status == 200
