"""How rates are written: exact, rounded once, at the end."""

from fractions import Fraction

from django import template

from hotline.rates.formulas import Rate, decimal, number, percent

register = template.Library()


@register.filter
def rate(value: Rate) -> str:
    return percent(value.value)


@register.filter
def points(value: Fraction | None) -> str:
    return decimal(value)


@register.filter
def plain(value: Fraction) -> str:
    """A count, or one with a half."""
    return str(number(value))
