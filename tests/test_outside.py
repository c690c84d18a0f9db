"""What an office's own servers ask for is honoured: encoded passwords, several hosts, TLS, a gateway's token; no pickles."""

import json
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.cache import caches

from config.settings import _database
from interaction.notices import sms
from interaction.visitors.made_once import made_once


def test_a_database_address_is_read_as_libpq_reads_it() -> None:
    read = _database(
        "postgresql://huiyin:p%40ss%2Fword@db1:5432,db2:5433/county?sslmode=verify-full&sslrootcert=/etc/ca.pem"
    )
    assert (read["HOST"], read["PORT"], read["NAME"]) == ("db1,db2", "5432,5433", "county")
    assert (read["USER"], read["PASSWORD"]) == ("huiyin", "p@ss/word")
    assert (read["OPTIONS"]["sslmode"], read["OPTIONS"]["sslrootcert"]) == ("verify-full", "/etc/ca.pem")
    assert _database("postgresql://postgres:@/huiyin?host=/var/run/pg")["HOST"] == "/var/run/pg"


def test_a_gateway_is_told_who_asks(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def urlopen(request: Any, timeout: int) -> Any:
        asked.append(request)
        return nullcontext()

    monkeypatch.setattr("interaction.notices.sms.urllib.request.urlopen", urlopen)
    settings.SMS_GATEWAY_URL, settings.SMS_BACKEND = (
        "https://sms.example.gov.cn/",
        "interaction.notices.sms.HttpGateway",
    )
    settings.SMS_GATEWAY_TOKEN = "t0ken"
    sms.send("13800000001", "您好")
    assert asked[0].get_header("Authorization") == "Bearer t0ken"


def test_what_is_made_once_is_kept_as_text() -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"%PDF\x00\xff"

    cache: Any = caches["default"]
    cache.delete("made-once")
    assert [made_once("made-once", make) for _time in range(2)] == [b"%PDF\x00\xff"] * 2
    assert made == [1]
    raw = cache.client.get_client().get(cache.make_key("made-once"))
    assert isinstance(json.loads(raw), str)
