"""Where the bench runs: a directory, a database and a Redis of its own, all gone when the process ends."""

import atexit
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from config.servers import ensure_database, start_redis

DATABASE = "huiyin_bench"


def prepare() -> None:
    """Set the environment and start what it does not name. Call it before Django is set up."""
    # What is registered first runs last: the directory goes when the servers in it have stopped.
    directory = tempfile.mkdtemp(prefix="hb")
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ.update(
        VAR_DIR=directory, DJANGO_SETTINGS_MODULE="bench.settings", SITE_URL="http://localhost",
        SUBMISSIONS_PER_HOUR="100000",
    )  # fmt: skip
    if os.environ.get("DATABASE_URL"):
        _database_of_its_own()
    if ensure_database():  # it grows its tables as their owner
        os.environ["DATABASE_URL"] = os.environ["OWNER_DATABASE_URL"]
    start_redis()


def _database_of_its_own() -> None:
    """On a server that was given: beside the databases that are there."""
    given = os.environ["DATABASE_URL"]
    _drop(given)
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE}")
    parts = urlsplit(given)
    # urlunsplit drops the two slashes of an address without a host.
    own = urlunsplit(parts._replace(path=f"/{DATABASE}"))
    os.environ["DATABASE_URL"] = own if "://" in own else own.replace(":/", ":///", 1)
    atexit.register(_drop, given)


def _drop(given: str) -> None:
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def var_dir() -> Path:
    return Path(os.environ["VAR_DIR"])
