"""Loading a notice: provisional days become official, ordinals move, the calendar gets a new version."""

from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from .arrangements import Arrangement, BadNotice
from .calendar import Calendar, days_between, is_weekend, weekday_name
from .current import CALENDAR_LOCK, calendar, forget
from .filling import BATCH, day_fields
from .models import CalendarVersion, Notice, StoredDay
from .published import FIRST, LAST, days_of, statutory_days
from .signals import calendar_changed


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a notice did to the calendar.

    `moved` are the days that became worked or off. `unnamed` are statutory holidays that the first document
    of a year does not mention; they stay off by law, but a file that leaves one out deserves a second look.
    `first_changed` to `last_changed` spans every day of which anything changed, its being provisional
    included: only clocks whose span meets it can read otherwise than before. Both are None, and the versions
    equal, when the notice changed nothing.
    """

    arrangement: Arrangement
    old_version: int
    new_version: int
    moved: tuple[date, ...] = ()
    unnamed: tuple[date, ...] = ()
    first_changed: date | None = None
    last_changed: date | None = None


@transaction.atomic
def load_notice(arrangement: Arrangement) -> Loaded:
    """Bring an arrangement into the calendar and tell the floors above, all in one transaction.

    The first document of a year governs all of it; a further one amends the days it names; the same document
    loaded again replaces what it said before. Raise BadNotice when it contradicts the law or the calendar.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CALENDAR_LOCK])
    forget()
    before = calendar()
    nothing = Loaded(arrangement, before.version, before.version)
    if Notice.objects.filter(document=arrangement.document, content=arrangement.as_data()).exists():
        return nothing
    _check(arrangement, before)
    unnamed = _unnamed(arrangement)
    Notice.objects.update_or_create(
        document=arrangement.document,
        defaults={"year": arrangement.year, "content": arrangement.as_data()},
    )
    after = Calendar(days_of([notice.arrangement() for notice in Notice.objects.order_by("id")]))
    changed = [day for day in days_between(FIRST, LAST) if before.day(day) != after.day(day)]
    if not changed:
        return nothing
    moved = tuple(day for day in changed if before.is_workday(day) != after.is_workday(day))
    loaded = Loaded(arrangement, before.version, before.version + 1, moved, unnamed, changed[0], changed[-1])
    _store(after, loaded)
    forget()
    calendar_changed.send(sender=Notice, loaded=loaded)
    return loaded


def _unnamed(arrangement: Arrangement) -> tuple[date, ...]:
    if Notice.objects.filter(year=arrangement.year).exclude(document=arrangement.document).exists():
        return ()
    named = arrangement.named()
    return tuple(day for day in statutory_days() if day.year == arrangement.year and day not in named)


def _check(arrangement: Arrangement, before: Calendar) -> None:
    if not FIRST.year <= arrangement.year <= LAST.year:
        raise BadNotice(f"工作日历只到 {LAST.year} 年，不能载入 {arrangement.year} 年的通知")
    for day in arrangement.work:
        if festival := statutory_days().get(day):
            raise BadNotice(f"{day} 是法定节日（{festival}），不能安排上班")
        if not is_weekend(day) and before.is_workday(day):
            raise BadNotice(f"{day} 是{weekday_name(day)}，本来就是工作日，不应列为调休上班")


def _store(after: Calendar, loaded: Loaded) -> None:
    """Replace the days from the first changed one on.

    They are removed and written anew because an update in place would pass through states in which two
    working days bear the same ordinal.
    """
    assert loaded.first_changed is not None
    assert loaded.last_changed is not None
    StoredDay.objects.filter(date__gte=loaded.first_changed).delete()
    notices = dict(Notice.objects.values_list("document", "id"))
    fields = day_fields(after, notices, loaded.first_changed)
    StoredDay.objects.bulk_create((StoredDay(**each) for each in fields), batch_size=BATCH)
    CalendarVersion.objects.create(
        number=loaded.new_version,
        fingerprint=after.fingerprint(),
        notice_id=notices[loaded.arrangement.document],
        first_changed=loaded.first_changed,
        last_changed=loaded.last_changed,
    )
