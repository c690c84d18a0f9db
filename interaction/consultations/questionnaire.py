"""A typed questionnaire as questions. Plain Python.

【单选】您每天怎么上班？
- 步行
- 公交
【多选，可不答】……
【打分】您对道路养护满意吗？
【问答，可不答】还有什么建议？
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

KINDS = {"单选": "single", "多选": "several", "打分": "scale", "问答": "text"}
NAMES = {kind: name for name, kind in KINDS.items()}
MARKS = ("1 分", "2 分", "3 分", "4 分", "5 分")
MOST_QUESTIONS, MOST_CHOICES, LONGEST_QUESTION, LONGEST_CHOICE = 30, 20, 200, 100
_QUESTION = re.compile(r"【(单选|多选|打分|问答)(，可不答)?】\s*(.*)")
_CHOICE = re.compile(r"[-－–—•·]\s*(.+)")
# A choice among fewer is none.
_LEAST_CHOICES = 2


@dataclass(frozen=True)
class TypedQuestion:
    kind: str
    text: str
    choices: tuple[str, ...]
    required: bool


class Unreadable(ValueError):
    """A line that is neither a question nor a choice; `message` says so in Chinese."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def parse(text: str) -> list[TypedQuestion]:
    """The questions of a typed questionnaire. Raises Unreadable with the line that will not do."""
    found: list[TypedQuestion] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip(" \t　")
        question, choice = _QUESTION.fullmatch(line), _CHOICE.fullmatch(line)
        if not line:
            continue
        if question:
            kind = KINDS[question[1]]
            choices = MARKS if kind == "scale" else ()
            found.append(TypedQuestion(kind, question[3], choices, question[2] is None))
        elif choice and found and found[-1].kind in ("single", "several"):
            last = found[-1]
            found[-1] = TypedQuestion(last.kind, last.text, (*last.choices, choice[1]), last.required)
        else:
            raise Unreadable(
                f"第 {number} 行“{line[:20]}”看不懂：题目以【单选】【多选】【打分】【问答】开头，选项以“- ”开头。"
            )
    for fault in _faults(found):
        raise Unreadable(fault)
    return found


def _faults(questions: list[TypedQuestion]) -> Iterator[str]:
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        yield f"请写 1 至 {MOST_QUESTIONS} 道题。"
    for number, one in enumerate(questions, start=1):
        if not one.text or len(one.text) > LONGEST_QUESTION:
            yield f"第 {number} 题的题目应为 1 至 {LONGEST_QUESTION} 个字。"
        if one.kind in ("single", "several") and not _LEAST_CHOICES <= len(one.choices) <= MOST_CHOICES:
            yield f"第 {number} 题应有 {_LEAST_CHOICES} 至 {MOST_CHOICES} 个选项。"
        if len(set(one.choices)) < len(one.choices):
            yield f"第 {number} 题有两个一样的选项。"
        if any(len(choice) > LONGEST_CHOICE for choice in one.choices):
            yield f"第 {number} 题的选项最多 {LONGEST_CHOICE} 个字。"


def typed(questions: list[TypedQuestion]) -> str:
    """The questionnaire as it can be typed and parsed again."""
    lines = []
    for one in questions:
        lines.append(f"【{NAMES[one.kind]}{'' if one.required else '，可不答'}】{one.text}")
        lines += [f"- {choice}" for choice in one.choices if one.kind != "scale"]
    return "\n".join(lines)
