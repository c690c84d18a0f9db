"""A quarter of a hotline, small and dense: each order is a story of its own, told step by step through the real actions,
with all that makes rates hard - late contact, returns, transfers, incidents, call-backs in vain, rework, exclusions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from hotline.models import WorkOrder
from hotline.states import State
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.workdays.current import calendar
from interaction.workdays.now import SHANGHAI, override_now
from tests.conftest import clear_if_hidden, do, staff

ORGANS = ("LL-SLJ", "LL-JTY", "LL-ZFJ", "LL-ZJJ")
INCIDENTS = (
    "东区自来水主管爆裂停水",
    "实验小学门口信号灯全部熄灭",
    "夜市摊点油烟熏得开不了窗",
    "安置小区电梯停运老人下不了楼",
)
Story = Iterator[int]  # days to wait before the next step


@dataclass
class Quarter:
    """`run` leaves the clock at the evening of the last day, where the caller reads the rates."""

    start: date
    days: int = 90
    a_day: int = 3
    seed: int = 7
    told: list[tuple[date, Story]] = field(default_factory=list)
    opened: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.organs = {code: Organ.objects.get(code=code) for code in ORGANS}
        self.towns = [*Organ.objects.filter(kind=Organ.Kind.TOWNSHIP).order_by("path")[:3]]
        self.agent, self.dispatcher, self.reviewer = staff("huawu"), staff("paidan"), staff("rexian-duban")
        self.leads: dict[str, WorkOrder] = {}

    @property
    def last(self) -> date:
        return self.start + timedelta(days=self.days - 1)

    def evening(self, day: date) -> datetime:
        return datetime.combine(day, time(19), SHANGHAI)

    def run(self) -> None:
        for offset in range(self.days):
            day = self.start + timedelta(days=offset)
            if not calendar().is_workday(day):
                continue
            with override_now(datetime.combine(day, time(9), SHANGHAI)):
                self.told += [(day, self.story()) for _one in range(self.a_day)]
            self._work(day)

    def _work(self, day: date) -> None:
        going, self.told = self.told, []
        for minute, (due, story) in enumerate(going):
            if due > day:
                self.told.append((due, story))
                continue
            with override_now(datetime.combine(day, time(9), SHANGHAI) + timedelta(minutes=2 * minute)):
                wait = next(story, None)
            if wait is not None:
                self.told.append((day + timedelta(days=max(wait, 1)), story))

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    # -- Stories ------------------------------------------------------------------------------------------

    def story(self) -> Story:
        code = self.random.choice(ORGANS)
        order = self.taken(code)
        if self.chance(0.07):
            perform(order, "answer_directly", self.agent, {"answer": "在医保服务平台备案即可。"})
            return
        if self.chance(0.04):
            perform(order, "decline", self.agent, {"ground": "petition", "advice": ""})
            return
        lead = self.leads.get(code)
        if lead and lead.state in (State.HANDLING, State.REVIEWING) and self.chance(0.6):
            perform(order, "join", self.agent, {"lead": lead.pk})
            yield from self.joined(order)
            return
        self.leads[code] = order
        yield from self.dispatched(order, code)
        if order.state == State.WITHDRAWN:
            return
        yield from self.contacted(order)
        self.answered(order)
        yield self.random.randrange(1, 5)
        yield from self.called_back(order)

    def taken(self, code: str) -> WorkOrder:
        self.opened += 1
        order, hidden, unknown = WorkOrder(), self.chance(0.08), self.chance(0.05)
        data: dict[str, Any] = {
            "kind": self.random.choice(("help", "complain", "report")), "title": INCIDENTS[ORGANS.index(code)],
            "content": f"{INCIDENTS[ORGANS.index(code)]}，请尽快处理，这是第{self.opened}位来电。",
            "urgency": "urgent" if self.chance(0.2) else "ordinary", "identity": "hidden" if hidden else "withheld",
            "phone": "" if unknown else f"139{self.opened:08d}", "name": "" if unknown else f"来电人{self.opened}",
            "town": self.random.choice([*self.towns, None]) and self.random.choice(self.towns).pk,
        }  # fmt: skip
        perform(order, "take_call", self.agent, data)
        return order

    def dispatched(self, order: WorkOrder, code: str) -> Story:
        clear_if_hidden(order)
        perform(order, "dispatch", self.dispatcher, {"organ": self.organs[code].pk})
        if self.chance(0.15):  # returned: granted and given to another, or refused
            yield 1
            do(order, "return_case")
            if self.chance(0.5):
                yield self.random.randrange(1, 4)
                do(order, "grant_return")
                yield self.random.randrange(1, 4)
                perform(order, "dispatch", self.dispatcher, {"organ": self._another(order).pk})
            else:
                do(order, "refuse_return")
        if self.chance(0.08):
            yield self.random.randrange(1, 4)
            perform(order, "transfer", self.reviewer, {"organ": self._another(order).pk, "reason": "属于你单位"})
        if self.chance(0.04):
            yield self.random.randrange(1, 4)
            perform(order, "withdraw", Actor.party(order.pk), {"reason": ""})

    def _another(self, order: Case) -> Organ:
        return self.random.choice([one for one in self.organs.values() if one.pk != order.organ_id])

    def contacted(self, order: WorkOrder) -> Story:
        if self.chance(0.06):  # never touched again
            yield 1000
        if self.chance(0.6):
            do(order, "take_up")
        if order.owes_contact:
            if self.chance(0.1):
                for _attempt in range(3):
                    do(order, "contact_caller", reached="no")
            else:
                if self.chance(0.5):
                    yield self.random.randrange(1, 4)
                do(order, "contact_caller", reached="yes")
        yield self.random.randrange(1, 6)

    def answered(self, order: WorkOrder) -> None:
        do(order, "draft_reply", "approve", "sign")

    def joined(self, order: WorkOrder) -> Story:
        while order.state == State.JOINED:
            yield 1
            order.refresh_from_db()
        if order.state == State.REPLIED:
            yield from self.called_back(order)

    def called_back(self, order: WorkOrder) -> Story:
        if order.state != State.REPLIED:
            order.refresh_from_db()
        if self.chance(0.1):
            for _attempt in range(3):
                perform(order, "note_attempt", self.agent, {"outcome": "no_answer"})
                yield 1
            perform(order, "close_unreached", self.agent)
        else:
            settled = self.random.choices(("yes", "partly", "no"), (60, 15, 25))[0]
            said = {"settled": settled, "stars": self.random.choice((5, 4, 3) if settled == "yes" else (4, 3, 2, 1))}
            by_site = self.chance(0.3)
            perform(order, "rate" if by_site else "call_back", Actor.party(order.pk) if by_site else self.agent, said)
        if not order.merged_into_id and self.chance(0.15) and not order.exclusion_asked:
            yield from self.excluded(order)
        if order.settled == "no" and not order.reworked and self.chance(0.7):
            yield from self.reworked(order)

    def excluded(self, order: WorkOrder) -> Story:
        do(order, "ask_exclusion", seed=self.opened)
        yield self.random.randrange(1, 4)
        granted = "yes" if self.chance(0.6) else "no"
        perform(order, "decide_exclusion", self.reviewer, {"granted": granted, "reason": "经核实"})

    def reworked(self, order: WorkOrder) -> Story:
        perform(order, "rework", self.agent, {"demand": "五号楼还没有解决"})
        if self.chance(0.2):
            perform(order, "transfer", self.reviewer, {"organ": self._another(order).pk, "reason": "属于你单位"})
        yield self.random.randrange(2, 20)
        self.answered(order)
        yield self.random.randrange(1, 4)
        yield from self.called_back(order)
