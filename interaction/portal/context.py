"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from interaction.casework.channels import channels

MODES = ("care", "contrast")


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "office": settings.OFFICE,
        "channels": channels(),
        "modes": {mode: request.COOKIES.get(mode) == "1" for mode in MODES},
    }
