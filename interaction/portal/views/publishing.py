"""How public pages are sent: what their addresses are, and that nobody fetches twice what has not changed."""

import hashlib
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, translate_url
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import get_language, override

CHINESE = "zh-hans"


def unless_known(request: HttpRequest, response: HttpResponse, changed_at: datetime | None = None, *,
                 dated: bool = False) -> HttpResponse:  # fmt: skip
    """The response, or 304 where the visitor has it already.

    Caches may keep a page but ask each time: what is taken back is gone at once. Care mode and contrast are cookies, so pages
    vary by them; the language is in the address. `dated` also trusts the date alone: right only where every change of the
    page moves `changed_at`, not for lists, from which things disappear.
    """
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Cookie"])
    last_modified = int(changed_at.timestamp()) if changed_at else None
    if last_modified is not None:
        response["Last-Modified"] = http_date(last_modified)
    answer = get_conditional_response(request, etag, last_modified if dated else None, response)
    assert answer is not None
    return answer


def absolute(path: str) -> str:
    """An address that can be told elsewhere."""
    return f"{settings.SITE_URL}{path}"


def in_this_language(path: str) -> str:
    """A path of the Chinese site, as the language of this page has it."""
    language = get_language() or CHINESE
    if language == CHINESE:
        return path
    with override(CHINESE):  # as what it is looked up
        return translate_url(path, language)


def page_links(path: str, **query: object) -> dict[str, Any]:
    """What a page's head says of its address: the one that counts, and the same page in each language."""
    given = {name: value for name, value in query.items() if value}
    whole = path + (f"?{urlencode(given)}" if given else "")
    tags = {"zh-hans": "zh-Hans"}
    return {
        "canonical": absolute(whole),
        "alternates": [
            (tags.get(code, code), absolute(translate_url(whole, code))) for code, _name in settings.LANGUAGES
        ],
    }


def subscribe_link(**wanted: str) -> str:
    """The form of subscription, filled in."""
    given = {name: value for name, value in wanted.items() if value}
    return reverse("portal:subscribe") + (f"?{urlencode(given)}" if given else "")
