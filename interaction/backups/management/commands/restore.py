"""manage.py restore: a backup to a new place, and there who was forgotten meanwhile is forgotten again."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from interaction.backups.archive import BadKey, identities_in
from interaction.backups.programs import NoProgram
from interaction.backups.restoring import NotRestored, check_place, check_whole, restore

CHECKS = (["verify", "--files"], ["check_cases", "--everything"])
WRONG = (NotRestored, BadKey, NoProgram, OSError, psycopg.Error)


class Command(BaseCommand):
    help = "Restore a backup into an empty database and an empty directory, and erase again who was forgotten since."
    # The database of the settings may be away: a restore is for that, too.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a backup, huiyin-....age")
        parser.add_argument("--identity", type=Path, required=True, metavar="FILE", help="the private key")
        parser.add_argument("--into", required=True, metavar="DATABASE_URL", help="an empty database, as its owner")
        parser.add_argument("--files", type=Path, required=True, metavar="DIR", help="an empty directory for the files")
        parser.add_argument(
            "--erasures", type=Path, metavar="FILE", help="the list of erasures; instead of ERASURES_FILE"
        )
        parser.add_argument("--check", action="store_true", help="run verify and check_cases afterwards")

    def handle(self, *args: Any, **options: Any) -> None:
        place, directory = options["file"], options["files"].absolute()
        erasures = (options["erasures"] or Path(settings.ERASURES_FILE)).absolute()
        try:
            _check_list(erasures)
            identities = identities_in(options["identity"])
            check_place(options["into"], directory)
            check_whole(place)
        except WRONG as wrong:
            raise CommandError(f"没有恢复：{wrong}") from wrong
        try:
            manifest = restore(place, identities, options["into"], directory)
        except WRONG as wrong:
            raise CommandError(f"没有恢复成：{wrong}\n请删去这个数据库和目录，另建空的再恢复。") from wrong
        self._tell(manifest)
        self.environment = {
            **os.environ, "DATABASE_URL": options["into"], "OWNER_DATABASE_URL": options["into"],
            "FILES_DIR": str(directory), "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        }  # fmt: skip
        self._run("migrate", "--verbosity=0")  # tables of this version, and the application's rights
        self._run("keys", "check")  # before anything is hashed or sealed there
        self._run("replay_erasures", f"--list={erasures}")
        for command in CHECKS if options["check"] else ():
            self._run(*command)
        self._next(directory, checked=options["check"])

    def _tell(self, manifest: dict[str, Any]) -> None:
        files, seal = manifest["files"], manifest["seal"]
        self.stdout.write(
            f"已恢复 {manifest['made_at']} 的备份（版本 {manifest['version']}）：{sum(manifest['counts'].values())} 行、"
            f"{files['count']} 个文件，与清单一致。"
        )
        if seal:
            self.stdout.write(f"备份时最近一次存证：{seal['day']}，根 {seal['root']}")
        if files["missing"]:
            self.stderr.write(f"做备份时就缺少 {len(files['missing'])} 个文件：{' '.join(files['missing'])}")

    def _run(self, *command: str) -> None:
        """A command of ours, in a process that works in the new place."""
        done = subprocess.run(
            [sys.executable, "-m", "django", *command], cwd=settings.BASE_DIR, env=self.environment,
            stdout=subprocess.PIPE, stderr=None if sys.stderr.isatty() else subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if done.stdout:
            self.stdout.write(done.stdout.strip())
        if done.stderr:
            self.stderr.write(done.stderr.strip())
        if done.returncode:
            raise CommandError(f"数据已经恢复，但 {command[0]} 没有通过，见上。")

    def _next(self, directory: Path, *, checked: bool) -> None:
        place = f"DATABASE_URL=（上面 --into 的地址） FILES_DIR={directory}"
        if not checked:
            self.stdout.write("接着请核对：")
            for command in CHECKS:
                self.stdout.write(f"  {place} manage.py {' '.join(command)}")
        self.stdout.write(f"启用时用应用账号设置 {place}；密钥不在备份里，要另外放好（docs/keys.md）。")


def _check_list(erasures: Path) -> None:
    if not erasures.exists():
        raise NotRestored(
            f"找不到删除记录清单 {erasures}，不知道备份以后删除过谁的个人信息。它不在备份里：请从原来的机器或者另存的地方取来，"
            "用 --erasures 写明。确实没有留下的，写 --erasures /dev/null，并按 docs/backup.md 报告。"
        )
