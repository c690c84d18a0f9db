"""For whoever watches the processes: alive (this one answers), ready (it can do its work).

A probe comes by the machine's address and without TLS: it is answered before anything asks for a host or leads elsewhere.
"""

import sys
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error

from config.metrics import metrics

Answer = Callable[[HttpRequest], HttpResponse]
# Seconds after which somebody whom the database kept waiting may come back.
RETRY_AFTER = "10"
_migrated = False


def answers_probes(get_response: Answer) -> Answer:
    """Answer /healthz, /readyz and /metrics, whatever the Host and the scheme."""
    probes = {"/healthz": alive, "/readyz": ready, "/metrics": metrics}

    def middleware(request: HttpRequest) -> HttpResponse:
        probe = probes.get(request.path_info)
        return probe(request) if probe else get_response(request)

    return middleware


def alive(request: HttpRequest) -> HttpResponse:
    return _said(f"ok {settings.VERSION}")


def ready(request: HttpRequest) -> HttpResponse:
    """Whether the database answers and has this release's tables."""
    try:
        if not _is_migrated():
            return _said("migrations are missing: manage.py migrate", 503)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _said("database unavailable", 503)
    return _said("ok")


def _is_migrated() -> bool:
    """Whether there is nothing to migrate; tables are not taken back while a process runs, so that it asks until there is not."""
    global _migrated  # noqa: PLW0603 - a process learns it once
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def _said(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain", status=status, headers={"Cache-Control": "no-store"})


@requires_csrf_token
def went_wrong(request: HttpRequest) -> HttpResponse:
    """The page of what no view expected: the database being away is told as what it is, and when to come back."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_AFTER})
    return server_error(request)
