"""Words of Chinese text without a dictionary: every pair of neighbouring characters, and what is written in letters."""

import itertools
import re
import unicodedata
from functools import cache

from django.conf import settings

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]{2,20}")
# Characters that say how, not what; a pair that holds one tells little of the matter.
_EMPTY = frozenset(
    "的了是在我有和就不人都一上也很到说要去你会着没看好这那他她它们吗呢吧啊么与及或被把将从对向于为以之其等请问想您"
    "怎什如何能可该此各每某已经还再又只才更最个位件次"
)
# What letters and replies say in any matter.
_LETTERS_SAY = "来信 收悉 您好 反映 答复 如下 感谢 谢谢 领导 尊敬 希望 政府 部门 有关 相关 解决 问题 处理 情况"


@cache
def _formulas() -> frozenset[str]:
    """With them, the pairs of the county's own name."""
    county = settings.OFFICE["government"].removesuffix("人民政府")
    return frozenset(_LETTERS_SAY.split()).union("".join(one) for one in itertools.pairwise(county))


def pairs(text: str) -> list[str]:
    """The words of a text in order, each once."""
    formulas = _formulas()
    found: dict[str, None] = {}
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if run[0] < "\u3400":
            found[run] = None
            continue
        for one in map("".join, itertools.pairwise(run)):
            if one not in formulas and not _EMPTY.intersection(one):
                found[one] = None
    return list(found)
