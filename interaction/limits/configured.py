"""Which version of a rule holds: the one in the code, or the one set for a day since then (clock rule 6).

A change made today starts clocks from its day on; those that run keep the version they started under.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse

from interaction.limits.models import ConfiguredLimit
from interaction.limits.rules import Rule, rule

_within: ContextVar[bool] = ContextVar("configured_limits_held", default=False)
# Within `as_configured`: what its block goes by, once something asked for it.
_of_block: ContextVar[list[ConfiguredLimit] | None] = ContextVar("configured_limits", default=None)


@contextmanager
def as_configured() -> Iterator[None]:
    """Read the county's limits at most once within a block: a case has many clocks."""
    held, within = _of_block.set(None), _within.set(True)
    try:
        yield
    finally:
        _within.reset(within)
        _of_block.reset(held)


def one_reading_a_request(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a page goes by the limits as they stood when it first asked."""

    def answer(request: HttpRequest) -> HttpResponse:
        with as_configured():
            return get_response(request)

    return answer


def in_force(name: str, on: date) -> Rule:
    """The rule as it holds for what starts on a day (Asia/Shanghai). Raises UnknownRule."""
    base = rule(name)
    held = [one for one in _versions(base) if one.effective_from <= on]
    return _as_set(base, max(held, key=lambda one: one.effective_from)) if held else base


def started_by(name: str, events: object) -> Rule:
    """The rule as it holds for a clock that the first starting event of a list starts (limits.calculator). Raises UnknownRule."""
    base = rule(name)
    for one in events if isinstance(events, list) else ():
        if isinstance(one, dict) and one.get("event") in base.starts:
            try:
                return in_force(name, date.fromisoformat(str(one.get("on") or one.get("at"))[:10]))
            except ValueError:
                break  # no day at all: the calculator says so
    return base


def version(name: str, number: int) -> Rule:
    """The rule as it was in a version. Raises UnknownRule, and LookupError when there never was such a version."""
    base = rule(name)
    if number == base.version:
        return base
    found = next((one for one in _versions(base) if one.version == number), None)
    if found is None:
        raise LookupError(f"{name} has no version {number}")
    return _as_set(base, found)


@transaction.atomic
def save_version(limit: ConfiguredLimit) -> None:
    """Add a version, the next of its rule."""
    last = ConfiguredLimit.objects.filter(rule=limit.rule).aggregate(last=Max("version"))["last"]
    limit.version = (last or rule(limit.rule).version) + 1
    limit.save(force_insert=True)


def _versions(base: Rule) -> list[ConfiguredLimit]:
    held = _of_block.get()
    if held is None:
        held = list(ConfiguredLimit.objects.all())
        if _within.get():
            _of_block.set(held)
    return [one for one in held if one.rule == base.name]


def _as_set(base: Rule, limit: ConfiguredLimit) -> Rule:
    extends = base.extends
    if limit.extension is not None:
        extends = tuple(replace(one, at_most=limit.extension) if one.at_most else one for one in extends)
    return replace(base, length=limit.length, extends=extends, version=limit.version, law=limit.basis)
