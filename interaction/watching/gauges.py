"""What is counted for Prometheus: each room declares its own figures, read when somebody asks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Sample = tuple[Mapping[str, str], float]


@dataclass(frozen=True)
class Gauge:
    """A figure that goes up and down, by its labels. No label is about a person or a case."""

    name: str
    help: str
    labels: tuple[str, ...]
    read: Callable[[], Iterable[Sample]]


_gauges: dict[str, Gauge] = {}


def counts(name: str, told: str, read: Callable[[], Iterable[Sample]], *labels: str) -> None:
    """Make known what else is counted."""
    _gauges[name] = Gauge(name, told, labels, read)


def gauges() -> list[Gauge]:
    return list(_gauges.values())
