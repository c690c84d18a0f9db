"""Making bulletins: each once, when its days are over; what was missed is made up for."""

from django.db.models import Min

from hotline.rates.bulletins.counting import figures_of
from hotline.rates.bulletins.periods import DAILY, DAY, MONTHLY, WEEKLY, Span, last_over, span_of
from hotline.rates.bulletins.sections import Issue
from hotline.rates.models import Bulletin, Outcome
from interaction.organs.models import Staff
from interaction.workdays.now import local_date, now, today

# How many periods back a system that stood still makes up for.
BACK = {DAILY: 7, WEEKLY: 4, MONTHLY: 3}


class NotOver(Exception):
    """A bulletin of days that are not over would freeze half a story."""


def issue(kind: str, span: Span, by: Staff | None = None) -> Bulletin:
    """The bulletin of these days: the one that was issued, or one made now. Raises NotOver."""
    if span.last >= today():
        raise NotOver(f"{span.last}")
    found = Bulletin.objects.filter(kind=kind, first=span.first).first()
    if found:
        return found
    made = {"last": span.last, "issued_at": now(), "issued_by": by, "figures": figures_of(kind, span)}
    # Two may make it at once: the first one stands.
    return Bulletin.objects.get_or_create(kind=kind, first=span.first, defaults=made)[0]


def issue_due() -> int:
    """Make what is over and not made yet, the oldest first; answers how many. Safe to run at any time, in any number:
    each bulletin stands by itself, and one that was broken off is made the next time."""
    opened = Outcome.objects.aggregate(first=Min("received_on"))["first"]
    due = [(kind, span) for kind in BACK for span in _missing(kind) if opened and span.last >= opened]
    for kind, span in due:
        issue(kind, span)
    return len(due)


def _missing(kind: str) -> list[Span]:
    span, found = last_over(kind, today()), []
    for _one in range(BACK[kind]):
        found.append(span)
        span = span_of(kind, span.first - DAY)
    have = set(Bulletin.objects.filter(kind=kind, first__gte=span.first).values_list("first", flat=True))
    return [one for one in reversed(found) if one.first not in have]


def as_issue(bulletin: Bulletin) -> Issue:
    span = Span(bulletin.first, bulletin.last)
    return Issue(bulletin.kind, span, local_date(bulletin.issued_at), bulletin.figures)
