"""Every public page as strangers meet it: in each mode, in both languages, on desk and phone; small, and few requests.

The pages are found by following links, and every public address that is a page must be among them."""

import urllib.request
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from tests.portal.crawling import ELSEWHERE, links_in
from tests.portal.test_english_walk import EXEMPT
from tests.portal.test_who_may import PUBLIC
from tests.stack.conftest import Stack, Visitor

pytestmark = pytest.mark.stack
# Their addresses are in a mail or on a receipt alone, so no link leads there; or there are none in this county.
NO_LINK = frozenset({
    "portal:confirm_subscription", "portal:leave_subscription", "reports:report", "portal:embedded_figures",
    "citizens:enter_code", "citizens:sign_out",
})  # fmt: skip
MORE = ("/search/?q=路灯", "/search/?q=量子纠缠", "/no-such-page", "/accounts/login/", "/embed/figures/", "/open-days/sign-ups/",
        "/time-limit/?rule=disclosure.reply&received=2026-09-25", "/statistics/?period=2026-11&channel=letter")  # fmt: skip
# Bytes of a first view, pictures and style included, and requests for it: phones on slow networks read these pages.
HEAVIEST, MOST_REQUESTS = 150_000, 8
WIDTHS = {"desk": (1280, 900), "phone": (390, 800)}
MODES = ("", "care", "contrast")
# Another mode changes colours and sizes: everything else has been looked at in the first.
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}}
NARROWEST = 320


def kind_of(path: str) -> str:
    with suppress(Resolver404):
        return resolve(path.partition("?")[0]).view_name
    return ""


def found_by_links(stack: Stack, of_a_kind: int) -> Iterator[tuple[str, str]]:
    """(kind, path) of public pages that links lead to from the home page, so many of each kind."""
    waiting, seen = deque(["/"]), Counter({"portal:home": 1})
    while waiting:
        path = waiting.popleft()
        try:
            with urllib.request.urlopen(stack.url + quote(path, safe="/?=&%-._~")) as answer:
                html, body = "html" in answer.headers.get("Content-Type", ""), answer.read().decode("utf-8", "replace")
        except HTTPError:
            continue
        if not html:
            continue
        yield kind_of(path), path
        for link in links_in(body, path):
            kind = kind_of(link)
            if not link.startswith((*ELSEWHERE, "/en/")) and kind and seen[kind] < of_a_kind:
                seen[kind] += 1
                waiting.append(link)


@pytest.fixture(scope="module")
def pages(stack: Stack) -> list[str]:
    """One of each kind of public page, of a county that has something on each."""
    for command in ("load_demo_disclosure", "load_demo_consultations", "load_demo_outreach"):
        stack.manage(command, "-v0")
    stack.manage("search_index", "--rebuild", "-v0")
    found: dict[str, str] = {}
    for kind, path in found_by_links(stack, of_a_kind=8):
        found.setdefault(kind, path)
    pages = PUBLIC - EXEMPT - NO_LINK
    assert pages <= set(found), pages - set(found)
    return [*found.values(), *MORE]


def faults(one: Visitor, where: str, rules: dict[str, Any] | None = None) -> list[str]:
    """What axe-core has to say about the page as it stands, by all its rules or by some."""
    found = Axe().run(one.page, options={"resultTypes": ["violations"], **(rules or {})}).response["violations"]
    return [f"{where} {rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def too_wide(one: Visitor, where: str) -> list[str]:
    over = one.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{where} is {over} px too wide"] if over > 0 else []


def show_in(one: Visitor, mode: str) -> None:
    """A mode of display is a class of the page (base.html), so no page has to be loaded for it anew."""
    one.page.evaluate(
        "mode => { document.documentElement.classList.remove('care', 'contrast');"
        " if (mode) document.documentElement.classList.add(mode) }", mode,
    )  # fmt: skip


@pytest.mark.parametrize("screen", WIDTHS)
def test_everybody_can_read_every_public_page(
    pages: list[str], visit: Callable[..., Visitor], screen: str
) -> None:  # fmt: skip
    one, wrong = visit(phone=screen == "phone", bypass_csp=True), []
    for path in pages:
        one.go(path)
        for mode in MODES:
            show_in(one, mode)
            wrong += faults(one, f"{path} {mode}", CONTRAST if mode else None) + too_wide(one, f"{path} {mode}")
        show_in(one, "")
        if screen == "phone":
            one.page.set_viewport_size({"width": NARROWEST, "height": 600})
            wrong += too_wide(one, f"{path} at {NARROWEST}")
            one.page.set_viewport_size({"width": WIDTHS[screen][0], "height": WIDTHS[screen][1]})
        if not path.startswith("/accounts/"):
            one.go(f"/en{path}")
            wrong += faults(one, f"/en{path}") + too_wide(one, f"/en{path}")
    assert not wrong, "\n".join(wrong)


def test_a_first_view_is_light(pages: list[str], visit: Callable[..., Visitor]) -> None:
    one, wrong = visit(), []
    session = one.context.new_cdp_session(one.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    taken: list[Any] = []
    one.page.on("requestfinished", lambda request: taken.append(request))  # noqa: PLW0108  (no built-in for Playwright)
    for path in pages:
        taken.clear()
        one.page.goto(one.url + path, wait_until="networkidle")
        size = sum(request.sizes()["responseBodySize"] + request.sizes()["responseHeadersSize"] for request in taken)
        if size >= HEAVIEST or len(taken) > MOST_REQUESTS:
            wrong.append(f"{path}: {size} bytes, {len(taken)} requests")
    assert not wrong, "\n".join(wrong)
