"""Whether the machine has room, its files are its own, and the settings are those of an office that strangers reach."""

import shutil
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.watching.checks import Check, Finding, Group, bad, good, soon, watches
from interaction.watching.gauges import Sample, counts
from interaction.workdays.now import now

FULL, NARROW = 0.05, 0.15
GIGABYTE = 1024**3
# Seconds by which the clocks of this machine and of the database may differ: limits in hours are counted by both.
CLOCKS_DIFFER = 30
OTHERS_MAY_READ = 0o077
QUEUES = ("work", "long")


def disk() -> Finding:
    room = shutil.disk_usage(settings.VAR_DIR)
    said = _t("剩余 %(free)s GB，共 %(all)s GB") % {"free": room.free // GIGABYTE, "all": room.total // GIGABYTE}
    advice = _t("请清理或者扩大 VAR_DIR 所在的磁盘：装满以后附件收不进来。")
    if room.free < room.total * FULL:
        return bad(said, advice)
    return soon(said, advice) if room.free < room.total * NARROW else good(said)


def clock() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        there = cursor.fetchone()[0]
    differ = abs((there.astimezone(UTC) - now()).total_seconds())
    if differ > CLOCKS_DIFFER:
        return bad(
            _t("本机与数据库的时钟差 %(seconds)s 秒") % {"seconds": int(differ)},
            _t("请在两台机器上启用时间同步（chrony 或者 NTP）。"),
        )
    return good(_t("时钟一致"))


def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)


def broker() -> Finding:
    try:
        answered = _redis().config_get("maxmemory-policy")
    except redis.ConnectionError:
        return bad(_t("Redis 连不上"), _t("请启动 Redis，核对 REDIS_URL。恢复以前，页面能用，提醒和发送会推迟。"))
    except redis.ResponseError:  # the command is not given to everybody
        return good(_t("Redis 可用"))
    policy = answered.get("maxmemory-policy", "noeviction")
    if policy != "noeviction":
        return soon(
            _t("Redis 内存满时会丢弃任务（%(policy)s）") % {"policy": policy},
            _t("请把 maxmemory-policy 设为 noeviction。"),
        )
    return good(_t("Redis 可用"))


def fonts() -> Finding:
    if not any(Path(settings.FONTS_DIR).rglob("*.ttf")):
        return bad(_t("找不到字体：文书做不出来"), _t("请运行 make setup，或者核对 FONTS_DIR。"))
    return good(_t("字体齐全"))


def secrets() -> Finding:
    kept = [Path(settings.VAR_DIR) / name for name in ("secret.key", "field.key", "chain.key", "seal.key")]
    open_to_others = [one.name for one in kept if one.exists() and one.stat().st_mode & OTHERS_MAY_READ]
    if open_to_others:
        return bad(
            _t("别的用户能读密钥文件：%(files)s") % {"files": "、".join(open_to_others)},
            _t("请执行 chmod 600，只留给运行本系统的用户。"),
        )
    return good(_t("密钥文件只有本系统的用户能读"))


def address() -> Finding:
    """What strangers reach is reached by HTTPS, under its own name."""
    if settings.DEMONSTRATION:
        return good(_t("这是演示"))
    wrong = []
    if not settings.SECURE or not settings.SITE_URL.startswith("https://"):
        wrong.append(_t("没有启用 HTTPS（HTTPS=1，SITE_URL 以 https:// 开头）"))
    if settings.DEBUG:
        wrong.append(_t("DEBUG 开着，出错的页面会露出内情"))
    host = settings.SITE_URL.partition("//")[2].split("/")[0].split(":")[0]
    if host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        wrong.append(_t("ALLOWED_HOSTS 里没有 %(host)s") % {"host": host})
    if wrong:
        return bad("；".join(wrong), _t("请在 huiyin.env 里改正，再重新启动。"))
    return good(settings.SITE_URL)


def office() -> Finding:
    missing = [name for name in ("government", "host_organ", "phone") if not settings.OFFICE[name]]
    if missing:
        return soon(
            _t("没有写明政府、主办单位或者网站电话"), _t("请设置 GOVERNMENT、HOST_ORGAN、SITE_PHONE：文书和页脚要用。")
        )
    return good(str(settings.OFFICE["government"]))


def _free() -> Iterator[Sample]:
    room = shutil.disk_usage(settings.VAR_DIR)
    yield {"of": "free"}, room.free
    yield {"of": "total"}, room.total


def _queues() -> Iterator[Sample]:
    server = _redis()
    for name in QUEUES:
        yield {"queue": name}, int(server.llen(name))


def watch() -> None:
    watches(Check("broker", Group.PROCESSES, _("Redis"), broker))
    watches(Check("disk", Group.MACHINE, _("磁盘"), disk))
    watches(Check("clock", Group.MACHINE, _("时钟"), clock))
    watches(Check("fonts", Group.MACHINE, _("字体"), fonts))
    watches(Check("secrets", Group.MACHINE, _("密钥文件"), secrets))
    watches(Check("address", Group.MACHINE, _("网址"), address))
    watches(Check("office", Group.MACHINE, _("单位信息"), office))
    counts("huiyin_disk_bytes", "Bytes of the disk that files are kept on", _free, "of")
    counts("huiyin_queue_length", "Tasks that wait for a worker", _queues, "queue")
