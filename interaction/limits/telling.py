"""Sentences that name limits: they say the numbers that hold on the day they are read, in the reader's language."""

from typing import Any

from django.utils.functional import lazystr

from interaction.i18n.numerals import said
from interaction.limits.configured import as_configured, in_force
from interaction.limits.rules import Rule
from interaction.workdays.now import today


class _Told:
    def __init__(self, text: Any, rules: dict[str, str]) -> None:
        self.text, self.rules = text, rules

    def __str__(self) -> str:
        with as_configured():
            return str(self.text) % {place: span(name) for place, name in self.rules.items()}


def span(name: str) -> str:
    """Return the limit of today with its unit; of a name that ends in + how far it may be extended."""
    rule = in_force(name.removesuffix("+"), today())
    return rule.unit.of((longest_extension(rule) or 0) if name.endswith("+") else rule.length)


def with_limits(text: Any, **rules: str) -> Any:
    """Return a text whose places are filled with limits when it is read: `reply="disclosure.reply"`, `more="disclosure.reply+"`."""
    return lazystr(_Told(text, rules))


def longest_extension(rule: Rule) -> int | None:
    """Return how far a limit may be extended, where its rule names a number."""
    return next((one.at_most for one in rule.extends if one.at_most), None)


def in_numerals(name: str) -> str:
    """Return the number of a limit as letters write it, by the law of today: 六十."""
    return said(in_force(name, today()).length)
