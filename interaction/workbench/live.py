"""The socket of an open desk: forwards which case changed, and the heartbeat. Ids only, never what is in a case."""

import json
from typing import Any

from channels.db import database_sync_to_async

from interaction.notices.live import DESK
from interaction.organs.actors import Actor
from interaction.sign_in.sockets import StaffSocket


class LiveDesk(StaffSocket):
    """For signed-in staff; a change reaches those whose posts cover an organ it concerns."""

    async def connect(self) -> None:
        user = await self.admitted()
        if user is None:
            return
        actor = await database_sync_to_async(Actor.of)(user)
        self.covered = tuple(post.organ.path for post in actor.posts)
        self.staff = user.pk
        await self.accept()
        await self.channel_layer.group_add(DESK, self.channel_name)

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(DESK, self.channel_name)
        await self.left()

    async def case_changed(self, message: dict[str, Any]) -> None:
        if any(organ.startswith(path) for organ in message["organs"] for path in self.covered):
            await self.send(text_data=json.dumps({"type": "case", "id": message["case"]}))

    async def case_writing(self, message: dict[str, Any]) -> None:
        if message["staff"] == self.staff or not any(
            organ.startswith(path) for organ in message["organs"] for path in self.covered
        ):
            return
        said = {"type": "writing", "id": message["case"], "who": message["who"], "does": message["does"]}
        await self.send(text_data=json.dumps(said))

    async def beat(self, message: dict[str, Any]) -> None:
        if await self.stands():
            await self.send(text_data=json.dumps({"type": "beat"}))
