"""What is forgotten with a case: each model that holds words about its sender says so where it is declared.

个人信息保护法 A.47. `forget_with` and `erase_words` are called by the erasure of personal data alone (publicity.retention); what
is declared here needs no line of its own there, in whichever room the model stands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=type[models.Model])


@dataclass(frozen=True)
class _Held:
    """The rows of a model that lead to a case, and which of their columns are masked or emptied."""

    model: type[models.Model]
    case: str
    masked: tuple[str, ...]
    emptied: tuple[str, ...]


_held: list[_Held] = []


def forgotten_with_case(
    case: str = "case", *, masked: tuple[str, ...] = (), emptied: tuple[str, ...] = ()
) -> Callable[[M], M]:
    """Declare of a model what goes with the case to which the lookup `case` leads: texts of the organ's own, in which persons
    are masked, and columns that hold nothing but a person's own."""

    def declare(model: M) -> M:
        _held.append(_Held(model, case, masked, emptied))
        return model

    return declare


def erase_words(case: models.Model) -> None:
    """Remove what was said in all events of a case. The keeper of the logs does it (interaction/database): the application may
    not; and the transaction ends only with an event of the case that says so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_erase_words(%s)", [case.pk])


def forget_with(case: models.Model, hide: Callable[[str], str]) -> None:
    """Mask and empty everything that was declared; `hide` returns a text without persons."""
    for held in _held:
        for row in held.model._base_manager.filter(**{held.case: case.pk}):
            for name in held.masked:
                setattr(row, name, _hidden(getattr(row, name), hide))
            for name in held.emptied:
                setattr(row, name, "" if getattr(row, name) is not None else None)
            row.save(update_fields=[*held.masked, *held.emptied])


def _hidden(value: Any, hide: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {name: _hidden(one, hide) for name, one in value.items()}
    return hide(value) if isinstance(value, str) else value
