"""What an office's own servers ask for is honoured: encoded passwords, several hosts, TLS; no pickles."""

import json
from typing import Any

from django.core.cache import caches

from config.settings import _database
from interaction.visitors.made_once import made_once


def test_a_database_address_is_read_as_libpq_reads_it() -> None:
    read = _database(
        "postgresql://huiyin:p%40ss%2Fword@db1:5432,db2:5433/county?sslmode=verify-full&sslrootcert=/etc/ca.pem"
    )
    assert (read["HOST"], read["PORT"], read["NAME"]) == ("db1,db2", "5432,5433", "county")
    assert (read["USER"], read["PASSWORD"]) == ("huiyin", "p@ss/word")
    assert (read["OPTIONS"]["sslmode"], read["OPTIONS"]["sslrootcert"]) == ("verify-full", "/etc/ca.pem")
    assert _database("postgresql://postgres:@/huiyin?host=/var/run/pg")["HOST"] == "/var/run/pg"


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
