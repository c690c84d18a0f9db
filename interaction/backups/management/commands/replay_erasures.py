"""manage.py replay_erasures: who was forgotten after the backup was made is forgotten again."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from interaction.backups.erasures import replay
from interaction.backups.making import break_off


class Command(BaseCommand):
    help = "After a restore: erase again what the list of erasures names; exit 1 where something was refused."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", type=Path, metavar="FILE", help="instead of ERASURES_FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        place = options["list"] or Path(settings.ERASURES_FILE)
        if not place.exists():
            raise CommandError(f"找不到删除记录清单 {place}。它不在备份里：请从原来的机器或者另存的地方取来。")
        break_off()
        done = replay(place)
        again = "、".join(f"{kind} {count} 项" for kind, count in sorted(done.done.items())) or "没有要再删除的"
        self.stdout.write(f"重做删除：{again}；{done.gone} 项在备份里已经不存在。")
        for what, why in done.refused:
            self.stderr.write(f"{what}：{why}")
        if done.refused:
            raise CommandError(
                f"有 {len(done.refused)} 项没有删除，原因见上。处理以后（如重做档案鉴定）再运行一次；在此之前不要开放恢复出来的系统。"
            )
