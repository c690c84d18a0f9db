"""Files of a form that is not sent yet: kept so that nobody chooses them twice, in their order, and within limits."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property, partial

from django.conf import settings
from django.db import connection, models, transaction
from django.http import HttpRequest

from interaction.casework.file_store import columns_of, keep_content, read, remove_kept
from interaction.casework.files import Scan
from interaction.casework.models import StashedFile
from interaction.casework.uploads import MOST_FILES, Accepted, Refused, looked_at
from interaction.formats.kinds import Kind
from interaction.visitors.throttle import source_of
from interaction.workdays.now import now

# What a form sends to change what is kept for it: `keep`, `remove:<file>` or `up:<file>`.
CHANGE = "stashed"
KEPT_FOR = timedelta(days=1)
_LOCK = 720_310_001


def visitor_of(request: HttpRequest) -> str:
    """Whose files a request brings."""
    staff = getattr(request, "user", None)
    return f"staff:{staff.pk}" if staff is not None and staff.is_authenticated else source_of(request)


class Stash:
    """The files kept for one form. `left_out` are the names of those that were not kept."""

    def __init__(self, request: HttpRequest, submission: uuid.UUID) -> None:
        self.submission = submission
        self.left_out: list[str] = []
        self._request = request
        self._visitor = visitor_of(request)

    @cached_property
    def files(self) -> list[StashedFile]:
        """What is kept, read once a page."""
        return list(stashed_files(self.submission))

    def keep(self) -> "Stash":
        """Keep what is good of the files that were sent with the form, and do to them what was asked for."""
        good = []
        for file in self._request.FILES.getlist("attachments"):
            try:
                good.append(looked_at(file, settings.ATTACHMENT_MAX_BYTES))
            except Refused:
                self.left_out.append(str(file.name))
        if good:
            self._keep_all(good)
        self._change(self._request.POST.get(CHANGE, ""))
        return self

    def _keep_all(self, files: Iterable[Accepted]) -> None:
        """As far as there is room for them: on the form, for its visitor, and in all."""
        with transaction.atomic(), connection.cursor() as cursor:
            # One after the other, so that many at once do not pass together what one alone may not.
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            for file in files:
                self._keep(file)

    def _keep(self, file: Accepted) -> None:
        there = stashed_files(self.submission)
        if there.filter(sha256=file.sha256).exists():
            return
        size = file.size + len(file.original)
        limits = (
            (there, settings.STASH_BYTES_OF_FORM),
            (StashedFile.objects.filter(visitor=self._visitor), settings.STASH_BYTES_OF_VISITOR),
            (StashedFile.objects.all(), settings.STASH_BYTES),
        )
        if there.count() >= MOST_FILES or any(_bytes_of(kept) + size > most for kept, most in limits):
            self.left_out.append(file.clean_name)
            return
        last = there.aggregate(last=models.Max("position"))["last"]
        row = StashedFile(
            submission=self.submission, kind=file.kind, stashed_at=now(), visitor=self._visitor, signed=file.signed,
            **columns_of(file, 0 if last is None else last + 1),
        )  # fmt: skip
        keep_content(row, file)
        row.save(force_insert=True)

    def _change(self, wanted: str) -> None:
        """Take a file off the form, or move it up by one."""
        what, _colon, key = wanted.partition(":")
        rows = list(stashed_files(self.submission))
        place = next((number for number, row in enumerate(rows) if str(row.pk) == key), None)
        if place is None:
            return
        if what == "remove":
            _forget([rows[place]])
        elif what == "up" and place:
            rows.insert(place - 1, rows.pop(place))
            for number, row in enumerate(rows):
                row.position = number
            StashedFile.objects.bulk_update(rows, ["position"])


def _bytes_of(kept: models.QuerySet[StashedFile]) -> int:
    return int(kept.aggregate(n=models.Sum(models.F("size") + models.F("original_size")))["n"] or 0)


def stashed_files(submission: uuid.UUID) -> models.QuerySet[StashedFile]:
    return StashedFile.objects.filter(submission=submission).order_by("position", "stashed_at")


def _forget(rows: list[StashedFile]) -> None:
    for row in rows:
        transaction.on_commit(partial(remove_kept, row))
    StashedFile.objects.filter(pk__in=[row.pk for row in rows]).delete()


def unstash_files(submission: uuid.UUID) -> list[Accepted]:
    """The files held for a form, ready to be attached; they are held no longer, once what takes them is done."""
    rows = [row for row in stashed_files(submission) if row.scan != Scan.INFECTED]
    files = [
        Accepted(
            Kind(row.kind),
            row.name,
            read(row.pk),
            read(row.original) if row.original else b"",
            row.signed,
            Scan(row.scan),
        )
        for row in rows
    ]
    _forget(list(stashed_files(submission)))
    return files


def forget_old() -> int:
    """Files of forms that nobody sent again within a day."""
    old = list(StashedFile.objects.filter(stashed_at__lt=now() - KEPT_FOR)[:1000])
    _forget(old)
    return len(old)
