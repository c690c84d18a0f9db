"""The figures of every group that a page shows, against a count in Python of the events."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from interaction.casework.models import Event
from interaction.statistics import queries
from interaction.statistics.fold import fold, recount
from interaction.statistics.models import Group
from interaction.statistics.periods import YEAR, Period
from interaction.statistics.queries import Figures
from tests.casework.invariants import measures
from tests.conftest import do, open_case

TO_SIGNED = ("accept", "dispatch", "take_up", "draft_reply", "approve", "sign")


def some_months(live: Callable[[date], None]) -> None:
    """Letters and requests over the turn of a year, answered after one to many days, some not yet."""
    day = date(2025, 11, 24)
    for seed in range(14):
        live(day)
        letter = open_case("letter", seed)
        do(letter, *TO_SIGNED[: 3 if seed % 5 == 0 else 4], seed=seed)
        request = open_case("disclosure", seed) if seed % 3 == 0 else None
        day += timedelta(days=1 + seed * 5 % 11)
        live(day)
        if seed % 5:
            do(letter, "approve", "sign", *(["rate"] if seed % 2 else []), seed=seed)
        if request:
            do(request, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "deliver_reply")


def counted(year: int, channel: str) -> dict[tuple[str, str], Figures]:
    """{(facet, value): figures}, by the events alone."""
    found: dict[tuple[str, str], Figures] = defaultdict(Figures)
    for event in Event.objects.filter(on__year=year, case__channel__startswith=channel).select_related("case"):
        groups = {
            (Group.ORGAN, str(event.organ_id)), (Group.MONTH, str(event.on.month)), ("channel", event.case.channel),
            *event.details.get("facets", {}).items(),
        }  # fmt: skip
        for measure, total in measures(event.mark, event.amount, event.details):
            for group in groups:
                found[group].add(measure, 1, total)
                if measure == "workdays":
                    found[group].days[total] += 1
    return found


def whole(year: int) -> Period:
    return Period(date(year, 1, 1), YEAR)


def months(year: int, channel: str = "") -> dict[date, Figures]:
    return queries.monthly(date(year, 1, 1), date(year, 12, 1), channel)


@pytest.mark.django_db
def test_every_group_a_page_shows_is_a_count_of_the_events(county: None, on_day: Callable[[date], None]) -> None:
    some_months(on_day)
    fold()
    assert recount() == []
    for year in (2025, 2026):
        for channel in ("", "letter", "disclosure"):
            events = counted(year, channel)

            def of(facet: str, events: dict = events) -> dict[str, Figures]:
                return {value: one for (key, value), one in events.items() if key == facet}

            of_year = months(year, channel)
            assert {str(month.month): one for month, one in of_year.items() if one != Figures()} == of(Group.MONTH)
            by_organ = queries.by_organ(whole(year), channel)
            assert {str(organ.pk): one for organ, one in by_organ} == of(Group.ORGAN)
            for facet in ("kind", "mailbox") if channel == "letter" else ():
                assert queries.by_facet(year, channel, facet) == of(facet) != {}
        assert dict(queries.by_channel(whole(year))) == {
            v: one for (k, v), one in counted(year, "").items() if k == "channel"
        }
    spread = queries.total(months(2025).values())
    taken = sorted(spread.days.elements())
    assert len(set(taken)) > 3
    assert spread.ninetieth_workdays == taken[-(-len(taken) * 9 // 10) - 1]
