"""Which files belong to the rows of the database: each room that keeps files says so."""

from collections.abc import Callable, Iterable, Iterator

_sources: list[Callable[[], Iterable[str]]] = []


def backs_up(names: Callable[[], Iterable[str]]) -> None:
    """Make known what gives the names, in the default storage, of the files that rows of a room lead to."""
    _sources.append(names)


def names_of_files() -> Iterator[str]:
    """Yield the name of every file that should be there, as the transaction sees the rows."""
    for names in _sources:
        yield from names()
