"""归档: a closed case becomes a file of the organ that took it in, numbered, for the term that its class has on that day.

档案法 A.13, 14: what has lasting value is filed. What is decided for a file stays with it: a later version of the table does
not reach it. What left the archive, or was never to be filed, is kept on no ground of the archive's.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _t

from interaction.archive.models import ArchiveFile, FiledYear, TermVersion
from interaction.archive.terms import FileClass, Term, class_of
from interaction.casework.models import Case
from interaction.casework.numbers import next_serial
from interaction.casework.registry import channel
from interaction.errors import NotNow
from interaction.organs.models import Organ
from interaction.workdays.now import today


def terms_on(day: date) -> dict[str, Term]:
    """Return the terms that were set for classes by a day: of each the version confirmed for the latest day, one read."""
    confirmed = TermVersion.objects.filter(state=TermVersion.State.CONFIRMED, effective_from__lte=day)
    return {code: Term(term) for code, term in confirmed.order_by("effective_from").values_list("file_class", "term")}


def term_of(case: Any, day: date) -> tuple[FileClass, Term]:
    """Return class and term of a case; whatever has a document with a number is kept at least ten years."""
    row = class_of(case)
    term = terms_on(day).get(row.code, row.term)
    if term == Term.NONE and case.documents.exists():
        return row, Term.TEN
    return row, term


def file_of(case: Any) -> ArchiveFile | None:
    """Return the file that a case is in the archive."""
    return ArchiveFile.objects.filter(case=case.pk).first()


def is_to_be_filed(case: Any) -> bool:
    """Whether a case belongs into the archive and is not there yet."""
    return file_of(case) is None and term_of(case, today())[1] != Term.NONE


def kept_by_archive(case: Any) -> bool:
    """Whether the archive's term still runs, or would if the case were filed."""
    found = file_of(case)
    return found.ended_on is None if found else is_to_be_filed(case)


def file_away(case: Any, on: date) -> ArchiveFile:
    """Give a closed case its place in the archive. Call it inside an action, which holds the case.

    The number is that of DA/T 22: fonds, category (WS), year, term, matter (the channel), item.
    """
    row, term = term_of(case, on)
    if term == Term.NONE:
        raise NotNow(_t("按保管期限表，这一类件不归档。"))
    organ, year, prefix = case.addressed_to, case.closed_on.year, channel(case.channel).prefix
    serial = next_serial(f"archive:{organ.code}:{term}:{prefix}", year)
    return ArchiveFile.objects.create(
        case_id=case.pk, organ=organ, year=year, file_class=row.code, term=term, filed_on=on,
        number=f"{organ.fonds or organ.code}-WS·{year}-{term}-{prefix}-{serial:04d}", keep_until=term.keep_until(year),
    )  # fmt: skip


def unfiled_of(year: int) -> Iterator[Case]:
    """Yield the cases that closed in a year and are not in the archive, in the order in which they closed."""
    closed = Case.objects.filter(
        closed_on__range=(date(year, 1, 1), date(year, 12, 31)), archive_file__isnull=True, anonymised_on__isnull=True
    ).order_by("closed_on", "pk")
    for pk in list(closed.values_list("pk", flat=True)):
        yield Case.objects.get(pk=pk).specific


def years_to_file(day: date) -> list[int]:
    """Return the years that are over and not filed yet; what closed in one is filed once it is over."""
    first = (
        Case.objects.filter(closed_on__isnull=False).order_by("closed_on").values_list("closed_on", flat=True).first()
    )
    done = set(FiledYear.objects.values_list("year", flat=True))
    return [year for year in range(first.year, day.year) if year not in done] if first else []


def files_of(organ: Organ, year: int) -> QuerySet[ArchiveFile]:
    """Return the files of an organ and a year that have not left the archive, in the order of their numbers."""
    return ArchiveFile.objects.filter(organ=organ, year=year, ended_on__isnull=True).order_by("number")


def note_filed(year: int, on: date) -> None:
    """Note that a year has been gone through."""
    FiledYear.objects.get_or_create(year=year, defaults={"done_on": on})
