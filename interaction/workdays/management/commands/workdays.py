"""manage.py workdays: add and count working days, load a newly published holiday notice."""

import json
from argparse import ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interaction.workdays.arrangements import BadNotice, parse_notice
from interaction.workdays.calendar import OutsideCalendar, weekday_name
from interaction.workdays.current import calendar
from interaction.workdays.loading import load_notice

NOTICE_FORM = """载入国务院办公厅新公布的放假通知。文件为 UTF-8 编码的 JSON：

{
  "year": 2027,
  "document": "国办发明电〔2026〕…号",
  "title": "国务院办公厅关于2027年部分节假日安排的通知",
  "off": [{"from": "2027-01-01", "to": "2027-01-03", "name": "元旦"}],
  "work": ["2027-02-20"]
}

off 为放假日期（含首尾两日），work 为调休上班的周末；可以涉及上一年12月。
一年的第一份通知使该年全部日期由暂定转为正式；同一年再载入其他文号的通知，
只改动其中写明的日期；同一文号重新载入，以新内容为准；内容相同则不作任何改动。
"""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("“%s”不是 2026-09-25 形式的日期") % text) from None


class Command(BaseCommand):
    help = gettext_lazy("推算、计算工作日，载入放假通知")  # type: ignore[assignment]

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        add = actions.add_parser("add", help=_("某日之后（负数为之前）第若干个工作日，当日不计"))
        add.add_argument("day", type=_day, metavar="DATE")
        add.add_argument("count", type=int, metavar="N")
        between = actions.add_parser("between", help=_("两日之间的工作日数，首日不计、末日计入"))
        between.add_argument("start", type=_day, metavar="A")
        between.add_argument("end", type=_day, metavar="B")
        load = actions.add_parser(
            "load_notice",
            help=_("载入新公布的放假通知"),
            description=_(NOTICE_FORM),
            formatter_class=RawDescriptionHelpFormatter,
        )
        load.add_argument("file", type=Path, metavar="FILE")
        for each in (add, between, load):
            each.add_argument("--json", action="store_true", help=_("以 JSON 输出"))

    def handle(self, *args: Any, **options: Any) -> None:
        actions: dict[str, Callable[..., tuple[dict[str, Any], str]]] = {
            "add": self._add,
            "between": self._between,
            "load_notice": self._load_notice,
        }
        try:
            data, text = actions[options["action"]](**options)
        except (OutsideCalendar, BadNotice) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(data, ensure_ascii=False) if options["json"] else text)

    def _add(self, day: date, count: int, **options: Any) -> tuple[dict[str, Any], str]:
        days = calendar()
        found = days.add(day, count)
        provisional = days.any_provisional(min(day, found), max(day, found))
        text = f"{found} {weekday_name(found)}" + self._remark(provisional)
        return {
            "from": day.isoformat(),
            "workdays": count,
            "date": found.isoformat(),
            "provisional": provisional,
        }, text

    def _between(self, start: date, end: date, **options: Any) -> tuple[dict[str, Any], str]:
        days = calendar()
        count = days.between(start, end)
        provisional = days.any_provisional(min(start, end), max(start, end))
        return {
            "from": start.isoformat(),
            "to": end.isoformat(),
            "workdays": count,
            "provisional": provisional,
        }, str(count) + self._remark(provisional)

    def _remark(self, provisional: bool) -> str:
        return " " + _("（暂定：涉及的年份尚未公布放假安排）") if provisional else ""

    def _load_notice(self, file: Path, **options: Any) -> tuple[dict[str, Any], str]:
        try:
            arrangement = parse_notice(json.loads(file.read_text("utf-8-sig")))
        except OSError as error:
            raise CommandError(_("无法读取文件 %s") % file) from error
        except UnicodeDecodeError as error:
            raise CommandError(_("文件不是 UTF-8 编码")) from error
        except json.JSONDecodeError as error:
            raise CommandError(_("文件不是正确的 JSON：%s") % error) from error
        loaded = load_notice(arrangement)
        data: dict[str, Any] = {
            "year": arrangement.year,
            "document": arrangement.document,
            "version": loaded.new_version,
            "changed": loaded.new_version != loaded.old_version,
            "moved_days": [day.isoformat() for day in loaded.moved],
            "unnamed_holidays": [day.isoformat() for day in loaded.unnamed],
        }
        if not data["changed"]:
            return data, _("%s：日历没有变化") % arrangement.document
        text = _("%(document)s：已载入，日历第 %(version)d 版，%(count)d 天在工作日与休息日之间变动") % {
            "document": arrangement.document,
            "version": loaded.new_version,
            "count": len(loaded.moved),
        }
        if loaded.unnamed:
            text += "\n" + _("通知未写明下列法定节日，仍按法律放假，请核对文件：%s") % "、".join(
                data["unnamed_holidays"]
            )
        return data, text
