"""What a unit costs by each tariff of the information processing fee (信息处理费), and how short a correction may be. Plain Python."""

from datetime import date

from requests_app.fees import LABELS, LAW, Tariff
from requests_app.law.provisions import Provision, Strength

_SINCE = date(2021, 1, 1)
_STEPS = {
    Tariff.ITEM: "自第1件起：免费\n自第11件起：每件100元\n自第31件起：每件200元，此后每10件加100元",
    Tariff.PAGE: "自第1页起：免费\n自第31页起：每页10元\n自第101页起：每页20元\n自第201页起：每页40元",
}
TARIFFS = tuple(
    Provision(
        f"tariff.{one}",
        LABELS[one],
        _STEPS[one],
        f"条例第四十二条、{LAW}",
        "条例原文；文件摘录",
        Strength.SECONDARY,
        _SINCE,
    )
    for one in Tariff
)
# Working days. The law asks for a reasonable period and names no number.
SHORTEST_CORRECTION = "period.correction"
PERIODS = (
    Provision(
        SHORTEST_CORRECTION,
        "补正期限最短几个工作日",
        "5",
        "条例第三十条",
        "条文没有写明天数",
        Strength.PRACTICE,
        date(2019, 5, 15),
    ),
)
