"""The system's pages, and the least that a Django view which stores something can do."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from config.urls import urlpatterns as pages
from config.urls import websocket_urlpatterns

__all__ = ["urlpatterns", "websocket_urlpatterns"]


@login_not_required
@require_POST
def bare(request: HttpRequest) -> HttpResponse:
    """One INSERT of what was sent; the same middleware, the same CSRF check."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_bare (title, content) VALUES (%s, %s)",
            [request.POST["title"], request.POST["content"]],
        )
    return HttpResponse(status=204)


urlpatterns = [*pages, path("bench/bare/", bare)]
