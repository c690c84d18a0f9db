"""The files of everything, made while they are fetched."""

import re
from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from interaction.opendata import dumps
from interaction.opendata.answers import open_data, refusal

_NAME = re.compile(r"(?P<data>[a-z]+)-(?P<year>[0-9]{4})\.(?P<form>csv|jsonl)(?P<gzip>\.gz)?", re.ASCII)


@open_data
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """replies-2026.csv, tallies-2026.jsonl.gz and the like."""
    found = _NAME.fullmatch(name)
    data = dumps.ALL.get(found["data"]) if found else None
    if not found or data is None or int(found["year"]) not in data.years():
        return refusal(404, "unknown", _("没有这个文件。有哪些文件，请看开放数据页面。"))
    pieces = dumps.as_bytes(data, int(found["year"]), found["form"])
    content_type = dumps.CONTENT_TYPES[found["form"]]
    if found["gzip"]:
        pieces, content_type = dumps.gzipped(pieces), "application/gzip"
    response = HttpResponse() if request.method == "HEAD" else _streamed(request, pieces)
    response["Content-Type"] = content_type
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-cache"
    return response


def _streamed(request: HttpRequest, pieces: Iterator[bytes]) -> StreamingHttpResponse:
    """Piece by piece under either kind of server: an asynchronous one would collect a plain iterator whole."""
    return StreamingHttpResponse(_one_by_one(pieces) if isinstance(request, ASGIRequest) else pieces)


async def _one_by_one(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    def following() -> bytes | None:
        return next(pieces, None)

    while (piece := await sync_to_async(following)()) is not None:
        yield piece
