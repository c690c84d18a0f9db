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
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.portal.crawling import ELSEWHERE, links_in
from tests.portal.test_english_walk import EXEMPT
from tests.portal.test_who_may import PUBLIC
from tests.stack.acting import axe
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
TABS = 6
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
    stack.manage_each("load_demo_disclosure", "load_demo_consultations", "load_demo_outreach", "search_index --rebuild")
    found: dict[str, str] = {}
    for kind, path in found_by_links(stack, of_a_kind=8):
        found.setdefault(kind, path)
    pages = PUBLIC - EXEMPT - NO_LINK
    assert pages <= set(found), pages - set(found)
    return [*found.values(), *MORE]


def faults(one: Visitor, where: str, rules: dict[str, Any] | None = None) -> list[str]:
    """What axe-core has to say about the page as it stands, by all its rules or by some."""
    return [
        f"{where} {rule['id']}: {node['html'][:160]}"
        for rule in axe(one.page, **(rules or {}))
        for node in rule["nodes"]
    ]


def too_wide(one: Visitor, where: str) -> list[str]:
    over = one.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{where} is {over} px too wide"] if over > 0 else []


def show_in(one: Visitor, mode: str) -> None:
    """A mode of display is a class of the page (base.html), so no page has to be loaded for it anew."""
    one.page.evaluate(
        "mode => { document.documentElement.classList.remove('care', 'contrast');"
        " if (mode) document.documentElement.classList.add(mode) }", mode,
    )  # fmt: skip


def faults_on(one: Visitor, screen: str, path: str) -> list[str]:
    """Of the page that is open, seen on a screen; one in English in the first mode alone."""
    one.page.set_viewport_size({"width": WIDTHS[screen][0], "height": WIDTHS[screen][1]})
    wrong: list[str] = []
    for mode in MODES[:1] if path.startswith("/en/") else MODES:
        show_in(one, mode)
        where = f"{path} {screen} {mode}"
        wrong += faults(one, where, CONTRAST if mode else None) + too_wide(one, where)
    show_in(one, "")
    if screen == "phone" and not path.startswith("/en/"):
        one.page.set_viewport_size({"width": NARROWEST, "height": 600})
        wrong += too_wide(one, f"{path} at {NARROWEST}")
    return wrong


def test_everybody_can_read_every_public_page(pages: list[str], visit: Callable[..., Visitor]) -> None:
    """A page is loaded once for all screens: what they differ by is its style, which follows them."""
    one, wrong = visit(bypass_csp=True), []
    for path in pages:
        for address in (path, *([] if path.startswith("/accounts/") else [f"/en{path}"])):
            one.go(address)
            for screen in WIDTHS:
                wrong += faults_on(one, screen, address)
    assert not wrong, "\n".join(wrong)


def weighed(one: Visitor) -> tuple[Page, list[Any]]:
    """A page whose cache is off, and the requests it makes."""
    page, taken = one.context.new_page(), list[Any]()
    session = one.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.on("requestfinished", lambda request: taken.append(request))  # noqa: PLW0108  (no built-in for Playwright)
    return page, taken


def test_a_first_view_is_light(pages: list[str], visit: Callable[..., Visitor]) -> None:
    """Several at a time: whether a page asks for more is only known when it has been quiet for a while."""
    one, wrong = visit(), []
    tabs = [weighed(one) for _tab in range(TABS)]
    for first in range(0, len(pages), TABS):
        together = list(zip(pages[first : first + TABS], tabs, strict=False))
        for path, (page, taken) in together:
            taken.clear()
            page.goto(one.url + path, wait_until="commit")
        for path, (page, taken) in together:
            page.wait_for_load_state("networkidle")
            sizes = [request.sizes() for request in taken]
            size = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)
            assert taken
            if size >= HEAVIEST or len(taken) > MOST_REQUESTS:
                wrong.append(f"{path}: {size} bytes, {len(taken)} requests")
    assert not wrong, "\n".join(wrong)
