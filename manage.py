#!/usr/bin/env python
"""Django's command line; starts the embedded database when none is configured, and makes its tables when it is new."""

import fcntl
import os
import sys

import django
from django.core.management import call_command, execute_from_command_line
from django.db import connection

from config.servers import BASE_DIR, ensure_database, var_dir

# They read what they are given and no table of the settings' database: no server is started for them.
WITHOUT_DATABASE = {"mask", "restore", "sms_verdict"}


def make_tables() -> None:
    """A new embedded database gets its tables at the first command, whichever that is."""
    with open(var_dir() / "tables.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not connection.introspection.table_names():
            call_command("migrate", verbosity=0)


def settings_module() -> str:
    """The demo's where it is installed; an office that says its name is none, and has none of the demo's commands."""
    demo = "GOVERNMENT" not in os.environ and (BASE_DIR / "demo").is_dir()
    return "demo.settings" if demo else "config.settings"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    if sys.argv[1:] and sys.argv[1] in WITHOUT_DATABASE:
        os.environ.setdefault("DATABASE_URL", "postgresql:///none")
    embedded = ensure_database()
    if embedded:
        django.setup()
        make_tables()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
