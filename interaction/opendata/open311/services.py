"""What can be asked for, in the words of GeoReport v2: the kinds of letters and hotline orders, and the other channels."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from interaction.casework.channels import Channel
from interaction.casework.registry import channels

KIND = "kind"


@dataclass(frozen=True)
class Service:
    """A channel, or one kind of what a channel takes. Published items carry the kind by its name."""

    code: str
    name: str
    description: str
    group: str
    channel: str
    kind: str = ""
    kinds: tuple[str, ...] = ()  # where this stands for what is of none of these

    def items(self) -> Q:
        """Which published items are of this service."""
        if self.kind:
            return Q(channel=self.channel, kind=self.kind)
        return Q(channel=self.channel) & ~Q(kind__in=self.kinds) if self.kinds else Q(channel=self.channel)

    def shape(self) -> dict[str, Any]:
        return {
            "service_code": self.code, "service_name": self.name, "description": self.description, "metadata": False,
            "type": "realtime", "keywords": self.kind or self.group, "group": self.group,
        }  # fmt: skip


def _of(channel: Channel) -> list[Service]:
    group, intro = str(channel.label), str(channel.intro)
    facet = next((one for one in channel.facet_names() if one.key == KIND), None)
    kinds = {value: str(label) for value, label in facet.names.items()} if facet else {}
    found = [
        Service(f"{channel.key}.{value}", f"{group}：{label}", intro, group, channel.key, label)
        for value, label in kinds.items()
    ]
    # What has no kind, or one that was named otherwise then.
    return [*found, Service(channel.key, group, intro, group, channel.key, kinds=tuple(kinds.values()))]


def services() -> list[Service]:
    return [service for channel in channels() for service in _of(channel)]


def by_code() -> dict[str, Service]:
    return {one.code: one for one in services()}


def by_item() -> dict[tuple[str, str], Service]:
    """{(channel, kind): service}; an item whose kind is none of these belongs to its channel's own, (channel, "")."""
    return {(one.channel, one.kind): one for one in services()}
