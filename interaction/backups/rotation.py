"""Which backups stay: the last of each of so many days, weeks and months."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from interaction.backups.archive import beside
from interaction.workdays.now import local_date

NAME = "huiyin-%Y%m%dT%H%M%SZ.age"


class BadKeep(ValueError):
    """The setting does not say what is kept."""


@dataclass(frozen=True)
class Keep:
    """Of how many days, weeks and months the last backup is kept."""

    days: int
    weeks: int
    months: int

    @classmethod
    def told(cls, numbers: Iterable[str]) -> "Keep":
        """What a setting says."""
        try:
            days, weeks, months = map(int, numbers)
        except ValueError as wrong:
            raise BadKeep(
                "BACKUP_KEEP 应为三个数，用逗号分开：保留最近几天、几周、几个月的备份，如 7,5,12。"
            ) from wrong
        return cls(days, weeks, months)


def backups_in(directory: Path) -> list[tuple[datetime, Path]]:
    """The backups of a directory with the moments of their names, the newest first."""
    return sorted(_dated(directory), reverse=True)


def _dated(directory: Path) -> Iterator[tuple[datetime, Path]]:
    for place in directory.glob("huiyin-*.age"):
        try:
            yield datetime.strptime(place.name, NAME).replace(tzinfo=UTC), place
        except ValueError:
            continue


def kept(moments: list[datetime], keep: Keep) -> set[datetime]:
    """Which of these moments, the newest first, are kept."""
    spans = (
        (keep.days, lambda day: day),
        (keep.weeks, lambda day: day.isocalendar()[:2]),
        (keep.months, lambda day: (day.year, day.month)),
    )
    chosen: set[datetime] = set()
    for most, span_of in spans:
        newest: dict[object, datetime] = {}
        for moment in moments:
            day: date = local_date(moment)
            newest.setdefault(span_of(day), moment)
        chosen.update(list(newest.values())[:most])
    return chosen


def rotate(directory: Path, keep: Keep) -> list[Path]:
    """Remove the backups that are kept no longer, never the newest; return them."""
    there = backups_in(directory)
    staying = kept([moment for moment, _place in there], keep)
    gone = [place for moment, place in there[1:] if moment not in staying]
    for place in gone:
        place.unlink()
        beside(place).unlink(missing_ok=True)
    return gone
