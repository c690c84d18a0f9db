"""Whether the application has the rights it should have in the database and no more, and the database has room for it."""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.database.ownership import owns_tables
from interaction.watching.checks import Check, Finding, Group, bad, good, soon, watches
from interaction.watching.gauges import Sample, counts

# The share of the server's connections from which on it gets narrow.
NARROW = 0.8


def rights() -> Finding:
    if owns_tables():
        return bad(
            _t("应用账号是数据表的所有者，可以改写日志"),
            _t(
                "请数据库管理员运行 python -m interaction.database.roles 打印的语句，再改 DATABASE_URL、OWNER_DATABASE_URL。"
            ),
        )
    return good(_t("应用账号只有读写权限，日志只能添加"))


def _used() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), current_setting('max_connections')::int FROM pg_stat_activity")
        used, most = cursor.fetchone()
    return used, most


def connections() -> Finding:
    used, most = _used()
    if used > most * NARROW:
        return soon(
            _t("数据库连接用了 %(used)s 个，最多 %(most)s 个") % {"used": used, "most": most},
            _t("请减少 DATABASE_POOL 或者进程数，或者调大 max_connections。"),
        )
    return good(_t("数据库连接 %(used)s 个，最多 %(most)s 个") % {"used": used, "most": most})


def _connections() -> Iterator[Sample]:
    used, most = _used()
    yield {"of": "used"}, used
    yield {"of": "most"}, most


def watch() -> None:
    watches(Check("rights", Group.MACHINE, _("数据库权限"), rights))
    watches(Check("connections", Group.MACHINE, _("数据库连接"), connections))
    counts("huiyin_database_connections", "Connections of the database server", _connections, "of")
