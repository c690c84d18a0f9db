"""The channels that exist. Each registers itself when Django starts; this room imports none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from interaction.casework.models import Case


@dataclass(frozen=True)
class Channel:
    """What the shared rooms need to know of a channel."""

    key: str  # stored in Case.channel
    slug: str  # in addresses
    label: str
    prefix: str  # of case numbers
    model: type[Case]
    intro: str  # one sentence for the citizen above the form
    guide: tuple[str, ...]  # what happens after sending, and by when
    send_label: str
    # {slot: name of the time limit} for the clocks that answer this case's events; "reply" is the citizen's.
    time_limits: Callable[[Case], dict[str, str]]
    # Rows (label, value) with which pages show what the case asks, and what it was answered.
    content: Callable[[Case], list[tuple[str, str]]]
    reply: Callable[[Case], list[tuple[str, str]]]
    # Rows (label, text) of what a draft says beside its body: the decision and its particulars.
    draft_said: Callable[[Any], list[tuple[str, str]]]
    # {state: (what the citizen reads, what comes next)}
    told: dict[str, tuple[str, str]]

    # For simulations and tests: what a person would enter into the form of an action, and how many of all cases.
    sample: Callable[[str, Case, Random], dict[str, object]]
    simulated_share: int

    def state_label(self, state: str) -> str:
        return str(dict(self.model.States.choices).get(state, state))  # type: ignore[attr-defined]


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    """Make a channel known; its model describes itself by it."""
    channel.model.describes = channel
    _channels[channel.key] = channel


def channel(key: str) -> Channel:
    return _channels[key]


def channels() -> list[Channel]:
    return list(_channels.values())
