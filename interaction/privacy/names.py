"""How a person's name is shown where the person need not be known."""

import re

_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")
# Compound surnames, so that 欧阳修 shows as 欧阳* and not as 欧**.
COMPOUND = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "令狐",
        "呼延",
        "拓跋",
    ]
)


def surname_of(name: str) -> str:
    """Return the surname of a Chinese name; nothing of any other."""
    stripped = name.strip()
    if not _CHINESE.fullmatch(stripped):
        return ""
    return stripped[:2] if stripped[:2] in COMPOUND and len(stripped) > 2 else stripped[0]  # noqa: PLR2004


def masked_name(name: str) -> str:
    """The surname and asterisks: 李**. Two, whatever the length, so that the length tells nothing."""
    stripped = name.strip()
    if not stripped:
        return ""
    surname = stripped[:2] if stripped[:2] in COMPOUND and len(stripped) > 2 else stripped[0]  # noqa: PLR2004
    return surname + "**"


def masked_address(text: str) -> str:
    """Enough of an e-mail address or a number for its owner to know it: z***@example.com, 139****5678."""
    name, at, host = text.rpartition("@")
    return f"{name[:1]}***@{host}" if at else f"{text[:3]}****{text[-4:]}"
