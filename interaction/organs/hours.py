"""When an organ's office is open: its own hours, or those of the nearest organ above that has some, season by season."""

from interaction.organs.models import OfficeHours as Kept
from interaction.organs.models import Organ
from interaction.workdays.office import AS_USUAL, Hours, OfficeHours


def hours_of(organ: Organ) -> OfficeHours:
    """Return the hours of an organ; the usual ones where nobody entered any for it or above it."""
    entered = Kept.objects.filter(organ__path__in=organ.paths_up).select_related("organ").order_by("effective_from")
    kept: dict[str, list[Hours]] = {}
    for one in entered:
        span = Hours(one.effective_from, one.opens, one.rests, one.resumes, one.closes)
        kept.setdefault(one.organ.path, []).append(span)
    return OfficeHours(kept[max(kept, key=len)]) if kept else AS_USUAL


def county_hours() -> OfficeHours:
    """Return the hours of the government itself: in these its people are told of things."""
    county = Organ.objects.filter(parent__isnull=True).order_by("pk").first()
    return hours_of(county) if county else AS_USUAL
