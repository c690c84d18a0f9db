"""Probes come by the machine's address and in the clear, and are answered all the same."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_is_answered_whatever_its_host_and_scheme(client: Client, settings: Any, path: str) -> None:
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["www.example.gov.cn"]
    answer = client.get(path, HTTP_HOST="10.0.0.5:8000")
    assert (answer.status_code, answer.content[:2]) == (200, b"ok")
    assert client.get("/", HTTP_HOST="www.example.gov.cn").status_code == 301
