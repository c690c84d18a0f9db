"""What the engine asks of every case that may be joined with others; a channel whose cases never are says no more."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interaction.casework.models import Case, Event


class Joinable:
    """A case that stands alone. `MergeActions` answers for those that may not."""

    @classmethod
    def joined_with(cls, keys: set[int]) -> set[int]:
        """Return these cases and all that are joined to the same leads."""
        return keys

    @property
    def lead(self) -> "Case | None":
        """Return the case into which this one is merged now."""
        return None

    def due_with(self, own: date | None) -> date | None:
        """Return the day by which the case is due, given that of its own clock."""
        return own

    def merged_cases(self) -> "list[Case]":
        """Return the cases that are merged into this one now."""
        return []

    def for_followers(self, name: str, data: Mapping[str, Any] | None = None) -> None:
        """Do an action of the system to every case that is merged into this one."""

    def when_recorded(self, event: "Event") -> None:
        """Do what follows for other cases once a step of this one is recorded."""
