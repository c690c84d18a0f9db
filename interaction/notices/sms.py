"""How a text message leaves: one class for each way, chosen by SMS_BACKEND as e-mail is by EMAIL_BACKEND."""

import json
import os
import urllib.request
from abc import ABC, abstractmethod
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils.module_loading import import_string

from interaction.privacy.contacts import is_mobile
from interaction.workdays.now import SHANGHAI, now


class Gateway(ABC):
    """A way for text messages to go out."""

    @abstractmethod
    def send(self, phone: str, text: str) -> None:
        """Hand one message over; raise anything if it was not taken."""


class HttpGateway(Gateway):
    """The county's gateway at SMS_GATEWAY_URL: POST {"phone", "text"} as JSON; any answer but 2xx counts as not sent."""

    def send(self, phone: str, text: str) -> None:
        request = urllib.request.Request(  # noqa: S310 - the address is the administrator's setting
            settings.SMS_GATEWAY_URL,
            data=json.dumps({"phone": phone, "text": text}).encode(),
            headers={"Content-Type": "application/json", **_known_by()},
        )
        with urllib.request.urlopen(request, timeout=10):  # noqa: S310
            pass


def _known_by() -> dict[str, str]:
    token = settings.SMS_GATEWAY_TOKEN
    return {"Authorization": f"Bearer {token}"} if token else {}


class FileGateway(Gateway):
    """One file a message under SMS_FILE_PATH, as the demonstration keeps its e-mail: to be read, sent to nobody."""

    def send(self, phone: str, text: str) -> None:
        folder = Path(settings.SMS_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{now().astimezone(SHANGHAI):%Y%m%d-%H%M%S}-{uuid4().hex[:8]}.txt"
        with open(folder / name, "x", encoding="utf-8", opener=_for_the_owner) as file:
            file.write(f"{phone}\n\n{text}\n")


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def can_send() -> bool:
    """Whether text messages go out at all; where they do not, nothing may offer or promise one."""
    return bool(settings.SMS_BACKEND)


def reaches(phone: str) -> bool:
    """Whether a text message would reach this number: a landline and a number abroad take none."""
    return can_send() and is_mobile(phone)


def send(phone: str, text: str) -> None:
    """Hand one message to the gateway of this office; raise anything if it was not taken."""
    gateway: Gateway = import_string(settings.SMS_BACKEND)()
    gateway.send(phone, text)
