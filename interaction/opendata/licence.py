"""Under which terms the data may be used, and what changed in its form."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

VERSION = "1.0.0"


@dataclass(frozen=True)
class Change:
    on: date
    version: str
    said: str | Promise


# Newest first. Fields and operations are only added within a version; see docs/opendata.md.
CHANGES = (
    Change(date(2026, 11, 25), "1.0.0", _("开放公开答复、典型答复、按月统计的接口和数据文件，提供 Open311 GeoReport v2 接口。")),
)  # fmt: skip


# What the licence is called where the office has chosen no other.
gettext_noop("知识共享署名 4.0 国际许可协议（CC BY 4.0）")


def licence_name() -> str:
    """For people, in the language they read."""
    return _t(settings.OPEN_DATA_LICENCE)


def attribution() -> str:
    """How whoever uses the data names its source."""
    office = settings.OFFICE
    government = (get_language() == "en" and office["government_en"]) or office["government"]
    return _t("数据来源：%(government)s互动交流平台（%(site)s），取用日期：某年某月某日") % {
        "government": government, "site": settings.SITE_URL,
    }  # fmt: skip


def licence() -> dict[str, str]:
    """The terms as interfaces and files state them."""
    return {
        "name": settings.OPEN_DATA_LICENCE, "url": settings.OPEN_DATA_LICENCE_URL, "attribution": attribution(),
    }  # fmt: skip
