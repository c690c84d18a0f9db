"""On which hosts recordings may lie: a switch that was taken over must not send the hotline's people anywhere else.

Nothing is fetched from there; the browser of whoever listens is sent on.
"""

import logging
from urllib.parse import urlsplit

from django.conf import settings

from hotline.telephony.reading import Event
from hotline.webhooks.reading import Malformed

logger = logging.getLogger(__name__)
_PORTS = {"http": 80, "https": 443}


def recording_host(address: str) -> str:
    """The host of an address, with its port where that is not the usual one."""
    host, _colon, port = urlsplit(address).netloc.lower().partition(":")
    return host if not port or port == str(_PORTS.get(urlsplit(address).scheme)) else f"{host}:{port}"


def may_lie_at(address: str) -> bool:
    """Whether a recording may lie there: on a host of TELEPHONY_RECORDING_HOSTS, or at this system's own address."""
    listed = {one.strip().lower() for one in settings.TELEPHONY_RECORDING_HOSTS}
    return recording_host(address) in listed | {recording_host(settings.SITE_URL)}


def check_recording(event: Event) -> None:
    """Raises Malformed for a recording on a host that is not listed, and notes it for whoever keeps the settings."""
    if event.recording_url and not may_lie_at(event.recording_url):
        host = recording_host(event.recording_url)
        logger.warning("event %s refused: %s is not in TELEPHONY_RECORDING_HOSTS", event.event_id, host)
        raise Malformed(
            f"录音的主机{host}不在允许之列；确实要用的，请系统管理员写入设置TELEPHONY_RECORDING_HOSTS。",
            "recording_url",
        )
