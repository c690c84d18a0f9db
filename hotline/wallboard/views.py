"""The wallboard's page, for the screen in the hall."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hotline.wallboard.figures import PAGE, board, may_watch
from interaction.sign_in.standing import BOUND_TO, bind
from interaction.workbench.views import actor_of


@never_cache
@require_GET
def wall(request: HttpRequest) -> HttpResponse:
    if not may_watch(actor_of(request)):
        raise PermissionDenied
    return render(request, "wallboard/wall.html", {"board": board(), "device": BOUND_TO in request.session})


@require_POST
def as_device(request: HttpRequest) -> HttpResponse:
    """Let the screen go on showing the board, and nothing else of the desk: it is nobody's desk any more."""
    if not may_watch(actor_of(request)):
        raise PermissionDenied
    bind(request, PAGE)
    return redirect(PAGE)
