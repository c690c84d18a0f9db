"""The pages about open data, for people."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from interaction.opendata import dumps
from interaction.opendata.licence import CHANGES, VERSION, attribution, licence_name
from interaction.opendata.openapi import PREFIX
from interaction.opendata.operations import OPERATIONS


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Terms, files by year, what their fields mean, what changed."""
    context = {
        "data": [(one, one.years()) for one in dumps.ALL.values()], "forms": list(dumps.CONTENT_TYPES),
        "licence": licence_name(), "licence_url": settings.OPEN_DATA_LICENCE_URL,
        "attribution": attribution(), "changes": CHANGES, "per_minute": settings.API_PER_MINUTE,
    }  # fmt: skip
    return render(request, "opendata/home.html", context)


@login_not_required
@require_GET
def api(request: HttpRequest) -> HttpResponse:
    """The operations of the interface, each with its parameters and an example."""
    context = {
        "operations": OPERATIONS, "prefix": settings.SITE_URL + PREFIX, "site": settings.SITE_URL, "version": VERSION,
        "per_minute": settings.API_PER_MINUTE,
    }  # fmt: skip
    return render(request, "opendata/api.html", context)
