"""An invented platform above: orders, second thoughts about them, and answers to what the county reports.

With chaos everything is sent as a bad line would deliver it: twice, out of turn, reports refused or left unanswered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from queue import Empty, Queue
from random import Random
from typing import Any

from demo.channels.hotline import MATTERS
from demo.hotline.upper import Content, Inbox, Letter, UpperPlatform
from demo.people import person
from interaction.workdays.now import SHANGHAI, now


@dataclass
class Story:
    """What a simulated platform does, from a seed."""

    upper: UpperPlatform
    random: Random
    chaos: bool = False
    heard: "Queue[Content]" = field(default_factory=Queue)
    numbers: list[str] = field(default_factory=list)

    def inbox(self) -> Inbox:
        return Inbox(self.upper.secret, hear=self.heard.put, fault=self._fault)

    def _fault(self) -> str:
        return self.random.choices(("", "refuse", "mute"), (70, 15, 15))[0] if self.chaos else ""

    def push(self, count: int) -> None:
        """Send orders down, some with a message or two behind them."""
        letters: list[Letter] = []
        stamp = now().astimezone(SHANGHAI).strftime("%Y%m%d%H%M%S")
        for position in range(count):
            number = f"SS{stamp}{position:03d}"
            self.numbers.append(number)
            letters += [self.upper.order(number, **self._matter()), *self._afterthoughts(number)]
        self._send(letters)

    def _matter(self) -> Content:
        random = self.random
        kind, _code, title, content, _reply = random.choice(MATTERS)
        who: dict[str, Any] = person(random)
        return {
            "kind": kind, "title": title, "content": content, "limit_days": random.choice((3, 5, 7)),
            "caller_name": who["name"], "caller_phone": who["phone"], "public_wish": random.random() < 0.7,
            "urgency": random.choices(("ordinary", "urgent"), (85, 15))[0],
            "identity": "hidden" if random.random() < 0.1 else "withheld",
            "attachments": [{"name": "现场照片", "url": "https://files.example.invalid/1.jpg"}] * (random.random() < 0.3),
            "accepting_seat": f"{random.randint(1, 40):03d}",
        }  # fmt: skip

    def _afterthoughts(self, number: str) -> list[Letter]:
        said = []
        if self.random.random() < 0.4:
            said.append(self.upper.message(number, "supplement", words="来电人补充：位置在路口东侧约五十米。"))
        if self.random.random() < 0.3:
            said.append(self.upper.message(number, "reminder", words="来电人再次来电，请加快办理。"))
        if self.random.random() < 0.1:
            said.append(self.upper.message(number, "withdrawal", words="来电人表示问题已经解决。"))
        return said

    def listen(self, seconds: float) -> Iterator[Content]:
        """Each report as it comes, answered where it asks for an answer; ends when none has come for so long."""
        while True:
            try:
                report = self.heard.get(timeout=seconds)
            except Empty:
                return
            self._send(self._answers(report))
            yield report

    def _answers(self, report: Content) -> list[Letter]:
        number = report["number"]
        if report["status"] == "return_asked":
            if self.random.random() < 0.5:
                return [self.upper.message(number, "return_granted")]
            return [self.upper.message(number, "return_refused", words="经核实，属于你县职责，请继续办理。")]
        if report["status"] == "replied" and report["state"] == "replied" and self.random.random() < 0.3:
            settled = self.random.choice(("yes", "yes", "partly", "no"))
            stars = {"yes": 5, "partly": 3, "no": 1}[settled]
            return [self.upper.message(number, "call_back_result", settled=settled, stars=stars)]
        return []

    def _send(self, letters: list[Letter]) -> None:
        if self.chaos:
            letters = letters + self.random.choices(letters, k=len(letters) // 2) if letters else []
            self.random.shuffle(letters)
        for letter in letters:
            self.upper.send(letter)

    def disagreements(self, inbox: Inbox) -> list[str]:
        """Orders of which the two sides do not know the same."""
        return [number for number in self.numbers if not self._agreed(number, inbox)]

    def _agreed(self, number: str, inbox: Inbox) -> bool:
        told = inbox.reports.get(number, [])
        stands = self.upper.ask(number)
        asked = [(one["sequence"], one["message_id"]) for one in stands["reports"]]
        return (
            stands["expected"] == self.upper.said[number] + 1
            and asked == [(one["sequence"], one["message_id"]) for one in told]
        )  # fmt: skip
