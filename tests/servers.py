"""Loaded before Django: tests run against a real PostgreSQL and Redis, those the environment names or embedded."""

import os
import tempfile

import psycopg

from config.servers import ensure_database, start_redis

# A place of their own, so that tests never meet a running demo; short, because sockets live in it.
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="hy"))
if ensure_database():
    # Nothing here has to survive the machine.
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            server.execute(f"ALTER SYSTEM SET {name} = off")
        server.execute("SELECT pg_reload_conf()")
start_redis()
