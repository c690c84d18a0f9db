"""Files of everything, a year each: read by key and written piece by piece, so that size is no matter."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Min, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interaction.opendata import describing, reading, shaping
from interaction.opendata.describing import Field
from interaction.publicity.models import Publication
from interaction.statistics import cells
from interaction.statistics.models import Tally

BATCH = 500
CSV, JSON_LINES = "csv", "jsonl"
CONTENT_TYPES = {CSV: cells.CONTENT_TYPE, JSON_LINES: "application/x-ndjson; charset=utf-8"}
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True)
class Data:
    """Something there are files of: its fields, its years, and the rows of a year in pieces of at most BATCH."""

    key: str
    label: str | Promise
    fields: tuple[Field, ...]
    years: Callable[[], list[int]]
    batches: Callable[[int], Iterator[list[dict[str, Any]]]]


def _published_years() -> list[int]:
    span = Publication.objects.filter(withdrawn_at__isnull=True)
    return _from_to(**span.aggregate(first=Min("replied_on"), last=Max("replied_on")))


def _tallied_years() -> list[int]:
    return _from_to(**Tally.objects.aggregate(first=Min("month"), last=Max("month")))


def _from_to(first: date | None, last: date | None) -> list[int]:
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def _replies(year: int) -> Iterator[list[dict[str, Any]]]:
    rows = reading.published().filter(replied_on__range=(date(year, 1, 1), date(year, 12, 31)))
    rows = rows.order_by("replied_on", "id")
    after = Q()
    while batch := list(rows.filter(after)[:BATCH]):
        yield [shaping.reply(row) for row in batch]
        last = batch[-1]
        after = Q(replied_on__gt=last.replied_on) | Q(replied_on=last.replied_on, id__gt=last.pk)
        after &= Q(replied_on__gte=last.replied_on)


def _tallies(year: int) -> Iterator[list[dict[str, Any]]]:
    rows = Tally.objects.filter(month__range=(date(year, 1, 1), date(year, 12, 1))).select_related("organ")
    rows = rows.order_by("month", "id")
    after = Q()
    while batch := list(rows.filter(after)[:BATCH]):
        yield [shaping.tally(row) for row in batch]
        last = batch[-1]
        after = (Q(month__gt=last.month) | Q(month=last.month, id__gt=last.pk)) & Q(month__gte=last.month)


REPLIES = Data("replies", _("公开答复"), describing.REPLY, _published_years, _replies)
TALLIES = Data("tallies", _("按月统计"), describing.TALLY, _tallied_years, _tallies)
ALL = {one.key: one for one in (REPLIES, TALLIES)}


def as_bytes(data: Data, year: int, form: str, progress: Callable[[int], None] = lambda rows: None) -> Iterator[bytes]:
    """The file of a year, piece by piece; `progress` is told of how many rows each piece is."""
    if form == CSV:
        yield (cells.BOM + cells.rows([[one.name for one in data.fields]])).encode()
    for batch in data.batches(year):
        yield _csv(data, batch) if form == CSV else _json_lines(batch)
        progress(len(batch))


def _csv(data: Data, batch: Iterable[dict[str, Any]]) -> bytes:
    return cells.rows([row[one.name] for one in data.fields] for row in batch).encode()


def _json_lines(batch: Iterable[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in batch).encode()


def gzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same, compressed as it comes. The head holds no time: the same rows give the same file."""
    packing = zlib.compressobj(wbits=_GZIP)
    for piece in pieces:
        if packed := packing.compress(piece):
            yield packed
    yield packing.flush()
