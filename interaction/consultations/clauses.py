"""A typed draft as numbered clauses, so that an opinion can be on one of them. Plain Python."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMERALS = "一二三四五六七八九十百零〇0-9"
_ARTICLE = re.compile(rf"(第[{_NUMERALS}]{{1,8}}条)[\s　]*")
_CHAPTER = re.compile(rf"第[{_NUMERALS}]{{1,6}}[章节编][\s　].{{1,40}}|附\s*则")
_NUMBERED = (re.compile(r"([一二三四五六七八九十]{1,4})、"), re.compile(r"(\d{1,3})[.．、](?!\d)[\s　]*"))
MOST_CLAUSES, LONGEST_CLAUSE = 500, 5000


@dataclass(frozen=True)
class Typed:
    """A clause: the heading of the chapter that begins with it, its label ("第三条"), its text."""

    label: str
    text: str
    heading: str = ""


def parse(text: str) -> list[Typed]:
    """The clauses of a draft: 第一条 ..., or numbered paragraphs (一、 or 1.), or its paragraphs one by one.

    What stands before the first number is a clause of its own (引言). Chapter headings go with the clause after them.
    """
    lines = [line.strip(" \t　") for line in text.splitlines()]
    lines = [line for line in lines if line]
    for mark, label in _marks(lines):
        return list(_gathered(lines, mark, label))
    return [Typed(f"第{number}段", line) for number, line in enumerate(lines, start=1)]


def _marks(lines: list[str]) -> Iterator[tuple[re.Pattern[str], str]]:
    """How the clauses of this draft are marked, and how their labels are made of the marks."""
    if any(_ARTICLE.match(line) for line in lines):
        yield _ARTICLE, "{}"
    for pattern in _NUMBERED:
        if sum(bool(pattern.match(line)) for line in lines) > 1:
            yield pattern, "第{}项"


def _gathered(lines: list[str], mark: re.Pattern[str], label: str) -> Iterator[Typed]:
    name, heading, following = "引言", "", ""
    body: list[str] = []
    for line in lines:
        found = mark.match(line)
        if found:
            if body:
                yield Typed(name, "\n".join(body), heading)
            name, heading, body, following = label.format(found[1]), following, [], ""
            rest = line[found.end() :]
            body = [rest] if rest else []
        elif mark is _ARTICLE and _CHAPTER.fullmatch(line):
            following = line[:60]
        else:
            body.append(line)
    if body:
        yield Typed(name, "\n".join(body), heading)


def faults(clauses: list[Typed]) -> Iterator[str]:
    """What keeps a draft from being put to the public, in Chinese."""
    if not clauses:
        yield "草案还没有正文。"
    if len(clauses) > MOST_CLAUSES:
        yield f"草案有 {len(clauses)} 条，最多 {MOST_CLAUSES} 条，请把附录改为附件。"
    for one in clauses:
        if len(one.text) > LONGEST_CLAUSE:
            yield f"{one.label}超过 {LONGEST_CLAUSE} 字，请分条。"
    labels = [one.label for one in clauses]
    for label in sorted({one for one in labels if labels.count(one) > 1}):
        yield f"有两个“{label}”，请检查条文编号。"


def typed(clauses: list[Typed]) -> str:
    """The draft as it can be typed and parsed again."""
    lines = []
    for one in clauses:
        if one.heading:
            lines.append(one.heading)
        mark = re.fullmatch(r"第(.+)项", one.label)
        if mark:
            lines.append(f"{mark[1]}{'.' if mark[1].isdigit() else '、'}{one.text}")
        elif re.fullmatch(r"引言|第\d+段", one.label):
            lines.append(one.text)
        else:
            lines.append(f"{one.label}　{one.text}")
    return "\n".join(lines)
