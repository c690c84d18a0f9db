"""A hall at work: invented callers come, ring free seats, are answered, talk, hang up, and leave a recording.

The course is decided by one random source; moments are seconds from the start, and `wait` lets them pass.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from demo.hotline.switch import Switch

# Up to ten calls a minute, everything lasts as in life; beyond, all goes faster in proportion.
LIFELIKE_PER_MINUTE = 10
PICK_UP, TALK, PATIENCE, SHORT_PATIENCE = (2, 8), (20, 120), (25, 90), (2, 10)
# One in so many has called before, hides the number, or gives up at once.
AGAIN, HIDDEN, IMPATIENT = 5, 25, 12
RECORDINGS = "https://recordings.example.invalid"


@dataclass
class Caller:
    number: str
    pick_up: float
    talk: float
    patience: float
    call_id: str = ""
    extension: str = ""
    answered: bool = False
    gone: bool = False


def callers(random: Random, count: int) -> Iterator[Caller]:
    """Invented callers; some call again."""
    known: list[str] = []
    for _one in range(count):
        if known and random.randrange(AGAIN) == 0:
            number = random.choice(known)
        elif random.randrange(HIDDEN) == 0:
            number = ""
        else:
            number = f"1390000{random.randrange(10_000):04d}"
            known.append(number)
        patience = SHORT_PATIENCE if random.randrange(IMPATIENT) == 0 else PATIENCE
        yield Caller(number, random.uniform(*PICK_UP), random.uniform(*TALK), random.uniform(*patience))


@dataclass
class Hall:
    """The switch's side of a hall; `free_seats` answers the extensions whose agents are ready."""

    switch: Switch
    free_seats: Callable[[], Iterable[str]]
    per_minute: float
    wait: Callable[[float], None]
    random: Random
    _moment: float = 0.0
    _steps: list[tuple[float, int, str, Caller]] = field(default_factory=list)
    _count: int = 0
    _queue: list[Caller] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)

    @property
    def _pace(self) -> float:
        return min(1.0, LIFELIKE_PER_MINUTE / self.per_minute)

    def run(self, count: int) -> Iterator[Caller]:
        """Let so many callers come, at even distances more or less; yields each when the call is over."""
        apart = 60 / self.per_minute
        for position, caller in enumerate(callers(self.random, count)):
            self._after(apart * (position + self.random.random()), "come", caller)
        while self._steps:
            moment, _order, step, caller = heapq.heappop(self._steps)
            self.wait(moment - self._moment)
            self._moment = moment
            gone_before = caller.gone
            getattr(self, f"_{step}")(caller)
            self._seat_the_waiting()
            if caller.gone and not gone_before:
                yield caller

    def _after(self, seconds: float, step: str, caller: Caller) -> None:
        self._count += 1
        heapq.heappush(self._steps, (self._moment + seconds, self._count, step, caller))

    def _come(self, caller: Caller) -> None:
        caller.call_id = self.switch.ring(caller.number)
        self._queue.append(caller)
        self._after(caller.patience * self._pace, "leave", caller)
        self._after(self._pace, "look", caller)

    def _look(self, caller: Caller) -> None:
        """Somebody may be ready by now."""
        if caller in self._queue:
            self._after(self._pace, "look", caller)

    def _seat_the_waiting(self) -> None:
        free = [one for one in self.free_seats() if one not in self._taken] if self._queue else []
        for extension, caller in zip(free, list(self._queue), strict=False):
            self._queue.remove(caller)
            self._taken.add(extension)
            caller.extension = extension
            self.switch.ring(caller.number, extension, caller.call_id)
            self._after(caller.pick_up * self._pace, "pick_up", caller)

    def _pick_up(self, caller: Caller) -> None:
        if not caller.gone:
            caller.answered = True
            self.switch.answer(caller.call_id, caller.extension)
            self._after(caller.talk * self._pace, "end", caller)

    def _leave(self, caller: Caller) -> None:
        """Nobody answered in time."""
        if not caller.answered:
            self._over(caller)

    def _end(self, caller: Caller) -> None:
        self._over(caller)
        self.switch.record(caller.call_id, f"{RECORDINGS}/{caller.call_id}.wav")

    def _over(self, caller: Caller) -> None:
        caller.gone = True
        if caller in self._queue:
            self._queue.remove(caller)
        self._taken.discard(caller.extension)
        self.switch.hang_up(caller.call_id)
