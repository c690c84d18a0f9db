"""Loaded before Django: tests run against a real PostgreSQL and Redis, those the environment names or embedded.

They sign in as whoever administers the server and are the application from the first statement on (`role`): so a test may
become the owner in the midst of its transaction (`tests.databases.owner`), and nothing else can do what the application may not.
"""

import os
import tempfile
from urllib.parse import quote

import psycopg

from config.servers import ensure_database, start_redis
from interaction.database.roles import APPLICATION, EMBEDDED

# A place of their own, so that tests never meet a running demo; short, because sockets live in it.
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="hy"))
embedded = ensure_database()
os.environ.setdefault("OWNER_DATABASE_URL", os.environ["DATABASE_URL"])  # workers are given both
if os.environ["DATABASE_URL"] != "postgresql:///none":  # what needs no server runs without one
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as server:
        server.execute(EMBEDDED)
        if embedded:  # nothing here has to survive the machine
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                server.execute(f"ALTER SYSTEM SET {name} = off")
            server.execute("SELECT pg_reload_conf()")
    joint = "&" if "?" in os.environ["OWNER_DATABASE_URL"] else "?"
    role = quote(f"-c role={APPLICATION}", safe="")
    os.environ["DATABASE_URL"] = f"{os.environ['OWNER_DATABASE_URL']}{joint}options={role}"
start_redis()
