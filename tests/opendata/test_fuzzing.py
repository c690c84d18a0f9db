"""The interface does what its document says, whatever the document allows to be sent, and whatever it does not."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import schemathesis
from django.test import Client

from interaction.opendata.describing import SCHEMAS
from interaction.opendata.openapi import described
from tests.hotline.fuzzing import FUZZED
from tests.hotline.telephony.serving import served
from tests.opendata.publishing import publish_letters

pytestmark = pytest.mark.django_db(transaction=True)
SCHEMA = schemathesis.openapi.from_dict(described())


@pytest.fixture
def address(county: None, settings: Any, on_day: Callable[[date], None]) -> Iterator[str]:
    """A county's server with something to read."""
    settings.API_PER_MINUTE = 100_000
    publish_letters(on_day, date(2026, 3, 2), 2)
    with served() as url:
        yield url


@SCHEMA.parametrize()
@FUZZED
def test_requests_from_the_document_are_answered_as_it_says(address: str, case: schemathesis.Case) -> None:
    case.call_and_validate(base_url=address)


def test_the_document_is_served_and_names_every_field() -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for name, fields in SCHEMAS.items():
        assert list(document["components"]["schemas"][name]["properties"]) == [one.name for one in fields]
