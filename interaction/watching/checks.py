"""What is looked at: each room declares its own checks, and a page, a command and a tick say what they found.

A look is quick (a page asks for all of them), changes nothing, and says what to do in the words of whoever has to do it.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

Text = str | Promise
logger = logging.getLogger(__name__)


class Level(IntEnum):
    """How it stands: as it should, soon not, or not."""

    GOOD, SOON, BAD = 0, 1, 2


class Group:
    """What the checks are about, in the order of the page."""

    PROCESSES = _("运行")
    DELIVERY = _("送达")
    LAW = _("期限和办理")
    EVIDENCE = _("密钥和存证")
    MACHINE = _("机器和设置")


GROUPS: tuple[Text, ...] = (Group.PROCESSES, Group.DELIVERY, Group.LAW, Group.EVIDENCE, Group.MACHINE)


@dataclass(frozen=True)
class Finding:
    """How something stands, and what to do where it does not."""

    level: Level
    words: str
    advice: str = ""


def good(words: str) -> Finding:
    return Finding(Level.GOOD, words)


def soon(words: str, advice: str) -> Finding:
    return Finding(Level.SOON, words, advice)


def bad(words: str, advice: str) -> Finding:
    return Finding(Level.BAD, words, advice)


@dataclass(frozen=True)
class Check:
    """Something that is looked at."""

    key: str
    group: Text
    label: Text
    look: Callable[[], Finding]


_checks: dict[str, Check] = {}


def watches(check: Check) -> None:
    """Make known what else is looked at."""
    _checks[check.key] = check


def findings(group: Text | None = None) -> Iterator[tuple[Check, Finding]]:
    """Yield each check (of a group) with what it found, in the order of the groups."""
    for check in sorted(_checks.values(), key=lambda one: GROUPS.index(one.group)):
        if group in (None, check.group):
            yield check, _looked(check)


def _looked(check: Check) -> Finding:
    try:
        return check.look()
    except Exception as error:  # what cannot be looked at is not well, whatever it was
        logger.exception("the check %s failed", check.key)
        return bad(_t("没有查成（%(error)s）") % {"error": type(error).__name__}, _t("请查看日志，或者稍后再查。"))
