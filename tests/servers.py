"""Loaded before Django: tests run against a real PostgreSQL and Redis, those the environment names or embedded."""

import os
import tempfile

from config.servers import ensure_database, start_redis

# A place of their own, so that tests never meet a running demo; short, because sockets live in it.
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="hy"))
ensure_database()
start_redis()
