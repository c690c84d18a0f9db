"""manage.py time_limit: due dates of a rule for event lists, as JSON Lines."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interaction.limits.calculator import BadInput, calculate, parse_date
from interaction.limits.configured import as_configured, started_by
from interaction.limits.reading import TransitionError
from interaction.limits.rules import UnknownRule, rule, rules
from interaction.organs.hours import hours_of
from interaction.organs.models import Organ
from interaction.workdays.calendar import Calendar
from interaction.workdays.current import calendar
from interaction.workdays.now import now, today
from interaction.workdays.office import AS_USUAL, OfficeHours

USAGE = """逐行读入 JSON，逐行输出结果：

{"id": "x", "as_of": "2019-12-31", "events": [{"event": "received", "on": "2019-09-02"},
 {"event": "extended", "on": "2019-09-20", "workdays": 20}]}

organ 为单位代码，工作小时按该单位的办公时间计算，缺省按通常的办公时间。
as_of 缺省为今天，其后的事项视为尚不知晓。答复在到期日之后为 overdue，当日或之前为 met。
不可能发生的事项顺序输出 {"id", "error"}，继续处理其余各行，最后以状态 1 退出。

规则：
"""
BAD_RULE = 2


class Command(BaseCommand):
    help = gettext_lazy("按时限规则推算到期日并说明理由")  # type: ignore[assignment]

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        known = "\n".join(f"  {each.name}  {each.label}（{each.law}）" for each in rules())
        return super().create_parser(
            prog_name,
            subcommand,
            formatter_class=RawDescriptionHelpFormatter,
            epilog=_(USAGE) + known,
            **kwargs,
        )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rule", metavar="RULE", help=_("规则名称，例如 disclosure.reply"))
        parser.add_argument("--events", metavar="FILE", required=True, help=_("JSON Lines 文件，- 为标准输入"))
        parser.add_argument("--json", action="store_true", help=_("输出 JSON（本命令总是如此）"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            name = rule(options["rule"]).name
        except UnknownRule as error:
            raise CommandError(str(error), returncode=BAD_RULE) from error
        path = options["events"]
        try:
            with nullcontext(sys.stdin.buffer) if path == "-" else open(path, "rb") as file:
                failed = self._answer_all(name, file)
        except OSError as error:
            raise CommandError(_("无法读取 %s") % path, returncode=BAD_RULE) from error
        if failed:
            sys.exit(1)

    def _answer_all(self, name: str, file: BinaryIO | Iterable[bytes]) -> bool:
        days, day, instant = calendar(), today(), now()
        failed = False
        with as_configured():
            for line in file:
                if not line.strip():
                    continue
                answer = answer_line(name, line, days, day, instant)
                failed = failed or "error" in answer
                self.stdout.write(json.dumps(answer, ensure_ascii=False))
        return failed


def answer_line(name: str, line: bytes, days: Calendar, day: date, instant: datetime) -> dict[str, object]:
    """The answer to one line of input; for a line that cannot be answered, its id (if any) and the error."""
    identity: object = None
    try:
        query = _parse(line)
        identity = _identity(query)
        known = started_by(name, query.get("events"))
        as_of = parse_date(query["as_of"], "as_of") if "as_of" in query else day
        moment = instant if known.unit.timed and as_of == day else None
        hours = _hours(query)
        return {"id": identity, **calculate(known, query.get("events"), days, as_of, moment, hours=hours).as_data()}
    except (BadInput, TransitionError) as error:
        return {"id": identity, "error": str(error)}


def _parse(line: bytes) -> dict[str, Any]:
    try:
        query = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInput(_("这一行不是正确的 JSON")) from error
    if not isinstance(query, dict):
        raise BadInput(_("这一行应为一个 JSON 对象"))
    return query


def _hours(query: dict[str, Any]) -> OfficeHours:
    """The office hours of the organ that a line names, the usual ones where it names none."""
    if "organ" not in query:
        return AS_USUAL
    organ = Organ.objects.filter(code=str(query["organ"])).first()
    if organ is None:
        raise BadInput(_("没有这个代码的单位（organ）"))
    return hours_of(organ)


def _identity(query: dict[str, Any]) -> str | int:
    identity = query.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int) or identity == "":
        raise BadInput(_("缺少 id（应为文字或整数）"))
    try:
        str(identity).encode()
    except UnicodeEncodeError as error:
        raise BadInput(_("id 不是正确的文字")) from error
    return identity
