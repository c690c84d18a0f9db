"""What the letters of a channel say by law, where the law's own table stands above the channel: registered here, entered there.

A channel registers the sentences of its letters; the table of rules of law takes them in, with every version that the legal
office has confirmed since, and tells here which of them holds on a day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Wording:
    """Paragraphs of a letter with places that are filled in, one line each; `law` the articles, `source` the text read."""

    code: str
    about: str
    law: str
    source: str
    since: date
    text: str


_registered: dict[str, Wording] = {}
_in_force: list[Callable[[str, date], str]] = []


def register(*wordings: Wording) -> None:
    """Declare what letters of a channel say, when its app is loaded."""
    _registered.update({one.code: one for one in wordings})


def worded() -> tuple[Wording, ...]:
    """Every sentence that a channel has registered, in the order in which they were."""
    return tuple(_registered.values())


def read_from(in_force: Callable[[str, date], str]) -> None:
    """Let versions be read from the table of rules of law: the text of a code on a day."""
    _in_force[:] = [in_force]


def paragraphs(code: str, on: date, **filled_in: str) -> list[str]:
    """Return the paragraphs of a letter of that day (Asia/Shanghai), with what is filled into them."""
    (in_force,) = _in_force
    return [line % filled_in for line in in_force(code, on).splitlines() if line.strip()]
