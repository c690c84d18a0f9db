"""What an office's own servers ask for is honoured: encoded passwords, several hosts, TLS; no pickles."""

import json
from typing import Any

from django.core.cache import caches

from config.database import database
from interaction.visitors.made_once import made_once


def test_a_database_address_is_read_as_libpq_reads_it() -> None:
    url = "postgresql://huiyin:p%40ss%2Fword@db1:5432,db2:5433/county?sslmode=verify-full&sslrootcert=/etc/ca.pem"
    read: Any = database(url, most=4)
    assert (read["HOST"], read["PORT"], read["NAME"]) == ("db1,db2", "5432,5433", "county")
    assert (read["USER"], read["PASSWORD"]) == ("huiyin", "p@ss/word")
    assert (read["OPTIONS"]["sslmode"], read["OPTIONS"]["sslrootcert"]) == ("verify-full", "/etc/ca.pem")
    assert database("postgresql://postgres:@/huiyin?host=/var/run/pg", most=4)["HOST"] == "/var/run/pg"


def test_nobody_waits_for_the_database_without_end_and_a_pooler_gets_no_options() -> None:
    page: Any = database("postgresql://db/county?options=-csearch_path%3Dhuiyin", most=4, page_seconds=30)
    said = page["OPTIONS"]["options"]
    assert said.startswith("-csearch_path=huiyin -c ")
    assert {"statement_timeout=30s", "lock_timeout=20s", "idle_in_transaction_session_timeout=300s"} <= set(
        said.split()
    )
    assert page["OPTIONS"]["pool"]["timeout"] < 5
    pooled: Any = database("postgresql://pgbouncer/county", most=4, page_seconds=30, pooler=True)
    assert not {"options", "pool"} & pooled["OPTIONS"].keys()
    assert pooled["DISABLE_SERVER_SIDE_CURSORS"]


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
