"""How the interface answers: to every site, within limits that each answer tells, once and for all that has not changed."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from interaction.opendata.parameters import InvalidParameter
from interaction.visitors.throttle import OPEN_DATA, Allowance, source_of, spend

View = Callable[..., HttpResponseBase]
READING = ("GET", "HEAD")
METHODS = (*READING, "OPTIONS")
FRESH_SECONDS = 60
_TOLD = "ETag, Last-Modified, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"


def json_of(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def answer(content: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(json_of(content), status=status, content_type="application/json")


def refusal(status: int, error: str, message: str, field: str = "") -> HttpResponse:
    """Which rule was broken, in words a person understands, and by which parameter."""
    return answer({"error": error, "message": message, "field": field}, status)


def open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    """Any site's pages may read this: it is public, and nobody is recognised by it."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = _TOLD
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def preflight() -> HttpResponseBase:
    response = open_to_all(HttpResponse(status=204))
    response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return response


def conditional(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """A good answer with the mark of its content; nothing but 304 to whoever has exactly that."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    changed = parse_http_date(response["Last-Modified"]) if "Last-Modified" in response else None
    answered = get_conditional_response(request, etag=etag, last_modified=changed, response=response) or response
    if "Cache-Control" not in answered:
        answered["Cache-Control"] = response["Cache-Control"]
    return answered


def limited(
    request: HttpRequest, view: Callable[[], HttpResponseBase], refuse: Callable[[Allowance], HttpResponseBase]
) -> HttpResponseBase:
    """The view's answer, or a refusal where this visitor has asked too often; with what is left to it."""
    # Who asks was looked up on the way here and makes no difference: shared caches may keep one answer for all.
    request.session.accessed = False
    allowance = spend(OPEN_DATA, source_of(request))
    response = refuse(allowance) if allowance.exceeded else view()
    allowance.tell(response)
    return open_to_all(response)


def open_data(view: View) -> View:
    """A view that anybody may read, by GET alone. What it may raise has its answer here."""

    @csrf_exempt  # changes nothing
    @login_not_required
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return preflight()
        if request.method not in READING:
            refused = refusal(405, "read_only", _("这个接口只能读取（GET）。"))
            refused["Allow"] = ", ".join(METHODS)
            return open_to_all(refused)
        return limited(request, lambda: _read(request, view, args, kwargs), _too_many)

    return answered


def _read(request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponseBase:
    try:
        response = view(request, *args, **kwargs)
    except InvalidParameter as unfit:
        return refusal(422, "unfit", unfit.message, unfit.name)
    if response.status_code == 200 and "Cache-Control" not in response and isinstance(response, HttpResponse):  # noqa: PLR2004
        return conditional(request, response)
    return response


def _too_many(allowance: Allowance) -> HttpResponse:
    words = _("每分钟最多%(most)s次，请%(seconds)s秒后再试。要全部数据的，请下载数据文件。")
    return refusal(429, "too_many", words % {"most": allowance.most, "seconds": allowance.seconds})
