"""manage.py setup_office: from an empty database to an office whose first administrators can sign in."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from interaction.errors import Refused
from interaction.installing.environment import settle, settled
from interaction.installing.founding import Founded, found
from interaction.installing.organ_sheet import BadSheet, write_template
from interaction.installing.plan import BadPlan, Plan, ask, read_plan
from interaction.organs.models import Organ

NEXT = """
下一步：
1. 把密钥（{var} 下的 *.key，或者环境变量里的）抄到离线介质上，与数据库备份分开保管：丢了就打不开数据。
2. 重新启动各进程，使 huiyin.env 生效；再运行 manage.py doctor，按它说的处理。
3. 系统管理员登录后录入信箱、放假安排；安全管理员建立账号、任命岗位（签发、公开和管理员岗位由两个人办）。
"""


class Command(BaseCommand):
    help = "Set up an office: government, organs from XLSX, first administrators with one-time passwords, settings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "plan", nargs="?", type=Path, help="a TOML file (deploy/office.example.toml); without one it asks"
        )
        parser.add_argument(
            "--env", type=Path, metavar="FILE", help="write the settings into this file, as /etc/huiyin/huiyin.env"
        )
        parser.add_argument(
            "--template", type=Path, metavar="FILE", help="write an empty workbook for the organs, and end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["template"]:
            write_template(options["template"])
            self.stdout.write(f"已生成 {options['template']}：每行一个单位，带 * 的列必须填。")
            return
        if settings.DEMONSTRATION:
            raise CommandError("这是演示的设置。请设置 DJANGO_SETTINGS_MODULE=config.settings 或者 GOVERNMENT 再运行。")
        if Organ._meta.db_table not in connection.introspection.table_names():
            call_command("migrate", verbosity=0)
        try:
            plan = read_plan(options["plan"]) if options["plan"] else ask(input)
            done = found(plan)
        except (BadPlan, BadSheet) as wrong:
            raise CommandError("没有改动任何内容，请改正后再运行：\n" + "\n".join(wrong.faults)) from wrong
        except Refused as refused:
            raise CommandError(f"没有改动任何内容：{refused}") from refused
        self._say(plan, done)
        self._settings(plan, options["env"])
        self.stdout.write(NEXT.format(var=settings.VAR_DIR))

    def _say(self, plan: Plan, done: Founded) -> None:
        self.stdout.write(f"新录入单位 {len(done.organs)} 个。")
        if done.passwords:
            self.stdout.write("一次性密码只在这里显示一次，请当面交给本人；首次登录时必须修改，并设置第二验证因素：")
        for person in plan.people:
            if person.account in done.passwords:
                self.stdout.write(
                    f"  {person.role.label}  {person.name}  {person.account}  {done.passwords[person.account]}"
                )

    def _settings(self, plan: Plan, file: Path | None) -> None:
        host = plan.variables["SITE_URL"].partition("//")[2].split("/")[0].split(":")[0]
        mail = (
            {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"} if "EMAIL_HOST" in plan.variables else {}
        )
        variables = {
            "GOVERNMENT": plan.government["name"], "HTTPS": "1", "ALLOWED_HOSTS": f"{host},localhost,127.0.0.1", **mail, **plan.variables,
        }  # fmt: skip
        if file:
            settle(file, variables)
            self.stdout.write(f"设置已写入 {file}。")
        else:
            self.stdout.write("请把下面的设置写入 huiyin.env：\n" + settled("", variables))
