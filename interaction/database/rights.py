"""What the application may do, given anew after every migration: everything with rows, and with logs nothing but adding.

Which tables are logs is not listed: a table whose rows refuse to be changed or removed by a trigger is one, and the right is
taken as well. So a log cannot be forgotten here, and a trigger that somebody switches off leaves the right still missing.
"""

from dataclasses import dataclass

from django.db import connection, transaction
from psycopg.sql import SQL, Composable, Identifier

from interaction.database.roles import APPLICATION, KEEPER

ROLES = {APPLICATION, KEEPER}
# Every row, and the right that its trigger refuses: 8 is DELETE, 16 is UPDATE (pg_trigger.tgtype), without a condition.
_REFUSED = """
SELECT c.relname, (t.tgtype & 8) > 0, (t.tgtype & 16) > 0
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
 WHERE p.proname LIKE '%\\_refuse\\_change' AND (t.tgtype & 1) > 0 AND t.tgqual IS NULL
   AND c.relnamespace = current_schema()::regnamespace
 ORDER BY c.relname
"""
# Ours, not an extension's. Whoever may make temporary tables could have them stand before the real ones that a guard reads.
_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p
 WHERE p.pronamespace = current_schema()::regnamespace
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
_ALL = (
    "GRANT USAGE ON SCHEMA {schema} TO {app}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {app}",
    "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA {schema} TO {app}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {app}",
    "REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC",
)


@dataclass(frozen=True)
class Kept:
    """A function that does to logs what a law asks for, and what its keeper needs of which tables."""

    signature: str
    needs: tuple[tuple[str, str], ...]


_kept: list[Kept] = []


def keeper_runs(signature: str, **needs: str) -> None:
    """Make a function of a migration known as one that runs with the keeper's rights, table by table."""
    _kept.append(Kept(signature, tuple(needs.items())))


def have_roles() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(ROLES)])
        return {name for (name,) in cursor.fetchall()} == ROLES


def logs() -> dict[str, tuple[bool, bool]]:
    """Each table that refuses, with whether its rows may not be removed and whether they may not be changed."""
    found: dict[str, tuple[bool, bool]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_REFUSED)
        for table, removing, changing in cursor.fetchall():
            before = found.get(table, (False, False))
            found[table] = (before[0] or removing or changing, before[1] or changing)
    return found


@transaction.atomic
def grant_rights() -> None:
    """Give the application its rights and the keeper its own, as the owner; again, it changes nothing. At once: at no moment has
    the application a right to a log that is taken away in the next."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        names = {
            "schema": Identifier(cursor.fetchone()[0]),
            "app": Identifier(APPLICATION),
            "keeper": Identifier(KEEPER),
        }
        for each in _ALL:
            cursor.execute(SQL(each).format(**names))
        for table, (_removing, changing) in logs().items():
            rights = SQL("UPDATE, DELETE") if changing else SQL("DELETE")
            cursor.execute(SQL("REVOKE {} ON {} FROM {app}").format(rights, Identifier(table), **names))
        cursor.execute(_FUNCTIONS)
        for (function,) in cursor.fetchall():
            cursor.execute(SQL("ALTER FUNCTION {} SET search_path = {schema}, pg_temp").format(SQL(function), **names))
        # Whoever comes to own a function must be one who may make some there, at that moment.
        cursor.execute(SQL("GRANT USAGE, CREATE ON SCHEMA {schema} TO {keeper}").format(**names))
        for one in _kept:
            for statement in _handed_over(one):
                cursor.execute(statement)
        cursor.execute(SQL("REVOKE CREATE ON SCHEMA {schema} FROM {keeper}").format(**names))


def _handed_over(one: Kept) -> list[Composable]:
    function = SQL("FUNCTION {}").format(SQL(one.signature))  # of our own apps
    keeper, app = Identifier(KEEPER), Identifier(APPLICATION)
    return [
        *(SQL("GRANT {} ON {} TO {}").format(SQL(rights), Identifier(table), keeper) for table, rights in one.needs),
        SQL("ALTER {} OWNER TO {}").format(function, keeper),
        SQL("REVOKE ALL ON {} FROM PUBLIC").format(function),
        SQL("GRANT EXECUTE ON {} TO {}").format(function, app),
    ]
