"""Which channels there are. Each registers itself when Django starts; this file imports none of them, nor the models."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interaction.casework.channels import Channel

_channels: "dict[str, Channel]" = {}


def register(channel: "Channel") -> None:
    """Make a channel known; its model describes itself by it."""
    channel.model.describes = channel
    _channels[channel.key] = channel


def channel(key: str) -> "Channel":
    """Return the channel that a case names."""
    return _channels[key]


def channels() -> "list[Channel]":
    """Return every channel, in the order in which they registered."""
    return list(_channels.values())
