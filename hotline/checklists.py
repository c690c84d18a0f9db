"""质检清单: what a sampled reply or call is judged by. Plain Python; a hundred points each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    code: str
    label: str
    points: int


REPLY = (
    Item("answers", "回应了来电人的全部诉求", 30),
    Item("facts", "写明了核实的事实和处理结果", 25),
    Item("basis", "政策依据准确，没有推诿", 20),
    Item("next", "写明了下一步、联系人和电话", 15),
    Item("wording", "用语规范、通俗，没有错别字", 10),
)
CALL = (
    Item("greeting", "接听及时，用语规范", 20),
    Item("listening", "耐心倾听，问清时间、地点、诉求", 30),
    Item("answer", "答复准确，或者派单正确", 30),
    Item("record", "工单记录完整、准确", 20),
)
# Fewer points are a failure; a failed reply costs its organ.
PASSED = 60


def score(items: tuple[Item, ...], marks: dict[str, int]) -> int:
    """The sum of what was given. Raise ValueError when an item is missing or given more than it has."""
    if set(marks) != {one.code for one in items} or any(not 0 <= marks[one.code] <= one.points for one in items):
        raise ValueError("every item is judged, within its points")
    return sum(marks.values())
