"""Live updates to open pages: best effort, ids only, never in the way of the work.

Sends run on an event loop in a thread of their own, so that a page or task never waits for Redis and one
connection serves the whole process. When Redis is gone the update is lost and pages say that they are stale.
"""

import asyncio
import logging
import os
import threading
from typing import Any

from channels.layers import get_channel_layer
from django.db import transaction

logger = logging.getLogger(__name__)
DESK = "desk"
_lock = threading.Lock()
_loop: asyncio.AbstractEventLoop | None = None
_loop_pid = 0


def _sending_loop() -> asyncio.AbstractEventLoop:
    """This process's loop; a forked worker starts its own."""
    global _loop, _loop_pid  # noqa: PLW0603
    with _lock:
        if _loop is None or _loop_pid != os.getpid():
            _loop = asyncio.new_event_loop()
            _loop_pid = os.getpid()
            threading.Thread(target=_loop.run_forever, name="live-updates", daemon=True).start()
        return _loop


async def _send(group: str, message: dict[str, Any]) -> None:
    try:
        await asyncio.wait_for(get_channel_layer().group_send(group, message), timeout=2)
    except Exception as error:  # whatever Redis does, the case has been saved
        logger.info("live update not sent: %s", type(error).__name__)


def send(group: str, message: dict[str, Any]) -> None:
    asyncio.run_coroutine_threadsafe(_send(group, message), _sending_loop())


def case_changed(case_id: int, organs: set[str]) -> None:
    """Tell open desks, once this transaction commits, that a case is no longer as they show it.

    `organs` are the codes of the organs whose desks may see the case; a desk forwards only what concerns it.
    """
    message = {"type": "case.changed", "case": case_id, "organs": sorted(organs)}
    transaction.on_commit(lambda: send(DESK, message))


def case_written_on(case_id: int, organs: set[str], staff: int, who: str, does: str) -> None:
    """Tell open desks that a colleague is writing on a case: the name and which action, none of the words."""
    message = {
        "type": "case.writing",
        "case": case_id,
        "organs": sorted(organs),
        "staff": staff,
        "who": who,
        "does": does,
    }
    transaction.on_commit(lambda: send(DESK, message))
