"""Where an organ's decisions are contested: what has to be said of it, and what cannot be (行政复议法 A.20, 22, 24, 27, 28).

Plain Python: what an administrator enters is checked here, and what is missing is named.
"""

import re
from collections.abc import Sequence

from interaction.i18n.translation import gettext as _

# Several organs of which the applicant chooses; as people write it.
_BETWEEN = re.compile(r"或者|[、，,；;\n]")
_SOMEBODY = ("有管辖权", "有权")  # "有管辖权的行政复议机关" names nobody
_CHOICE = 2


def named(text: str) -> tuple[str, ...]:
    """The organs named, in their order, each once."""
    return tuple(dict.fromkeys(name for one in _BETWEEN.split(text) if (name := one.strip())))


def lacking(organs: Sequence[str], court: str, channel: str) -> list[str]:
    """What is not named of the way to contest a decision, in words."""
    said = {
        _("行政复议机关"): organs and not any(one.startswith(_SOMEBODY) for one in organs),
        _("管辖法院"): court.strip() and not court.strip().startswith(_SOMEBODY),
        _("复议申请的互联网渠道"): channel.strip(),
    }
    return [label for label, there in said.items() if not there]


def contradictions(kind: str, name: str, organs: Sequence[str], county: str) -> list[str]:
    """Why an organ of this kind cannot be reconsidered by whom was named; nothing where nobody was named yet."""
    found = []
    if any(one.startswith(_SOMEBODY) for one in organs):
        found.append(_("请写明行政复议机关的全称，不能写“有管辖权的行政复议机关”。"))
    if name in organs:
        found.append(_("行政复议机关不能是本单位自己，请写明它的上一级机关。"))
    if kind == "vertical" and county in organs:
        found.append(
            _("垂直领导的机关、税务和国家安全机关，由上一级主管部门复议，不能写本级人民政府（行政复议法第二十七条）。")
        )
    if kind == "branch" and organs and organs[0] == county:
        found.append(
            _(
                "市级部门的派出机构，先写市人民政府；以自己名义作出决定的，再写所在地的县人民政府（行政复议法第二十四条）。"
            )
        )
    if kind == "justice" and organs and len(organs) < _CHOICE:
        found.append(
            _(
                "对司法行政部门，申请人可以选择本级人民政府或者上一级司法行政部门，两个都要写明（行政复议法第二十八条）。"
            )
        )
    if kind in ("office", "department", "agency", "township", "hotline") and organs and county not in organs:
        found.append(_("本级政府的部门、派出机关和乡镇（街道），由本级人民政府复议，请写明（行政复议法第二十四条）。"))
    return found
