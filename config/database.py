"""What DATABASE_URL says, as Django wants it, and how long anything may wait for the database."""

from psycopg.conninfo import conninfo_to_dict

# For a connection, seconds: one that the server does not give, and one that the others of this process do not give back.
# Pages say within this time that the database is away.
CONNECT, BORROW = 3, 3
# What a process that forgot to end its transaction may hold up, and how long a page may wait for a row, seconds.
IDLE_IN_TRANSACTION, LOCK = 300, 20
_PLACE = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


def database(url: str, *, most: int, page_seconds: int = 0, pooler: bool = False) -> dict[str, object]:
    """DATABASE_URL as Django wants it: whatever libpq understands of one - encoded passwords, several hosts, sslmode.

    A process keeps up to `most` connections and looks whether one still answers before it gives it out. `page_seconds` bounds
    a statement of a process that answers pages; others (migrations, ledgers) take as long as they need. Behind a pooler that
    changes connections with each transaction (PgBouncer) there are no connections of our own, no cursors on the server, and
    the limits stand with the role.
    """
    told = conninfo_to_dict(url)
    place = {name: told.pop(part, "") for name, part in _PLACE.items()}
    options: dict[str, object] = {"connect_timeout": CONNECT, "application_name": "huiyin", **told}
    settings = {"ENGINE": "django.db.backends.postgresql", **place, "OPTIONS": options}
    if pooler:
        return {**settings, "DISABLE_SERVER_SIDE_CURSORS": True, "CONN_HEALTH_CHECKS": True}
    limits = {"idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION}
    if page_seconds:
        limits |= {"statement_timeout": page_seconds, "lock_timeout": min(LOCK, page_seconds)}
    said = [str(told.get("options") or ""), *(f"-c {name}={seconds}s" for name, seconds in limits.items())]
    options["options"] = " ".join(filter(None, said))
    options["pool"] = {"min_size": 1, "max_size": most, "timeout": BORROW}
    return {**settings, "CONN_HEALTH_CHECKS": True}
