"""Strangers, other senders and staff of other organs try what is not theirs; and sessions cannot be taken, kept or forged."""

import asyncio
import uuid
from urllib.parse import urlencode

import pytest
import websockets

from tests.attacks.wire import FORM, Stranger
from tests.stack.conftest import Stack

pytestmark = pytest.mark.stack
ASKED = "/track/"
DESK = "/accounts/login/"


@pytest.fixture(scope="session")
def county(stack: Stack) -> dict[str, str]:
    """A case of a bureau that somebody handles, and its number."""
    stack.manage("simulate", "--days", "4", "--per-day", "8", "--seed", "3")
    (found,) = stack.query(
        "SELECT c.id, c.number, o.code FROM casework_case c JOIN organs_organ o ON o.id = c.organ_id"
        " WHERE c.handler_id IS NOT NULL AND o.kind = 'department' ORDER BY c.id LIMIT 1"
    )
    return dict(zip(("id", "number", "organ"), map(str, found), strict=True))


@pytest.fixture(scope="session")
def clerk(stack: Stack, county: dict[str, str]) -> Stranger:
    """A handler of another organ than the case's."""
    other = Stranger(stack.port)
    code = "czj" if county["organ"] != "LL-CZJ" else "slj"
    assert other.sign_in(f"chengban-{code}").leads_to == "/desk/"
    return other


OF_A_CASE = (
    "/desk/cases/{id}/", "/desk/cases/{id}/do/take_up/", "/desk/cases/{id}/do/draft_reply/", "/desk/cases/{id}/do/sign/",
    "/desk/cases/{id}/do/publish_reply/", "/desk/cases/{id}/do/erase/", "/desk/cases/{id}/receipt/", "/desk/cases/{id}/party/",
    "/desk/cases/{id}/files/{uuid}/", "/desk/cases/{id}/files/{uuid}/original/", "/desk/query-codes/{number}/",
    "/desk/query-codes/{number}/slip/", "/desk/cases/{id}/deliveries/{uuid}/",
)  # fmt: skip
OF_OTHERS = (
    "/desk/audit/", "/desk/audit/readings/", "/desk/appointments/", "/desk/appointments/new/", "/desk/recovery/new/", "/desk/law/",
    "/desk/archive/", "/desk/complaints/", "/desk/hotline/", "/desk/hotline/quality/", "/desk/ledger/", "/desk/ledger/export/",
    "/desk/system/", "/desk/holidays/", "/desk/exchange/", "/desk/supervision/", "/settings/organs/staff/", "/settings/organs/organ/add/",
    "/settings/organs/post/add/", "/desk/people/1/leaving/", "/desk/leave/new/1/", "/desk/dead-letters/",
)  # fmt: skip


def address(path: str, county: dict[str, str]) -> str:
    return path.format(**county, uuid=uuid.uuid4())


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", OF_A_CASE + OF_OTHERS)
def test_strangers_are_asked_to_sign_in(stack: Stack, county: dict[str, str], path: str, method: str) -> None:
    body = b"" if method == "POST" else None
    answer = Stranger(stack.port).ask(address(path, county), method, body, {"Content-Type": FORM})
    assert answer.status in (302, 403)
    assert answer.leads_to.startswith((DESK, "/settings/login/")) or answer.status == 403
    assert "{number}" in path or county["number"] not in answer.text


@pytest.mark.parametrize("path", OF_A_CASE + OF_OTHERS)
def test_another_organs_clerk_finds_nothing(stack: Stack, county: dict[str, str], clerk: Stranger, path: str) -> None:
    where = address(path, county)
    answers = [clerk.ask(where)]
    if answers[0].status != 302 or not answers[0].leads_to.startswith("/settings"):
        token = clerk.token("/desk/leave/")
        answers.append(clerk.ask(where, "POST", urlencode({"csrfmiddlewaretoken": token, "state": "published"}).encode(), {
            "Content-Type": FORM, "Referer": clerk.origin + "/desk/",
        }))  # fmt: skip
    for answer in answers:
        assert answer.status in (302, 403, 404, 405), (answer.status, answer.text[:300])
        assert answer.leads_to in ("", "/settings/login/") or answer.leads_to.startswith(("/settings/", "/accounts/"))
    (row,) = stack.query(f"SELECT state FROM casework_case WHERE id = {county['id']}")
    assert row != ("published",)


