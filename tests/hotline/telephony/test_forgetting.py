"""After the configured years nobody can tell who called; how many called, and how long they waited, stays."""

from datetime import timedelta

import pytest
from django.conf import settings

from hotline.telephony.forgetting import forget_old_calls
from hotline.telephony.measures import measures
from hotline.telephony.models import Call, DeliveredEvent
from interaction.workdays.now import now, override_now
from tests.hotline.telephony.event_feed import event, tell

pytestmark = pytest.mark.django_db


def test_old_calls_are_forgotten_and_still_counted(county: None) -> None:
    tell(event("ringing", 0, "a"), event("answered", 5, "a"), event("hung_up", 60, "a"))
    old = Call.objects.get(external_id="a")
    span = (old.ringing_at - timedelta(hours=1), old.ringing_at + timedelta(hours=1))
    before = measures(*span)
    assert forget_old_calls() == 0
    with override_now(now() + timedelta(days=366 * settings.RETENTION_YEARS)):
        assert forget_old_calls() == 1
        assert forget_old_calls() == 0
    old.refresh_from_db()
    assert (old.phone, old.phone_index, old.notes, old.recording_url) == ("", "", "", "")
    assert not DeliveredEvent.objects.exists()
    assert measures(*span) == before
