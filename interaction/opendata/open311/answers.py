"""Answers in the two formats of GeoReport v2, and its errors: an array of code and description."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from xml.etree import ElementTree as ET

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from interaction.opendata.answers import METHODS, READING, conditional, json_of, limited, open_to_all, preflight
from interaction.visitors.throttle import Allowance

JSON, XML = "json", "xml"
CONTENT_TYPES = {JSON: "application/json; charset=utf-8", XML: "text/xml; charset=utf-8"}
BAD, FORBIDDEN, MISSING, GONE, METHOD, BUSY = 400, 403, 404, 410, 405, 429
# Characters that no XML document may hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Shape = dict[str, Any]


class Mistaken(Exception):
    """A request that cannot be answered: what the standard's error says, and its status."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status, self.description = status, description


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else _NOT_XML.sub("", str(value))


def _grow(parent: ET.Element, name: str, value: Any) -> None:
    """An element for a value; of a list, one for each, named in the singular."""
    element = ET.SubElement(parent, name)
    if isinstance(value, dict):
        for key, one in value.items():
            _grow(element, key, one)
    elif isinstance(value, list):
        for one in value:
            _grow(element, name.removesuffix("s"), one)
    else:
        element.text = _text(value)


def as_xml(root: str, item: str, content: Shape | list[Shape]) -> bytes:
    """A document of one thing, or of a list of things called `item`."""
    top = ET.Element(root)
    if isinstance(content, list):
        for one in content:
            _grow(top, item, one)
    else:
        for key, value in content.items():
            _grow(top, key, value)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(top, encoding="utf-8")


def written(form: str, root: str, item: str, content: Shape | list[Shape], status: int = 200) -> HttpResponse:
    body = as_xml(root, item, content) if form == XML else json_of(content)
    return HttpResponse(body, status=status, content_type=CONTENT_TYPES[form])


def errors(form: str, status: int, description: str) -> HttpResponse:
    return written(form, "errors", "error", [{"code": str(status), "description": description}], status)


def georeport(*, post: Callable[[], str] | None = None) -> Callable[[Callable[..., HttpResponse]], Any]:
    """A view of the standard: `form` is xml or json; `post` says why nothing can be sent here."""

    def decorate(view: Callable[..., HttpResponse]) -> Any:
        @csrf_exempt  # takes nothing
        @login_not_required
        @wraps(view)
        def answered(request: HttpRequest, form: str, **kwargs: Any) -> HttpResponseBase:
            if request.method == "OPTIONS":
                return preflight()
            if request.method == "POST" and post:
                return open_to_all(errors(form, FORBIDDEN, post()))
            if request.method not in READING:
                refused = errors(form, METHOD, _("这个接口只能读取（GET）。"))
                refused["Allow"] = ", ".join(METHODS)
                return open_to_all(refused)

            def refuse(allowance: Allowance) -> HttpResponse:
                return errors(form, BUSY, _("请求过于频繁，请%(seconds)s秒后再试。") % {"seconds": allowance.seconds})

            return limited(request, lambda: _read(request, view, form, kwargs), refuse)

        return answered

    return decorate


def _read(request: HttpRequest, view: Callable[..., HttpResponse], form: str, kwargs: Any) -> HttpResponseBase:
    try:
        return conditional(request, view(request, form, **kwargs))
    except Mistaken as mistaken:
        return errors(form, mistaken.status, mistaken.description)
