"""Living for a while with the tables as they were before a migration."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@contextmanager
def before(app: str, name: str) -> Iterator[None]:
    """Go back to before the migration, and through it and all after it at the end."""
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    executor.migrate(
        [parent.key for parent in executor.loader.graph.node_map[app, name].parents if parent.key[0] == app]
    )
    try:
        yield
    finally:
        MigrationExecutor(connection).migrate(latest)
        let_tests_empty_tables()


def let_tests_empty_tables() -> None:
    """Tests of committed transactions empty the tables afterwards, which append-only ones refuse anybody else. A migration
    that made a table anew has made its guard anew too."""
    with connection.cursor() as cursor:
        # 32: before TRUNCATE, as pg_trigger.tgtype has it.
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgtype & 32 > 0 AND NOT tgisinternal"
        )
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
