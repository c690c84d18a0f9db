"""Who somebody is as far as a page can tell that counts each person once: by their account, else by the browser.

Neither is told to whoever counts: a digest of it is, another one for each thing that is answered.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from interaction.privacy.encryption import blind_index

PURPOSE = "answered_once"
Account = Callable[[HttpRequest], str]
_account_of: list[Account] = []


def accounts_by(reader: Account) -> None:
    """Make known how the account of a request is found, empty for none: the room of accounts lies above this one."""
    _account_of[:] = [reader]


class Person:
    """Who sent a request, where `what` is answered once by each. A browser is known by a cookie for this alone."""

    def __init__(self, request: HttpRequest, what: str) -> None:
        self._cookie = f"answers_{what.replace(' ', '_')}"
        self._browser = request.get_signed_cookie(self._cookie, default="") or str(uuid.uuid4())
        account = _account_of[0](request)
        self.digest = blind_index(PURPOSE, f"{what} {'account' if account else 'browser'} {account or self._browser}")
        self.has_account = bool(account)

    def keep(self, response: Any, how_long: timedelta) -> HttpResponse:
        """Let the browser be known again, no longer than that."""
        found: HttpResponse = response
        if self.has_account:
            return found
        found.set_signed_cookie(
            self._cookie, self._browser, max_age=how_long, httponly=True, samesite="Lax", secure=settings.SECURE
        )  # fmt: skip
        return found
