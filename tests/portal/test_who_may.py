"""Every address, asked by somebody who is not signed in: public or sent to sign in, declared here one by one."""

import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.conftest import open_case

pytestmark = pytest.mark.django_db
PUBLIC = {
    # The small picture of a kept file is shown to the browser that has the form; for others there is none.
    "portal:stashed_thumbnail",
    "portal:seal", "portal:seals_program", "portal:seals", "portal:seals_feed",
    "portal:home", "portal:mode", "portal:accessibility", "portal:privacy", "portal:submit", "portal:track", "portal:lost_code",
    "portal:replies", "portal:reply", "portal:answers", "portal:statistics", "portal:calculator", "portal:verify", "alive", "ready",
    "citizens:sign_in", "citizens:enter_code", "citizens:sign_out",
    "portal:guides", "portal:guide", "portal:organs", "portal:organ", "disclosure:index", "disclosure:guide",
    "disclosure:catalogue", "disclosure:entry", "mailboxes:list", "mailboxes:record",
    "portal:organ_replies", "portal:search", "portal:feed_all", "portal:feed_channel", "portal:feed_organ",
    "portal:feed_search", "portal:subscribe", "portal:confirm_subscription", "portal:leave_subscription", "robots",
    "sitemap", "sitemap_pages", "sitemap_part",
    "reports:list", "reports:report", "reports:download", "telephony:events", "texting:texts",
    "consultations:list", "consultations:track", "consultations:item", "consultations:opinion_create", "consultations:opinions",
    "consultations:report", "consultations:report_pdf", "consultations:annex", "consultations:surveys",
    "consultations:survey", "consultations:decisions", "consultations:decisions_of",
    "outreach:announcements", "outreach:announcement", "outreach:programmes", "outreach:programme", "outreach:episode",
    "outreach:open_days", "outreach:open_day", "outreach:sign_up", "outreach:find_sign_up", "outreach:points",
    "outreach:point", "exchange:orders", "exchange:order", "exchange:messages", "exchange:openapi", "telephony:openapi",
    "portal:statistics_table", "portal:statistics_organ", "portal:statistics_organ_table", "portal:embedded_figures",
    "opendata:index", "opendata:api", "api:index", "api:organs", "api:channels", "api:measures", "api:replies", "api:reply",
    "api:typical", "api:tallies", "api:openapi", "api:not_found", "api:file", "api:discovery", "api:open311_discovery",
    "api:open311_services", "api:open311_service", "api:open311_requests", "api:open311_request", "api:open311_token",
}  # fmt: skip
# Open to the browser that sent the case, or gave number and query code; others are asked for them.
FOR_THE_SENDER = {
    "portal:receipt", "portal:receipt_pdf", "portal:track_case", "portal:case_proof", "portal:case_action", "portal:download",
    "consultations:receipt", "consultations:receipt_pdf", "consultations:mine", "outreach:signed_up",
    "outreach:cancel_sign_up", "outreach:rate_open_day", "citizens:cases", "citizens:add", "citizens:details", "citizens:delete",
}  # fmt: skip


def addresses(resolver: URLResolver, prefix: str = "", space: str = "") -> list[tuple[str, str]]:
    """Every (name, address) of ours, with its parameters filled in."""
    found = []
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            found += addresses(one, route, f"{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            name = space + (one.name or getattr(one.callback, "__name__", ""))
            found.append((name, "/" + fill(route)))
    return found


def fill(route: str) -> str:
    values = {
        "<slug:mode>": "care", "<slug:value>": "on", "<slug:slug>": "letters", "<str:number>": "XX-2026-000001",
        "<slug:action>": "withdraw", "<uuid:file>": str(uuid.uuid4()), "<uuid:submission>": str(uuid.uuid4()), "<int:pk>": "1",
        "<slug:code>": "LL", "<int:year>": "2025", "<slug:part>": "overview", "<int:number>": "1", "<int:version>": "1", "<slug:name>": "sign",
        "<slug:form>": "csv", "<str:row>": "3.1", "<slug:column>": "total", "<slug:kind>": "reconsideration",
        "<slug:result>": "upheld", "<uuid:pk>": str(uuid.uuid4()), "<uuid:delivery>": str(uuid.uuid4()),
        "<slug:section>": "overdue", "<slug:month>": "2026-11", "<str:about>": "new", "<uuid:sign_up>": str(uuid.uuid4()),
        "<str:code>": "LL", "<slug:channel>": "letter", "<slug:token>": "0" * 32, "<int:part>": "0",
        "<slug:table>": "months", "<str:name>": "replies-2026.csv", "<path:rest>": "nothing", "<format:form>": "json",
        "<str:request_id>": "1", "<str:token>": "1", "<slug:key>": "notices", "<slug:log>": "readings",
    }  # fmt: skip
    for parameter, value in values.items():
        route = route.replace(parameter, value)
    return route


def test_every_address_says_who_may_see_it(county: None) -> None:
    open_case("letter")
    wrong = []
    for name, address in addresses(get_resolver()):
        if name.startswith(("admin:", "account_", "mfa_")) or "accounts/" in address or "settings/" in address:
            continue
        for method in ("get", "post"):
            answer = getattr(Client(), method)(address)
            location = answer.headers.get("Location", "")
            if name in PUBLIC:
                right = not location.startswith("/accounts/login")
            elif name in FOR_THE_SENDER:
                asked = ("/track/", "/consultations/track/", "/open-days/sign-ups/", "/my/sign-in/")
                right = location.startswith(asked) or answer.status_code == 405
            else:
                right = location.startswith("/accounts/login")
            if not right or answer.status_code >= 500:
                wrong.append((name, method, answer.status_code, location))
    assert wrong == [], wrong


@pytest.mark.parametrize("address", ["/settings/", "/accounts/password/change/", "/accounts/2fa/"])
def test_library_pages_are_closed(county: None, address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert "login" in answer["Location"]


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/password/reset/"])
def test_nobody_signs_up(county: None, address: str) -> None:
    page = Client().get(address).content.decode()
    assert "<form" not in page or "signup" not in page


def test_policy_headers_are_on_every_page(county: None) -> None:
    answer = Client().get("/")
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]
