"""The webhook does what its document says, whatever the document allows to be sent, and whatever it does not."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.conf import settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from hotline.telephony.webhook import api
from interaction.visitors.interfaces import document
from tests.hotline.fuzzing import FUZZED, schema_of, signed_session
from tests.hotline.telephony.serving import served

pytestmark = pytest.mark.django_db(transaction=True)
SCHEMA = schema_of(document(api, "/hotline/telephony/"))


@pytest.fixture
def address(county: None) -> Iterator[str]:
    with served() as url:
        yield url


@SCHEMA.parametrize()
@FUZZED
def test_events_from_the_document_are_answered_as_it_says(county: None, address: str, case: schemathesis.Case) -> None:
    case.call_and_validate(
        base_url=address,
        session=signed_session(settings.TELEPHONY_SECRET),
        # That `at` is not later than now, no document can say.
        excluded_checks=[positive_data_acceptance],
    )
