"""Databases for tests: one template with the tables and the demo county, one that has lived on for months, and copies.

A template is made once a run, by whichever process asks first. Every worker works in a copy, every stack has one, and
a test that commits gets the worker a new one afterwards: what a test finds never depends on what ran before it.
"""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from interaction.database.roles import APPLICATION

LIVED = "_lived"


def template_name() -> str:
    """One for all processes of this run, which share VAR_DIR."""
    return "huiyin_template_" + hashlib.sha256(os.environ["VAR_DIR"].encode()).hexdigest()[:8]


def worker_database() -> str:
    return f"{template_name()}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


def url_of(name: str) -> str:
    """The address of a database on the server the tests use."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{name}")).replace(f"postgresql:/{name}", f"postgresql:///{name}")


def of_application(name: str) -> str:
    """The address of a database for processes of their own, which sign in as the application and can be nothing else."""
    told = conninfo_to_dict(url_of(name))
    return make_conninfo(
        "", **{key: str(value) for key, value in told.items() if key != "options"} | {"user": APPLICATION}
    )


@contextmanager
def owner() -> Iterator[None]:
    """Do something as the owner of the tables, in the transaction there is: what only commands of an administrator may."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    yield
    with connection.cursor() as cursor:
        cursor.execute(SQL("SET ROLE {}").format(Identifier(APPLICATION)))


def lived_database() -> str:
    return f"{worker_database()}_lived"


def copy_template(name: str, *, of_lived: bool = False) -> None:
    """Make a database anew as a copy of a template, ending whatever is still connected to it."""
    of = template_name() + (LIVED if of_lived else "")
    with _server() as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        server.execute(
            SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(Identifier(name), Identifier(of))
        )


def drop_databases() -> None:
    """Drop the template and all its copies, on a server that outlives the run. Without any there may be no server."""
    if not _lock(template_name()).exists():
        return
    with _server() as server:
        found = server.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", [template_name().replace("_", r"\_") + "%"]
        )
        for (name,) in found.fetchall():
            server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def make_template() -> None:
    """Migrate an empty database and load the demo county, unless this run has done so."""
    _make(template_name(), "template0", _fill)


def make_lived(live: Callable[[], None]) -> None:
    """Let the county of the template live on, unless this run has done so."""
    _make(template_name() + LIVED, template_name(), live)


def _make(name: str, of: str, fill: Callable[[], None]) -> None:
    with alone(name), _server() as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        before, unfinished = used_database(), f"{name}_unfinished"
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(unfinished)))
        server.execute(
            SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(Identifier(unfinished), Identifier(of))
        )
        use_database(unfinished)
        fill()
        use_database(before)
        server.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(unfinished), Identifier(name)))


def _fill() -> None:
    from django.core.management import call_command

    from demo.loading import load_demo

    call_command("migrate", verbosity=0)
    load_demo()


def used_database() -> str:
    """Where Django's connections of this process lead."""
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def use_database(name: str) -> None:
    """Let Django's connections of this process lead to a database from now on."""
    from django.conf import settings
    from django.db import connection

    leave_database()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def leave_database() -> None:
    """Close what this process has open, the pool too."""
    from django.db import connection

    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]


def renew_database() -> None:
    """Give this worker a fresh copy: a test has committed."""
    leave_database()
    copy_template(worker_database())


def _lock(name: str) -> Path:
    """There from when a process of this run first makes a template."""
    return Path(os.environ["VAR_DIR"]) / f"{name}.lock"


@contextmanager
def alone(name: str) -> Iterator[None]:
    """While one process of this run makes something for all of them, the others wait."""
    with _lock(name).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _server() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as connection:
        yield connection
