"""Live updates of the hall: which call changed, to those whose phone it is; that something changed, to all.

Ids and states only, never a number: a page fetches what it may show over HTTP.
"""

import json
from collections.abc import Iterable
from functools import partial
from typing import Any

from channels.db import database_sync_to_async
from django.db import transaction

from hotline.telephony.authority import works_at_hotline
from interaction.notices.live import send
from interaction.organs.actors import Actor
from interaction.workbench.live import LiveDesk

HALL = "telephony.hall"


def group_of(staff_id: int) -> str:
    return f"telephony.staff.{staff_id}"


def call_changed(call_id: str, state: str, staff: Iterable[int]) -> None:
    """Tell these people's consoles and the hall, once this transaction commits."""
    message = {"type": "call.changed", "call": call_id, "state": state}
    for group in sorted({group_of(one) for one in staff}):
        transaction.on_commit(partial(send, group, message))
    hall_changed()


def hall_changed() -> None:
    """Tell everybody who watches the hall that calls or seats are no longer as shown."""
    transaction.on_commit(partial(send, HALL, {"type": "hall.changed"}))


class LiveCalls(LiveDesk):
    """The socket of an agent's console or of the hall's page: all that an open desk hears, and calls."""

    async def connect(self) -> None:
        user = await self.admitted()
        if user is None:
            return
        if not await database_sync_to_async(_works_at_hotline)(user):
            await self.close(code=4403)
            return
        self.groups_of_calls = (group_of(user.pk), HALL)
        # Before the socket is accepted: what happens once it is open is heard.
        for group in self.groups_of_calls:
            await self.channel_layer.group_add(group, self.channel_name)
        await super().connect()

    async def disconnect(self, code: int) -> None:
        await super().disconnect(code)
        for group in getattr(self, "groups_of_calls", ()):
            await self.channel_layer.group_discard(group, self.channel_name)

    async def call_changed(self, message: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps({"type": "call", "id": message["call"], "state": message["state"]}))

    async def hall_changed(self, message: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps({"type": "hall"}))


def _works_at_hotline(user: Any) -> bool:
    return works_at_hotline(Actor.of(user))
