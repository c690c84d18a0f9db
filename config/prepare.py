"""Before the processes start: words, tables, static files and the search index. In one process."""

import os
import sys
from collections.abc import Callable
from io import StringIO

import django
from django.core.management import CommandError, call_command

from config.servers import ensure_database


def prepare(load: Callable[[], None] = lambda: None) -> None:
    """Make ready what a start needs; `load` fills the tables before they are indexed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    ensure_database()
    django.setup()
    call_command("catalogue", compile=True, stdout=StringIO())
    call_command("migrate", verbosity=0)
    _check_rights()
    _check_keys()
    call_command("collectstatic", interactive=False, verbosity=0)
    load()
    call_command("search_index", verbosity=0)


def _check_rights() -> None:
    """An application that owns its tables could rewrite its logs: it does not start (interaction/database/roles.py)."""
    from interaction.database.ownership import owns_tables  # noqa: PLC0415 - Django is set up by now

    if owns_tables():
        sys.exit(
            "没有启动：DATABASE_URL 的账号是数据表的所有者，日志可以被它改写。请数据库管理员运行 python -m interaction.database.roles "
            "打印的语句，把所有者写在 OWNER_DATABASE_URL、应用账号 huiyin_app 写在 DATABASE_URL。"
        )


def _check_keys() -> None:
    """A wrong or missing key stops the start: whatever it sealed or hashed would be lost."""
    try:
        call_command("keys", "check", stdout=StringIO())
    except CommandError as wrong:
        sys.exit(f"没有启动。{wrong}")


if __name__ == "__main__":
    prepare()
