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
