"""manage.py backup: database and files as one point, sealed to a key that is not on this machine."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from interaction.backups.archive import BadKey, write_identity
from interaction.backups.making import BackupFailed, back_up
from interaction.backups.programs import NoProgram
from interaction.backups.rotation import BadKeep

NO_RECIPIENT = (
    "没有设置 BACKUP_RECIPIENT。请在保管私钥的机器上运行 manage.py backup --new-key 文件，把它打印的公钥写入设置。"
)


class Command(BaseCommand):
    help = (
        "Back up database and files as one point, sealed to BACKUP_RECIPIENT, verified; older ones go by BACKUP_KEEP."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, metavar="DIR", help="instead of BACKUP_DIR")
        parser.add_argument(
            "--new-key", type=Path, metavar="FILE", help="write a new private key, print its public key, and end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new_key"]:
            self._new_key(options["new_key"])
            return
        if not settings.BACKUP_RECIPIENT:
            raise CommandError(NO_RECIPIENT)
        try:
            run = back_up(options["to"] or Path(settings.BACKUP_DIR))
        except (BackupFailed, BadKey, BadKeep, NoProgram, OSError) as wrong:
            raise CommandError(f"没有备份成：{wrong}") from wrong
        self.stdout.write(f"已备份：{run.place}（{run.size} 字节），读出核对一致。")
        if run.words:
            raise CommandError(run.words)

    def _new_key(self, file: Path) -> None:
        try:
            public = write_identity(file)
        except OSError as wrong:
            raise CommandError(f"没有写成 {file}：{wrong.strerror}") from wrong
        self.stdout.write(
            f"BACKUP_RECIPIENT={public}\n私钥在 {file}：请移到离线介质，至少两份，不要留在本机。丢了私钥，备份就打不开。"
        )
