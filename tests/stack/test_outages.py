"""The database restarts, or is away: nobody meets an error that is not told as what it is, and all goes on by itself."""

import os
import urllib.request
from urllib.error import HTTPError

import psycopg
import pytest

from tests.stack.conftest import Stack, wait_for

pytestmark = pytest.mark.stack
PATHS = ("/", "/replies/", "/statistics/", "/send/letters/")
OF_OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def status_of(stack: Stack, path: str) -> tuple[int, str]:
    """What a page answers: its status, and when to come back."""
    try:
        with urllib.request.urlopen(stack.url + path, timeout=20) as answer:
            return answer.status, ""
    except HTTPError as refused:
        return refused.code, refused.headers.get("Retry-After", "")


def test_what_a_restart_of_the_database_cuts_gives_nobody_an_error(stack: Stack) -> None:
    """Every connection of the pool is cut; each is looked at before it is given out. Where the machine is so busy that there is
    no new one in time, the page says to come back."""
    for _time in range(2):
        assert stack.query(f"SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 10000)) {OF_OTHERS}") != [(0,)]
        answers = [status_of(stack, path) for path in PATHS * 3]
        assert set(answers) <= {(200, ""), (503, "10")}
        assert answers[-1] == (200, "")


def test_while_the_database_is_away_pages_say_so_and_then_all_goes_on(stack: Stack) -> None:
    name = psycopg.conninfo.conninfo_to_dict(stack.env["DATABASE_URL"])["dbname"]
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            assert [status_of(stack, path) for path in PATHS] == [(503, "10")] * len(PATHS)
            assert status_of(stack, "/readyz")[0] == 503
            assert status_of(stack, "/healthz")[0] == 200
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    wait_for(lambda: status_of(stack, "/")[0] == 200, "the pages")
    since = stack.query("SELECT now()")[0][0]
    for task in ("figures", "ledgers"):  # beat and both workers go on
        wait_for(lambda task=task: _done(stack, task, since), task)


def _done(stack: Stack, task: str, since: object) -> bool:
    found = stack.query(f"SELECT done_at FROM periodic_periodictask WHERE name = '{task}' AND done_at > '{since}'")
    return bool(found)
