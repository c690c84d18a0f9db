"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from interaction.casework.registry import channels

MODES = ("care", "contrast")
# What a page says its language is.
TAGS = {"zh-hans": "zh-Hans", "en": "en"}


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "office": _office(),
        "demonstration": settings.DEMONSTRATION,
        "channels": channels(),
        "other_languages": _other_languages(request),
        "modes": {mode: request.COOKIES.get(mode) == "1" for mode in MODES},
    }


def _office() -> dict[str, str]:
    """Whose site this is, by the names it has in the language shown."""
    office: dict[str, str] = settings.OFFICE
    if get_language() != "en":
        return office
    return office | {name: office[f"{name}_en"] or office[name] for name in ("government", "host_organ")}


def _other_languages(request: HttpRequest) -> list[dict[str, str]]:
    """The same page in the languages that are not shown; none for a page that has one address alone, as the desk's.

    A form that came back with faults is shown at the address it was sent to, so that its page can be opened anew.
    """
    here = request.get_full_path()
    found = [
        {"code": TAGS[code], "name": name, "address": translate_url(here, code)}
        for code, name in settings.LANGUAGES
        if code != get_language()
    ]
    return [one for one in found if one["address"] != here]
