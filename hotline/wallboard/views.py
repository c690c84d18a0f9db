"""The wallboard's page, for the screen in the hall."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hotline.wallboard.figures import board, may_watch
from interaction.workbench.views import actor_of


@never_cache
@require_GET
def wall(request: HttpRequest) -> HttpResponse:
    if not may_watch(actor_of(request)):
        raise PermissionDenied
    return render(request, "wallboard/wall.html", {"board": board()})
