"""Where a visitor comes from: one network however its address is written, and never what a forged header says."""

import asyncio
from typing import Any

import pytest
from uvicorn import Config
from uvicorn.main import main as uvicorn_command

from config.supervisor import believed
from interaction.visitors.networks import network_of

PROXY, STRANGER, FORGED = "10.0.0.5", "203.0.113.7", "198.51.100.9"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("::FFFF:cb00:7107", "203.0.113.7"),
        ("64:ff9b::cb00:7107", "203.0.113.7"),
        ("2002:cb00:7107::1", "203.0.113.7"),
        ("2002:cb00:7107:ffff:1:2:3:4", "203.0.113.7"),
        # Teredo: server 192.0.2.1, and behind it, inverted, the client's address.
        ("2001:0:c000:201:8000:63bf:34ff:8ef8", "203.0.113.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("64:ff9b:1::cb00:7107", "64:ff9b:1::/64"),
        ("::1", "::/64"),
        (" 203.0.113.7 ", "203.0.113.7"),
        ("abc", ""),
        ("", ""),
        ("203.0.113.7, 198.51.100.9", ""),
    ],
)
def test_a_network_is_one_however_its_address_is_written(address: str, network: str) -> None:
    assert network_of(address) == network


def seen_by_the_application(peer: str, *headers: tuple[bytes, bytes]) -> str:
    """Which address the application is told, of a request that reaches uvicorn as the supervisor starts it."""
    told: list[str] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        told.append(scope["client"][0])

    options = uvicorn_command.make_context("uvicorn", [*believed(), "config.asgi:application"]).params
    config = Config(
        application, proxy_headers=options["proxy_headers"], forwarded_allow_ips=options["forwarded_allow_ips"]
    )
    config.load()
    scope = {"type": "http", "client": (peer, 1), "headers": list(headers), "scheme": "http"}
    asyncio.run(config.loaded_app(scope, None, None))  # type: ignore[arg-type]
    return told[0]


FORGERIES = [
    (b"x-forwarded-for", FORGED.encode()), (b"x-real-ip", FORGED.encode()), (b"forwarded", b"for=" + FORGED.encode()),
    (b"client-ip", FORGED.encode()), (b"x-forwarded-for", b"abc"), (b"true-client-ip", FORGED.encode()),
]  # fmt: skip


@pytest.mark.parametrize("peer", [STRANGER, "127.0.0.1", "::1"])
def test_forged_headers_do_nothing_where_no_proxy_is_named(peer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRUSTED_PROXIES", raising=False)
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    assert seen_by_the_application(peer, *FORGERIES) == peer


def test_a_named_proxy_is_believed_in_what_it_added_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", f"{PROXY}, 10.1.0.0/24")
    assert seen_by_the_application(STRANGER, *FORGERIES) == STRANGER
    assert seen_by_the_application(PROXY, (b"x-forwarded-for", STRANGER.encode())) == STRANGER
    # What the visitor wrote stands to the left of what the proxies added.
    chain = f"{FORGED}, {STRANGER}, 10.1.0.9".encode()
    assert seen_by_the_application(PROXY, (b"x-forwarded-for", chain)) == STRANGER


@pytest.mark.parametrize("everybody", ["*", "0.0.0.0/0", "::/0", f"{PROXY},*", "proxy.example"])
def test_a_start_that_would_believe_everybody_is_refused(everybody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", everybody)
    with pytest.raises(SystemExit, match="TRUSTED_PROXIES"):
        believed()
