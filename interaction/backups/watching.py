"""Whether there is a backup of last night that can be relied on, and the list of erasures is written."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.backups.models import BackupRun, Erasure
from interaction.watching.checks import Check, Finding, Group, bad, good, soon, watches
from interaction.watching.gauges import Sample, counts
from interaction.workdays.now import SHANGHAI, now

# One is made every night, and may take hours.
LATE = timedelta(hours=30)


def _last() -> BackupRun | None:
    return BackupRun.objects.filter(state=BackupRun.State.DONE).order_by("-began_at").first()


def backup() -> Finding:
    if settings.DEMONSTRATION and not settings.BACKUP_RECIPIENT:
        return good(_t("这是演示"))
    if not settings.BACKUP_RECIPIENT:
        return bad(_t("没有设置备份"), _t("请按 docs/backup.md 生成备份密钥，再设置 BACKUP_RECIPIENT 和 BACKUP_DIR。"))
    last = _last()
    tried = BackupRun.objects.exclude(state=BackupRun.State.RUNNING).order_by("-began_at").first()
    if last is None or last.began_at < now() - LATE:
        words = _t("最近一次备份：%(when)s") % {"when": _when(last)}
        if tried and tried.words:
            words += _t("；最近一次没有做成：%(why)s") % {"why": tried.words}
        return bad(words, _t("请运行 manage.py backup，看它说什么；再检查 worker-long 和备份目录的空间。"))
    if last.words:
        return bad(last.words, _t("请查明这些附件为什么不在附件目录里，先从以前的备份里找回。"))
    return good(_t("最近一次备份：%(when)s") % {"when": _when(last)})


def _when(run: BackupRun | None) -> str:
    return run.began_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if run else _t("从来没有")


def erasures() -> Finding:
    waiting = Erasure.objects.filter(listed_at=None).count()
    if waiting:
        return soon(
            _t("有 %(count)s 条删除记录没有写入备份以外的清单") % {"count": waiting},
            _t("请检查 ERASURES_FILE 所在目录的权限和空间：恢复备份时要靠它把已删除的个人信息再删除一次。"),
        )
    return good(_t("删除记录都已写入清单"))


def _age() -> Iterator[Sample]:
    last = _last()
    if last:
        yield {}, (now() - last.began_at).total_seconds()


def _size() -> Iterator[Sample]:
    last = _last()
    if last:
        yield {}, last.size


def watch() -> None:
    watches(Check("backup", Group.MACHINE, _("备份"), backup))
    watches(Check("erasures", Group.MACHINE, _("删除记录"), erasures))
    counts("huiyin_backup_age_seconds", "Seconds since the last backup that was made began", _age)
    counts("huiyin_backup_bytes", "Size of the last backup that was made", _size)
