"""Before the processes start: words, tables, static files and the search index. In one process."""

import os
from collections.abc import Callable
from io import StringIO

import django
from django.core.management import call_command

from config.servers import ensure_database


def prepare(load: Callable[[], None] = lambda: None) -> None:
    """Make ready what a start needs; `load` fills the tables before they are indexed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    ensure_database()
    django.setup()
    call_command("catalogue", compile=True, stdout=StringIO())
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load()
    call_command("search_index", verbosity=0)


if __name__ == "__main__":
    prepare()
