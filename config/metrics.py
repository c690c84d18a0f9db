"""/metrics for Prometheus: how pages are answered, and what each room counts (interaction/watching). No label is about a person.

Pages are counted in every process and summed when somebody asks (PROMETHEUS_MULTIPROC_DIR, set where pages are answered).
"""

import hmac
import logging
import os
from collections.abc import Callable, Iterator
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from interaction.watching.gauges import gauges

logger = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]
SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
ANSWERS = Counter("huiyin_requests", "Pages answered", ("view", "method", "status"))
TOOK = Histogram("huiyin_request_seconds", "Seconds that pages took", ("view",), buckets=SECONDS)


def counts_requests(get_response: Answer) -> Answer:
    """Count each answer by the name of its view, its method and its status, and how long it took."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        answer = get_response(request)
        found = request.resolver_match
        view = found.view_name or "-" if found else "-"
        ANSWERS.labels(view, request.method, answer.status_code).inc()
        TOOK.labels(view).observe(perf_counter() - began)
        return answer

    return middleware


def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to whoever has METRICS_TOKEN; for others there is nothing here."""
    asked = request.headers.get("Authorization", "")
    token = settings.METRICS_TOKEN
    if not token or not hmac.compare_digest(asked.encode(), f"Bearer {token}".encode()):
        return HttpResponse(status=404)
    return HttpResponse(_of_pages() + generate_latest(_OF_ROOMS), content_type=CONTENT_TYPE_LATEST)


def _of_pages() -> bytes:
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return generate_latest(registry)


class _Rooms(Collector):
    """What the rooms count; one that cannot be read now is left out, and the others are there."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for gauge in gauges():
            family = GaugeMetricFamily(gauge.name, gauge.help, labels=gauge.labels)
            try:
                for labels, value in gauge.read():
                    family.add_metric([labels[name] for name in gauge.labels], value)
            except Exception:
                logger.exception("the figure %s could not be read", gauge.name)
                continue
            yield family


_OF_ROOMS = CollectorRegistry()
_OF_ROOMS.register(_Rooms())