@pytest.mark.parametrize(
    "path",
    ["/track/{number}/", "/receipt/{number}/", "/receipt/{number}/pdf/", "/track/{number}/proof/", "/track/{number}/do/withdraw/",
     "/track/{number}/do/rate/", "/track/{number}/files/{uuid}/", "/en/track/{number}/"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_number_alone_opens_nothing(stack: Stack, county: dict[str, str], path: str, method: str) -> None:
    body = b"" if method == "POST" else None
    answer = Stranger(stack.port).ask(address(path, county), method, body, {"Content-Type": FORM})
    assert answer.status in (302, 403, 405)
    assert "/track/" in answer.leads_to or answer.status != 302


@pytest.mark.parametrize("code", ["", "AAAAAAAAAA", "' OR ''='", "%", "\x00", "0" * 5000, "ＡＡＡＡＡＡＡＡＡＡ", "{}"])
def test_no_code_but_the_right_one_opens_a_case(stack: Stack, county: dict[str, str], code: str) -> None:
    answer = Stranger(stack.port).send("/track/", number=county["number"], code=code)
    assert answer.status in (422, 429)
    assert "查询码" in answer.text


def test_a_form_without_its_token_is_refused_in_chinese(stack: Stack, county: dict[str, str]) -> None:
    for token in ("", "x" * 64):
        answer = Stranger(stack.port).send("/track/", number=county["number"], code="AAAAAAAAAA", token=token or "none")
        assert answer.status == 403
        assert "Forbidden" not in answer.text


def test_a_form_sent_from_another_site_is_refused(stack: Stack) -> None:
    somebody = Stranger(stack.port)
    token = somebody.token("/track/")
    body = urlencode({"csrfmiddlewaretoken": token, "number": "a", "code": "b"}).encode()
    for origin in ("https://evil.example", "null"):
        assert somebody.ask("/track/", "POST", body, {"Content-Type": FORM, "Origin": origin}).status == 403


def test_signing_in_gives_a_session_of_its_own_and_signing_out_ends_it(stack: Stack) -> None:
    somebody = Stranger(stack.port)
    somebody.cookies["sessionid"] = "a" * 32
    answer = somebody.sign_in("duban")
    assert somebody.cookies["sessionid"] != "a" * 32
    cookie = next(one for one in answer.headers.get_all("Set-Cookie", []) if one.startswith("sessionid"))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    taken = Stranger(stack.port, dict(somebody.cookies))
    assert taken.ask("/desk/").status == 200
    assert somebody.ask("/accounts/logout/").status in (200, 302, 405)
    assert taken.ask("/desk/").status == 200  # an address alone, as in a picture of another site, signs nobody out
    somebody.send("/desk/", at="/accounts/logout/")
    assert taken.ask("/desk/").leads_to.startswith(DESK)


@pytest.mark.parametrize(
    "cookie",
    ["sessionid=", "sessionid=" + "0" * 32, "sessionid=../../etc/passwd", "sessionid={}", "sessionid=" + "a" * 3000],
)
def test_no_session_is_guessed(stack: Stack, cookie: str) -> None:
    assert Stranger(stack.port).ask("/desk/", headers={"Cookie": cookie}).leads_to.startswith(DESK)


def test_what_is_private_is_kept_by_nobody_on_the_way(stack: Stack, clerk: Stranger) -> None:
    for path in ("/desk/", "/desk/leave/"):
        kept = clerk.ask(path).headers.get("Cache-Control", "")
        assert "no-store" in kept or "private" in kept, path
    for path in ("/", "/replies/", "/desk/", "/nowhere/", "/track/"):
        answer = clerk.ask(path)
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "Django" not in str(answer.headers)


async def _opened(stack: Stack, path: str, cookie: str, origin: str, say: object = None) -> bool:
    """Whether a socket stays open after what is said to it."""
    try:
        async with websockets.connect(
            f"ws://localhost:{stack.port}{path}",
            additional_headers={"Cookie": cookie},
            origin=origin,  # type: ignore[arg-type]
        ) as socket:
            if say is not None:
                await socket.send(say)  # type: ignore[arg-type]
            await asyncio.wait_for(socket.wait_closed(), 3)
    except TimeoutError:
        return True
    except (websockets.exceptions.WebSocketException, OSError):
        return False
    return False


@pytest.mark.parametrize("path", ["/live/", "/live/calls/", "/live/wall/"])
def test_sockets_open_for_nobody_else(stack: Stack, clerk: Stranger, path: str) -> None:
    cookie = f"sessionid={clerk.cookies['sessionid']}"
    here = f"http://localhost:{stack.port}"
    for said, origin in (("", here), ("sessionid=" + "0" * 32, here), (cookie, "http://evil.example")):
        assert not asyncio.run(_opened(stack, path, said, origin))
    if path == "/live/calls/":
        assert not asyncio.run(_opened(stack, path, cookie, here))


@pytest.mark.parametrize("words", ["x" * 200_000, b"\x00" * 200_000], ids=["long text", "long bytes"])
def test_a_socket_takes_no_large_frame(stack: Stack, clerk: Stranger, words: object) -> None:
    cookie, here = f"sessionid={clerk.cookies['sessionid']}", f"http://localhost:{stack.port}"
    assert not asyncio.run(_opened(stack, "/live/", cookie, here, words))
    assert Stranger(stack.port).ask("/healthz").status == 200
