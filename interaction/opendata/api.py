"""/api/v1/: what is published, for programs. JSON, by key, and nothing that pages do not show as well."""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from interaction.casework.registry import channels as all_channels
from interaction.opendata import operations, reading, shaping
from interaction.opendata.answers import answer, open_data, refusal
from interaction.opendata.describing import MEANINGS
from interaction.opendata.licence import VERSION, licence
from interaction.opendata.openapi import described
from interaction.opendata.operations import OPERATIONS, Operation
from interaction.opendata.parameters import read
from interaction.organs.models import Organ
from interaction.publicity.models import Publication
from interaction.statistics.indicators import INDICATORS
from interaction.statistics.models import Measure

_ID = re.compile(r"[0-9]{1,18}", re.ASCII)


def _listed(request: HttpRequest, operation: Operation, rows: Iterable[Any]) -> HttpResponse:
    read(request.GET, operation.parameters)
    return answer({"items": list(rows)})


def _page(
    request: HttpRequest, asked: dict[str, Any], page: reading.Page, shape: Callable[[Any], dict[str, Any]]
) -> HttpResponse:
    """One page of a list, with the whole address of the next."""
    next_cursor = None
    if page.next_cursor:
        query = {**request.GET.dict(), "after": f"{page.next_cursor[0]}.{page.next_cursor[1]}"}
        next_cursor = request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
    response = answer({"items": [shape(row) for row in page.rows], "next": next_cursor})
    if next_cursor:
        response["Link"] = f'<{next_cursor}>; rel="next"'
    return response


@open_data
def index(request: HttpRequest) -> HttpResponse:
    """What there is, and under which terms."""
    here = request.build_absolute_uri(request.path)
    found = {one.name: here + one.path for one in OPERATIONS}
    return answer({"version": VERSION, "licence": licence(), "operations": found, "openapi": f"{here}openapi.json"})


@open_data
def organs(request: HttpRequest) -> HttpResponse:
    rows = list(Organ.objects.all())
    codes = {one.pk: one.code for one in rows}
    return _listed(request, operations.ORGANS, (shaping.organ(one, codes) for one in rows))


@open_data
def channels(request: HttpRequest) -> HttpResponse:
    return _listed(request, operations.CHANNELS, (shaping.channel(one) for one in all_channels()))


@open_data
def measures(request: HttpRequest) -> HttpResponse:
    """What the tallies count, and what is reckoned from them."""
    read(request.GET, operations.MEASURES.parameters)
    found = [
        {"key": one.value, "label": str(one.label), "n": str(MEANINGS[one][0]), "total": str(MEANINGS[one][1])}
        for one in Measure
    ]
    reckoned = [
        {"key": one.key, "label": str(one.label), "kind": one.kind, "definition": str(one.definition)}
        for one in INDICATORS
    ]
    return answer({"items": found, "indicators": reckoned})


@open_data
def replies(request: HttpRequest) -> HttpResponse:
    """Published replies, newest first; with `updated_since`, what changed since then, taken back ones too."""
    asked = read(request.GET, operations.REPLIES.parameters)
    if asked["updated_since"]:
        return _page(request, asked, reading.changed(asked), shaping.as_changed)
    return _page(request, asked, reading.replies(asked), shaping.reply)


@open_data
def reply(request: HttpRequest, number: str) -> HttpResponse:
    """One published reply with its corrections; of one that was taken back, when and why."""
    read(request.GET, operations.REPLY.parameters)
    rows = Publication.objects.select_related("organ", "freshness")
    row = rows.filter(pk=int(number)).first() if _ID.fullmatch(number) else None
    if row is None:
        return refusal(404, "unknown", _("没有这件公开答复。"))
    changes = list(row.changes.select_related("organ").defer("earlier"))
    if row.withdrawn_at:
        why = next((one for one in changes if one.kind == one.Kind.WITHDRAWN), None)
        return answer(shaping.withdrawn(row, why), 410)
    corrected = [shaping.correction(one) for one in changes if one.kind == one.Kind.CORRECTED]
    response = answer({**shaping.reply(row), "corrections": corrected})
    response["Last-Modified"] = http_date(row.freshness.changed_at.timestamp())
    return response


@open_data
def typical(request: HttpRequest) -> HttpResponse:
    asked = read(request.GET, operations.TYPICAL.parameters)
    return _page(request, asked, reading.typical(asked), shaping.typical)


@open_data
def tallies(request: HttpRequest) -> HttpResponse:
    asked = read(request.GET, operations.TALLIES.parameters)
    return _page(request, asked, reading.tallies(asked), shaping.tally)


@open_data
def document(request: HttpRequest) -> HttpResponse:
    return answer(described())


@open_data
def not_found(request: HttpRequest, rest: str) -> HttpResponse:
    return refusal(404, "unknown", _("没有这个操作。有哪些操作，见/api/v1/。"))
