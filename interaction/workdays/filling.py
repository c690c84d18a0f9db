"""The first filling of the calendar: every arrangement published so far, provisional days beyond them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from .calendar import Calendar, days_between
from .published import days_of, published_arrangements

BATCH = 2000


def day_fields(calendar: Calendar, notices: Mapping[str, int], first: date) -> Iterator[dict[str, Any]]:
    """The stored form of every day from `first` on; `notices` gives the id of each document."""
    for day in days_between(first, calendar.last):
        fact = calendar.day(day)
        yield {
            "date": day,
            "is_workday": fact.is_workday,
            "ordinal": calendar.ordinal(day),
            "provisional": fact.provisional,
            "reason": fact.reason,
            "notice_id": notices.get(fact.notice),
        }


def fill(model: Any) -> None:
    """Write version 1, unless there is a calendar already. `model` gives the model of a name."""
    if model("CalendarVersion").objects.exists():
        return
    arrangements = published_arrangements()
    notice, day = model("Notice"), model("StoredDay")
    notices = notice.objects.bulk_create(
        notice(year=each.year, document=each.document, content=each.as_data()) for each in arrangements
    )
    calendar = Calendar(days_of(arrangements))
    ids = {each.document: each.pk for each in notices}
    day.objects.bulk_create((day(**fields) for fields in day_fields(calendar, ids, calendar.first)), batch_size=BATCH)
    model("CalendarVersion").objects.create(
        number=1,
        fingerprint=calendar.fingerprint(),
        first_changed=calendar.first,
        last_changed=calendar.last,
    )
