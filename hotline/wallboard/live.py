"""The wallboard's sockets. The figures are made once for all who watch, at most a few times a second.

Each web process listens to the hall and the desks; when something changed it reads the figures, draws the board and
hands it to its sockets. Two hundred screens cost one reading, not two hundred.
"""

import asyncio
import logging
from contextlib import suppress
from typing import Any

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.template.loader import render_to_string
from django.utils import translation

from hotline.telephony.live import HALL
from hotline.wallboard.figures import PAGE, board, may_watch
from interaction.notices.live import DESK
from interaction.organs.actors import Actor
from interaction.sign_in.sockets import StaffSocket

logger = logging.getLogger(__name__)
# Seconds between two drawings while much happens, and after which the board is drawn though nothing has.
AT_LEAST, AT_MOST = 0.2, 10.0


def drawn() -> str:
    """The board as every screen shows it."""
    with translation.override("zh-hans"):
        return render_to_string("wallboard/board.html", {"board": board()})


class Feed:
    """The one reader of a process's event loop, alive while anybody watches."""

    def __init__(self) -> None:
        self.watchers: set[LiveWall] = set()
        self._tasks: list[asyncio.Task[None]] = []
        self._changed = asyncio.Event()

    async def join(self, watcher: "LiveWall") -> None:
        self.watchers.add(watcher)
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._draw())]

    def leave(self, watcher: "LiveWall") -> None:
        self.watchers.discard(watcher)
        if not self.watchers:
            for task in self._tasks:
                task.cancel()
            self._tasks = []

    async def _listen(self) -> None:
        """Whatever happens in the hall or to a case marks the board as to be drawn."""
        layer = get_channel_layer()
        while True:
            try:
                name = await layer.new_channel()
                for group in (HALL, DESK):
                    await layer.group_add(group, name)
                self._changed.set()
                while True:
                    await layer.receive(name)
                    self._changed.set()
            except Exception as error:  # Redis is gone: the board is drawn by the clock alone until it is back
                logger.info("wallboard does not hear: %s", type(error).__name__)
                await asyncio.sleep(1)

    async def _draw(self) -> None:
        while True:
            with suppress(TimeoutError):  # nothing happened, but times move on
                await asyncio.wait_for(self._changed.wait(), AT_MOST)
            self._changed.clear()
            try:
                text = await database_sync_to_async(drawn)()
                await asyncio.gather(*(one.show(text) for one in list(self.watchers)), return_exceptions=True)
            except Exception as error:  # the database is away: screens keep their figures and say from when
                logger.warning("wallboard not drawn: %s", type(error).__name__)
            await asyncio.sleep(AT_LEAST)


_feeds: dict[int, Feed] = {}


def feed() -> Feed:
    """This event loop's feed."""
    return _feeds.setdefault(id(asyncio.get_running_loop()), Feed())


class LiveWall(StaffSocket):
    """A screen in the hall."""

    page = PAGE

    async def connect(self) -> None:
        user = await self.admitted()
        if user is None:
            return
        if not await database_sync_to_async(_may_watch)(user):
            await self.close(code=4403)
            return
        await self.accept()
        await feed().join(self)

    async def disconnect(self, code: int) -> None:
        feed().leave(self)
        await self.left()

    async def show(self, text: str) -> None:
        if await self.stands():
            await self.send(text_data=text)


def _may_watch(user: Any) -> bool:
    return may_watch(Actor.of(user))
