"""manage.py migrate: as the owner of the tables; afterwards the application has its rights, and no more."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from interaction.database.ownership import as_owner
from interaction.database.rights import grant_rights, have_roles
from interaction.database.roles import APPLICATION, KEEPER


class Command(Migrate):
    help = Migrate.help + " As the owner (OWNER_DATABASE_URL), who then gives the application its rights."

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner():
            super().handle(*args, **options)
            if options["plan"] or options["check_unapplied"]:
                return
            if have_roles():
                grant_rights()
            else:
                self.stderr.write(
                    f"数据库里没有角色 {APPLICATION} 和 {KEEPER}，应用程序没有得到权限。"
                    "请数据库管理员先运行 python -m interaction.database.roles 打印的语句，再运行一次 migrate。"
                )
