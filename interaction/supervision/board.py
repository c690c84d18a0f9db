"""What a supervisor looks after: what is late or soon will be, orders, disputes, returns, bad ratings, letters nobody has
answered for months.

Each list is read by an index of its own to one page's length; nothing large is counted.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.channels import Text
from interaction.casework.clocks import Light
from interaction.casework.models import NO_DUE_DATE, Case, Clock
from interaction.casework.registry import channels
from interaction.casework.steps import Stage
from interaction.organs.models import Organ
from interaction.supervision.models import SupervisionOrder
from interaction.workdays.current import calendar
from interaction.workdays.now import today

# Working days ahead, days without an answer, days for which an answered order is shown.
SOON, LONG, RECENT = 3, 60, 30
PAGE = 50
# So many late or nearly late cases are counted by organ; where there are more, the board says "at least".
MOST = 2000
Key = tuple[date, Any]


@dataclass(frozen=True)
class Section:
    """One list of cases on the board. `slot` names the clock whose light tells how each stands ("": the citizen's)."""

    slug: str
    title: Text
    nothing: Text
    find: Callable[[], QuerySet[Any]]
    slot: str = ""
    # Late for whoever is responsible for the whole county: red.
    grave: bool = False


@dataclass(frozen=True)
class Page:
    """One page of a list; `next_cursor` is the key after which the next one starts."""

    rows: list[Any]
    next_cursor: Key | None


def _cases() -> QuerySet[Any]:
    return Case.objects.annotate(sorts_by=Coalesce("due_on", NO_DUE_DATE))


def _open() -> QuerySet[Any]:
    return _cases().filter(closed_on__isnull=True)


def _overdue() -> QuerySet[Any]:
    return _open().filter(sorts_by__lt=today())


def _soon() -> QuerySet[Any]:
    return _open().filter(sorts_by__gte=today(), sorts_by__lte=calendar().add(today(), SOON))


def _unhappy() -> QuerySet[Any]:
    asked = [Q(pk__in=one.unhappy()) for one in channels() if one.unhappy]
    return _cases().filter(reduce(or_, asked, Q(pk__in=[])))


def _unanswered() -> QuerySet[Any]:
    since = today() - timedelta(days=LONG)
    waiting = Clock.objects.filter(slot="unanswered", state=Clock.State.RUNNING, anchor_on__lte=since)
    return _open().filter(pk__in=waiting.values("case"))


SECTIONS = {
    one.slug: one
    for one in (
        Section("unanswered", _("超过 60 天未答复"), _("没有超过 60 天未答复的来件。"), _unanswered,
                slot="unanswered", grave=True),
        Section("disputes", _("待裁定的承办争议"), _("没有待裁定的争议。"),
                lambda: _open().filter(state=Stage.ARBITRATING), slot="arbitration"),
        Section("returns", _("待审定的退办"), _("没有待审定的退办。"),
                lambda: _open().filter(state=Stage.RETURNING), slot="return_decision"),
        Section("unhappy", _("不满意，待决定是否重办"), _("没有待决定的不满意评价。"), _unhappy),
        Section("overdue", _("已超期"), _("没有超期未答复的办件。"), _overdue),
        Section("soon", _("三个工作日内到期"), _("三个工作日内没有到期的办件。"), _soon),
    )
}  # fmt: skip


def page_of(section: Section, scope: Q, after: Key | None = None, size: int = PAGE) -> Page:
    """A section's cases within the scope, the earliest due first."""
    found = section.find().filter(scope)
    if after:
        found = found.filter(Q(sorts_by__gt=after[0]) | Q(sorts_by=after[0], id__gt=after[1]), sorts_by__gte=after[0])
    rows = list(found.order_by("sorts_by", "id").select_related("organ", "handler")[: size + 1])
    last = rows[size - 1] if len(rows) > size else None
    return Page(rows[:size], (last.sorts_by, last.pk) if last else None)


# -- Orders -----------------------------------------------------------------------------------------------


def open_orders(scope: Q, after: Key | None = None, size: int = PAGE) -> Page:
    """Orders not yet answered, the earliest due first."""
    found = _orders(scope).filter(answered_on__isnull=True).order_by("answer_by", "pk")
    if after:
        found = found.filter(Q(answer_by__gt=after[0]) | Q(answer_by=after[0], pk__gt=after[1]))
    return _order_page(found, "answer_by", size)


def answered_orders(scope: Q, after: Key | None = None, size: int = PAGE) -> Page:
    """Orders answered of late, the newest answer first; their light says whether it was in time."""
    since = today() - timedelta(days=RECENT)
    found = _orders(scope).filter(answered_on__gte=since).order_by("-answered_on", "pk")
    if after:
        found = found.filter(Q(answered_on__lt=after[0]) | Q(answered_on=after[0], pk__gt=after[1]))
    return _order_page(found, "answered_on", size)


def _orders(scope: Q) -> QuerySet[SupervisionOrder]:
    orders = SupervisionOrder.objects.filter(scope).select_related("case", "organ", "document")
    return orders.defer("demand", "answer")  # sealed, and not shown


def _order_page(found: QuerySet[SupervisionOrder], key: str, size: int) -> Page:
    rows = list(found[: size + 1])
    last = rows[size - 1] if len(rows) > size else None
    return Page(rows[:size], (getattr(last, key), last.pk) if last else None)


def light_of_order(order: SupervisionOrder) -> Light:
    """How an order's own limit stands: a case may have several orders, and one clock for all of them."""
    if order.answered_on:
        late = order.answered_on > order.answer_by
        return Light("late", _t("逾期反馈")) if late else Light("done", _t("按期反馈"))
    left = calendar().between(today(), order.answer_by)
    if order.answer_by < today():
        return Light("late", _t("已超期 %(n)s 个工作日") % {"n": max(-left, 1)})
    return Light("urgent", _t("今天到期")) if left == 0 else Light("soon", _t("还剩 %(n)s 个工作日") % {"n": left})


# -- By organ ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """How many cases of an organ are late, and will be soon."""

    organ: Organ
    overdue: int
    soon: int


def by_organ(scope: Q) -> tuple[list[Load], bool]:
    """The load of each organ that has any, the heaviest first; and whether everything was counted."""
    horizon = calendar().add(today(), SOON)
    keys = _open().filter(scope, sorts_by__lte=horizon).order_by("sorts_by", "id")
    found = list(keys.values_list("organ", "sorts_by")[: MOST + 1])
    overdue = Counter(organ for organ, due in found[:MOST] if due < today())
    soon = Counter(organ for organ, due in found[:MOST] if due >= today())
    organs = Organ.objects.in_bulk({*overdue, *soon})
    loads = [Load(organ, overdue[pk], soon[pk]) for pk, organ in organs.items()]
    return sorted(loads, key=lambda one: (-one.overdue, -one.soon, one.organ.path)), len(found) <= MOST
