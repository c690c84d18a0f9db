"""A switch may name recordings on listed hosts alone: nobody of the hotline is sent anywhere else."""

from typing import Any

import pytest

from hotline.telephony.models import Call, DeliveredEvent, RecordingAccess
from interaction.organs.actors import Actor
from tests.hotline.telephony.conftest import browser
from tests.hotline.telephony.event_feed import event, post, tell

pytestmark = pytest.mark.django_db
LISTED = ["pbx.example", "172.16.2.3:8443", " Upper.Example "]
ELSEWHERE = (
    "https://evil.example/1.wav", "http://169.254.169.254/latest/meta-data/", "http://127.0.0.1/1.wav",
    "http://localhost/1.wav", "http://2130706433/1.wav", "http://172.16.2.3/1.wav", "http://172.16.2.3:8444/1.wav",
    "https://pbx.example.evil.example/1.wav", "https://sub.pbx.example/1.wav", "https://pbx.example:8443/1.wav",
    "https://pbx.example.:443/1.wav", "https://pbx.example:99999/1.wav", "https://evil.example?pbx.example",
    "https://evil.example#pbx.example/", "http://pbx.example:443/1.wav",
)  # fmt: skip
WELL_PLACED = (
    "https://pbx.example/1.wav", "http://pbx.example:80/1.wav", "https://PBX.example:443/1.wav?a=b",
    "https://172.16.2.3:8443/1.wav", "https://upper.example", "https://county.example/recordings/1.wav",
)  # fmt: skip


@pytest.fixture(autouse=True)
def listed(settings: Any) -> None:
    settings.TELEPHONY_RECORDING_HOSTS, settings.SITE_URL = LISTED, "https://county.example"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_a_recording_elsewhere_is_refused_and_the_reason_logged(
    first: Actor, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    tell(event("ringing", 0), event("answered", 5), event("hung_up", 60))
    answer = post(event("recording", 61, recording_url=address))
    assert (answer.status_code, answer.json()["field"]) == (400, "recording_url")
    assert "TELEPHONY_RECORDING_HOSTS" in answer.json()["message"]
    assert "c1-recording-61 refused" in caplog.text
    assert address.split("/")[2].split("?", maxsplit=1)[0].split("#", maxsplit=1)[0].partition(":")[0] in caplog.text
    assert (Call.objects.get().recording_url, DeliveredEvent.objects.count()) == ("", 3)


@pytest.mark.parametrize("address", WELL_PLACED)
def test_a_recording_on_a_listed_host_is_opened_there(first: Actor, address: str) -> None:
    tell(event("ringing", 0), event("recording", 61, recording_url=address))
    answer = browser(first).get(f"/hotline/telephony/calls/{Call.objects.get().pk}/recording/")
    assert (answer.status_code, answer["Location"]) == (302, address)


def test_without_a_list_this_system_alone(first: Actor, settings: Any) -> None:
    settings.TELEPHONY_RECORDING_HOSTS = []
    assert post(event("recording", 61, recording_url="https://pbx.example/1.wav")).status_code == 400
    assert post(event("recording", 61, recording_url="https://county.example/1.wav")).status_code == 200


def test_a_host_taken_off_the_list_is_not_opened_any_more(
    first: Actor, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    tell(event("ringing", 0), event("recording", 61, recording_url="https://pbx.example/1.wav"))
    settings.TELEPHONY_RECORDING_HOSTS = []
    answer = browser(first).get(f"/hotline/telephony/calls/{Call.objects.get().pk}/recording/")
    assert answer.status_code == 403
    assert "Location" not in answer
    assert "pbx.example 不在允许之列" in answer.content.decode()
    assert "pbx.example is not in TELEPHONY_RECORDING_HOSTS" in caplog.text
    assert RecordingAccess.objects.count() == 0
    tell(event("answered", 5), event("hung_up", 60))  # what came before is still read
