"""manage.py doctor: look at everything an office needs, and say in Chinese what to do. Exit 1 where something is not well."""

import sys
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandParser
from django.utils.module_loading import import_string

from interaction.watching.checks import GROUPS, Finding, Level, bad, findings, good
from interaction.workdays.now import now

MARKS = {Level.GOOD: "正常  ", Level.SOON: "留意  ", Level.BAD: "要处理"}


class Command(BaseCommand):
    help = "Look at keys, rights, mail, limits, disk, calendar and settings; --mail and --sms send a real message."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mail", metavar="ADDRESS", help="send a mail there")
        parser.add_argument("--sms", metavar="PHONE", help="send a text message there")

    def handle(self, *args: Any, **options: Any) -> None:
        levels = []
        for group in GROUPS:
            self.stdout.write(f"\n{group}")
            for check, found in findings(group):
                self._say(str(check.label), found)
                levels.append(found.level)
        for label, asked, try_out in (("试发邮件", options["mail"], _mail), ("试发短信", options["sms"], _text)):
            if asked:
                found = try_out(asked)
                self._say(label, found)
                levels.append(found.level)
        wrong, near = levels.count(Level.BAD), levels.count(Level.SOON)
        self.stdout.write(f"\n共 {len(levels)} 项：要处理 {wrong} 项，留意 {near} 项。")
        if wrong:
            sys.exit(1)

    def _say(self, label: str, found: Finding) -> None:
        self.stdout.write(f"  {MARKS[found.level]}  {label}：{found.words}")
        if found.advice:
            self.stdout.write(f"          → {found.advice}")


def _mail(address: str) -> Finding:
    words = f"这是回音系统 {now():%Y-%m-%d %H:%M} UTC 发出的试发邮件。收到即说明邮件服务器已设置好。"
    try:
        send_mail("回音系统试发", words, None, [address])
    except OSError as error:  # smtplib's errors are among them
        return bad(f"没有发出（{type(error).__name__}：{error}）", "请核对 EMAIL_HOST、EMAIL_PORT、账号和加密方式。")
    return good("已交给邮件服务器，请查收")


def _text(phone: str) -> Finding:
    if not settings.SMS_BACKEND:
        return bad("没有短信网关", "请设置 SMS_GATEWAY_URL。")
    try:
        import_string(settings.SMS_BACKEND)().send(phone, "回音系统试发短信，收到即说明短信网关已设置好。")
    except OSError as error:
        return bad(f"没有发出（{type(error).__name__}：{error}）", "请核对 SMS_GATEWAY_URL 和 SMS_GATEWAY_TOKEN。")
    return good("已交给短信网关，请查收")
