"""The API does what its document says, whatever the document allows to be sent, and whatever it does not."""

import re
from collections.abc import Iterator

import pytest
import schemathesis
from django.test import Client

from hotline.exchange.api import api
from hotline.exchange.schemas import NUMBER
from interaction.visitors.interfaces import document
from tests.hotline.exchange.conftest import platform_of
from tests.hotline.exchange.sending import CODE, ORDER, SECRET
from tests.hotline.fuzzing import FUZZED, schema_of, signed_session
from tests.hotline.telephony.serving import served

pytestmark = pytest.mark.django_db(transaction=True)
SCHEMA = schema_of(document(api, "/hotline/exchange/"))


@pytest.fixture
def address(county: None) -> Iterator[str]:
    """A county's server, with an order about which something can be asked and said."""
    platform_of(per_minute=6000)
    with served() as url:
        yield url


@SCHEMA.parametrize()
@FUZZED
def test_requests_from_the_document_are_answered_as_it_says(address: str, case: schemathesis.Case) -> None:
    body = case.body if isinstance(case.body, dict) else {}
    named = (case.path_parameters or {}).get("number")
    if isinstance(body.get("number", ""), str) and all(
        re.fullmatch(NUMBER, str(one or "")) for one in (named, body.get("number"))
    ):
        body["number"] = named  # both name the order; a document cannot say so
    case.call_and_validate(base_url=address, session=signed_session(SECRET, **{"X-Huiyin-Platform": CODE}))


def test_the_document_is_served_and_names_every_answer() -> None:
    document = Client().get("/hotline/exchange/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["components"]["schemas"]["Order"]["properties"]) == {
        *ORDER,
        "subject",
        "identity",
        "public_wish",
        "sensitive",
    }
