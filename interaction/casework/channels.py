"""The channels that exist. Each registers itself when Django starts; this room imports none of them."""

from collections.abc import Callable
from dataclasses import dataclass, field

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
    submit_template: str = "portal/form_page.html"
    # {slot: name of the time limit} for the clocks that answer this case's events; "reply" is the citizen's.
    time_limits: Callable[[Case], dict[str, str]] = field(default=lambda case: {})
    # Rows (label, value) with which pages show what the case asks, beyond its title.
    content: Callable[[Case], list[tuple[str, str]]] = field(default=lambda case: [])
    # {state: (what the citizen reads, what comes next for the citizen)}
    told: dict[str, tuple[str, str]] = field(default_factory=dict)

    def state_label(self, state: str) -> str:
        return str(dict(self.model.State.choices).get(state, state))  # type: ignore[attr-defined]


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    _channels[channel.key] = channel


def channel(key: str) -> Channel:
    return _channels[key]


def channels() -> list[Channel]:
    return list(_channels.values())
