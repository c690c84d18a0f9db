"""The endpoints of Open311 GeoReport v2 that read; what citizens send comes in by this site's own pages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from interaction.casework.registry import channels
from interaction.opendata.licence import CHANGES
from interaction.opendata.open311 import requests as asked
from interaction.opendata.open311.answers import CONTENT_TYPES, MISSING, Mistaken, georeport, written
from interaction.opendata.open311.services import by_code, services

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


def _where_to_write() -> str:
    places = _("；").join(
        f"{one.label} {settings.SITE_URL}{reverse('portal:submit', args=[one.slug])}" for one in channels()
    )
    return _("这里不接收诉求，请到网页提交：%(places)s") % {"places": places}


@georeport()
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    changed = f"{CHANGES[0].on.isoformat()}T00:00:00+08:00"
    formats = [one.partition(";")[0] for one in CONTENT_TYPES.values()]
    endpoint = {
        "specification": SPECIFICATION, "url": f"{settings.SITE_URL}/open311/v2", "changeset": changed,
        "type": "production", "formats": formats,
    }  # fmt: skip
    contact = " ".join(part for part in (settings.OFFICE["host_organ"], settings.OFFICE["phone"]) if part)
    content = {
        "changeset": changed, "contact": contact, "key_service": _("读取不需要密钥。"), "endpoints": [endpoint],
    }  # fmt: skip
    return written(form, "discovery", "", content)


@georeport()
def service_list(request: HttpRequest, form: str) -> HttpResponse:
    return written(form, "services", "service", [one.shape() for one in services()])


@georeport()
def service(request: HttpRequest, form: str, code: str) -> HttpResponse:
    """The definition of a service: it asks for no attributes, as `metadata` says in the list."""
    if code not in by_code():
        raise Mistaken(MISSING, _("没有这个service_code，见services。"))
    content: dict[str, Any] = {"service_code": code, "attributes": []}
    return written(form, "service_definition", "", content)


@georeport(post=_where_to_write)
def request_list(request: HttpRequest, form: str) -> HttpResponse:
    return written(form, "service_requests", "request", asked.found(request.GET))


@georeport()
def request_one(request: HttpRequest, form: str, request_id: str) -> HttpResponse:
    return written(form, "service_requests", "request", asked.one(request_id))


@georeport()
def token(request: HttpRequest, form: str, token: str) -> HttpResponse:
    """Tokens stand for requests that were sent and have no number yet; there are none."""
    raise Mistaken(MISSING, _("没有这个token：这里不接收诉求。"))
