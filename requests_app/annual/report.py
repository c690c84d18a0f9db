"""The annual report of one organ for one calendar year (条例 A.49-50; format: 国办公开办函〔2021〕30号)."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from interaction.i18n.translation import gettext_noop as _
from requests_app.annual.table2 import Table2
from requests_app.annual.table3 import Table3
from requests_app.annual.table4 import Table4


class Chapter(NamedTuple):
    code: str
    title: str


# 条例 A.50 says what a report must contain; the format gives the chapters their names and their order.
CHAPTERS = (
    Chapter("overview", _("一、总体情况")),
    Chapter("proactive", _("二、主动公开政府信息情况")),
    Chapter("requests", _("三、收到和处理政府信息公开申请情况")),
    Chapter("remedies", _("四、政府信息公开行政复议、行政诉讼情况")),
    Chapter("problems", _("五、存在的主要问题及改进情况")),
    Chapter("other", _("六、其他需要报告的事项")),
)
# What A.50(4) has people's governments tell beside it, and the word by which it is known that they did.
OF_GOVERNMENTS = {"工作考核": "考核", "社会评议": "评议", "责任追究": "责任追究"}


@dataclass(frozen=True)
class Report:
    """`organ` is its name; `chapters` holds a text by chapter code, what is missing is empty."""

    organ: str
    organ_code: str
    year: int
    chapters: Mapping[str, str] = field(default_factory=dict)
    table2: Table2 = field(default_factory=Table2)
    table3: Table3 = field(default_factory=Table3)
    table4: Table4 = field(default_factory=Table4)
    published_on: date | None = None

    def __post_init__(self) -> None:
        unknown = self.chapters.keys() - {chapter.code for chapter in CHAPTERS}
        if unknown:
            raise ValueError(f"no such chapters: {sorted(unknown)}")

    @property
    def title_lines(self) -> tuple[str, str]:
        """The title as it stands on paper, where it seldom fits into one line."""
        return self.organ, f"{self.year}年政府信息公开工作年度报告"

    @property
    def title(self) -> str:
        return "".join(self.title_lines)

    @property
    def dateline(self) -> str:
        """What stands below the title: the day of publication, nothing before it."""
        day = self.published_on
        return f"（{day.year}年{day.month}月{day.day}日公布）" if day else ""

    @property
    def of_government(self) -> bool:
        """Whether it is a people's government that reports, of a county or of a township."""
        return self.organ.endswith("人民政府")

    @property
    def untold(self) -> list[str]:
        """What a people's government has to tell in chapter one beside the rest, and does not (条例 A.50(4))."""
        if not self.of_government:
            return []
        return [what for what, word in OF_GOVERNMENTS.items() if word not in self.chapters.get(CHAPTERS[0].code, "")]

    def paragraphs(self, chapter: str) -> list[str]:
        """A chapter's text by paragraphs, without what XML refuses (control characters and the like)."""
        lines = self.chapters.get(chapter, "").splitlines()
        return [text for line in lines if (text := _printable(line).strip())]

    def as_json(self) -> dict[str, Any]:
        """The figures for machines; `organ` is the organ's code."""
        return {
            "organ": self.organ_code,
            "year": self.year,
            "table2": self.table2.as_json(),
            "table3": self.table3.as_json(),
            "table4": self.table4.as_json(),
        }


def _printable(text: str) -> str:
    text = text.replace("\t", " ")
    return "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cs", "Cn"})
