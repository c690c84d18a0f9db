"""What of a person the columns of the database may hold: each model says of every column of text which of three it is.

个人信息保护法 A.51 (a handler classifies the personal information it holds), A.56. *Personal*: somebody's own particulars;
those are sealed (`SealedField`), and nothing more need be said. *About persons*: words in which somebody may be named - a
title, a reply, a reason; they are masked before they are public and forgotten with their case. *Neither*: codes, digests,
figures and official texts. `manage.py draw_columns` writes the inventory into docs/personal-data.md.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from interaction.privacy.encryption import BlindIndexField, SealedField

M = TypeVar("M", bound=type[models.Model])

_about_persons: dict[type[models.Model], frozenset[str]] = {}
_neither: dict[type[models.Model], frozenset[str]] = {}


def text_columns(*, about_persons: tuple[str, ...] = (), neither: tuple[str, ...] = ()) -> Callable[[M], M]:
    """Declare of a model's columns of text which may name somebody and which cannot; an abstract model's hold for its heirs."""

    def declare(model: M) -> M:
        _about_persons[model], _neither[model] = frozenset(about_persons), frozenset(neither)
        return model

    return declare


def sealed(model: type[models.Model]) -> list[str]:
    """The columns that hold somebody's own particulars, and those by which they are found."""
    return [one.name for one in _columns(model) if isinstance(one, (SealedField, BlindIndexField))]


def about_persons(model: type[models.Model]) -> list[str]:
    """The columns in whose words somebody may be named."""
    return sorted(_declared(model, _about_persons))


def undeclared(model: type[models.Model]) -> set[str]:
    """Columns of text of which nobody has said what they hold; and what is said of columns that are none."""
    texts = {one.name for one in _columns(model) if _is_free_text(one)}
    return texts ^ (_declared(model, _about_persons) | _declared(model, _neither))


def _declared(model: type[models.Model], of: dict[type[models.Model], frozenset[str]]) -> set[str]:
    own = [one for one in model.__mro__ if one is model or (one in of and one._meta.abstract)]
    return {name for one in own for name in of.get(one, ())}


def _columns(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The columns of a model's own table, those of abstract models among them."""
    return list(model._meta.local_concrete_fields)


def _is_free_text(field: "models.Field[Any, Any]") -> bool:
    """Whether anything at all may be written into a column: no choice among given words, and not sealed."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField, ArrayField)
    return isinstance(field, kinds) and not isinstance(field, BlindIndexField) and not field.choices
