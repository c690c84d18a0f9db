"""The parameters of the interface, said once: from one declaration they are read, and described for machines and people.

A value that cannot be right, a parameter that does not exist or is given twice is refused with the reason: whoever
mistypes a filter must not take everything for what it asked for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.registry import channels
from interaction.statistics.models import Measure

Schema = dict[str, Any]
Text = str | Promise
LONGEST_CODE, LONGEST_KIND = 32, 40
PAGE, LARGEST_PAGE = 50, 200
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
Key = tuple[int, int]


class InvalidParameter(ValueError):
    """A parameter that cannot be right; the message says what is, and how to go on."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name, self.message = name, message


@dataclass(frozen=True)
class Parameter:
    name: str
    said: Text

    def schema(self) -> Schema:
        raise NotImplementedError

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def absent(self) -> Any:
        return None


@dataclass(frozen=True)
class Written(Parameter):
    """Characters after a pattern."""

    pattern: str
    longest: int

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{self.pattern}$", "maxLength": self.longest}

    def read(self, text: str) -> str:
        if len(text) > self.longest or not re.fullmatch(self.pattern, text, re.ASCII):
            raise InvalidParameter(self.name, _t("写法不对：%(said)s") % {"said": self.said})
        return text

    def absent(self) -> str:
        return ""


@dataclass(frozen=True)
class Choice(Parameter):
    values: Sequence[str] = ()

    def known(self) -> Sequence[str]:
        return self.values

    def schema(self) -> Schema:
        return {"type": "string", "enum": list(self.known())}

    def read(self, text: str) -> str:
        if text not in self.known():
            raise InvalidParameter(self.name, _t("应当是%(values)s之一。") % {"values": _t("、").join(self.known())})
        return text

    def absent(self) -> str:
        return ""


@dataclass(frozen=True)
class Channel(Choice):
    def known(self) -> Sequence[str]:
        return [one.key for one in channels()]


@dataclass(frozen=True)
class Day(Parameter):
    def schema(self) -> Schema:
        return {"type": "string", "format": "date"}

    def read(self, text: str) -> date:
        try:
            return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
        except ValueError:
            raise InvalidParameter(self.name, _t("应当是年-月-日，例如2026-11-25。")) from None


@dataclass(frozen=True)
class Month(Parameter):
    """The first day of a month."""

    def schema(self) -> Schema:
        return {"type": "string", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$"}

    def read(self, text: str) -> date:
        if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", text, re.ASCII):
            raise InvalidParameter(self.name, _t("应当是年-月，例如2026-11。"))
        return date(int(text[:4]), int(text[5:]), 1)


@dataclass(frozen=True)
class Moment(Parameter):
    def schema(self) -> Schema:
        return {"type": "string", "format": "date-time"}

    def read(self, text: str) -> datetime:
        moment = instant(text)
        if moment is None:
            raise InvalidParameter(
                self.name, _t("应当是带时区的时间，例如2026-11-25T08:00:00+08:00；地址里的加号写作%2B。")
            )
        return moment


def instant(text: str) -> datetime | None:
    """A moment with its zone as RFC 3339 writes it, brought within the years that matter; None for anything else."""
    # A plus sign that was not encoded has become a blank on its way.
    text = re.sub(r" (?=\d{2}:\d{2}$)", "+", text)
    if not _MOMENT.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text).upper().replace(" ", "T"))
    except ValueError:
        return None
    if not EARLIEST.year < moment.year < LATEST.year:
        return EARLIEST if moment.year <= EARLIEST.year else LATEST
    return moment.astimezone(UTC)


@dataclass(frozen=True)
class Number(Parameter):
    least: int
    most: int
    default: int

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most, "default": self.default}

    def read(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) or not self.least <= int(text) <= self.most:
            raise InvalidParameter(
                self.name, _t("应当是%(least)s至%(most)s的整数。") % {"least": self.least, "most": self.most}
            )
        return int(text)

    def absent(self) -> int:
        return self.default


@dataclass(frozen=True)
class After(Parameter):
    """The key of the last row of the page before, as `next` carries it."""

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"^[0-9]{1,17}\.[0-9]{1,17}$"}

    def read(self, text: str) -> Key:
        if not re.fullmatch(r"[0-9]{1,17}\.[0-9]{1,17}", text, re.ASCII):
            raise InvalidParameter(self.name, _t("请原样使用上一页给出的next地址。"))
        first, _dot, second = text.partition(".")
        return int(first), int(second)


CHANNEL = Channel("channel", _("渠道的代码，见channels。"))
ORGAN = Written("organ", _("单位的代码，见organs；字母、数字和短横。"), "[A-Za-z0-9-]+", LONGEST_CODE)
KIND = Written(
    "kind",
    _("类别，例如咨询、投诉；申请公开是答复决定的类别。"),
    r"[^\x00-\x20\x7f-\x9f\u2028-\u202e\u2066-\u2069]+",
    LONGEST_KIND,
)
LIMIT = Number("limit", _("一页几条。"), 1, LARGEST_PAGE, PAGE)
AFTER = After("after", _("从这个位置往后；由上一页的next给出。"))
REPLIED_FROM = Day("replied_from", _("答复日期不早于这一天。"))
REPLIED_TO = Day("replied_to", _("答复日期不晚于这一天。"))
UPDATED_SINCE = Moment(
    "updated_since",
    _(
        "只要这个时间以后有过变化的（公开、更正、评价、撤下），按变化先后排列，撤下的只有编号、日期和理由；最近30秒内的变化下次给出。"
    ),
)
FROM = Month("from", _("从这个月起。"))
TO = Month("to", _("到这个月止。"))
MEASURE = Choice("measure", _("指标，见measures。"), Measure.values)


def read(query: QueryDict, parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The values of the parameters by name, absent ones as they count. Raises InvalidParameter for the first that is amiss."""
    known: Mapping[str, Parameter] = {one.name: one for one in parameters}
    found = {one.name: one.absent() for one in parameters}
    for name, values in query.lists():
        if name not in known:
            names = _t("、").join(known) or _t("（没有）")
            raise InvalidParameter(_named(name), _t("没有这个参数。这里可以用的参数：%(names)s。") % {"names": names})
        if len(values) > 1:
            raise InvalidParameter(name, _t("这个参数只能写一次。"))
        found[name] = known[name].read(values[0])
    return found


def _named(name: str) -> str:
    """What was typed for a name, short and without what cannot be shown."""
    return "".join(char for char in name[:LONGEST_CODE] if char.isprintable())
