"""The wallboard with many screens open while much happens: from the commit of a step to its figures on each screen."""

import asyncio
import re
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import websockets
from django.conf import settings
from django.db import connection
from django.test import Client

from bench.measuring import ReportLine, ms, say
from bench.submitting import web
from demo.channels.hotline import sample
from hotline.models import WorkOrder
from hotline.wallboard.models import BoardOrder
from interaction.casework.engine import perform
from interaction.organs.actors import Actor
from interaction.organs.models import Staff

SCREENS, A_SECOND, SECONDS, BAR = 200, 20, 20, 500.0
SETTLE = 2.0
AS_OF = re.compile(r'data-as-of="([^"]+)"')
LOGIN = "django.contrib.auth.backends.ModelBackend"
# (when a screen had it, in seconds; as of when its figures are)
Shown = list[tuple[float, datetime]]
# (when the step was committed, the instant its event bears)
Done = list[tuple[float, datetime]]


def measure() -> ReportLine:
    client = Client(SERVER_NAME="localhost")
    client.force_login(Staff.objects.get(username="rexian-duban"), backend=LOGIN)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    # The bench's county lives in the future; the hall works today, by the machine's clock.
    BoardOrder.objects.update(changed_at=datetime.fromtimestamp(0, UTC))
    with web() as port:
        before = _memory(port)
        screens, done = asyncio.run(_watch(port, cookie))
        memory = _memory(port)
    lags = sorted(lag for shown in screens for lag in _lags(shown, done))
    assert len(lags) == len(done) * SCREENS, "a screen has missed a step"
    p95 = lags[len(lags) * 95 // 100] * 1000
    say(f"  wallboard: {len(done)} steps, {sum(map(len, screens)) / SCREENS:.0f} boards a screen")
    return ReportLine(
        what=f"wallboard, {SCREENS} screens, {len(done) / SECONDS:.0f} steps a second: from commit to screen, 95 of 100",
        result=f"{ms(p95)} (half of them {ms(lags[len(lags) // 2] * 1000)})",
        against=f"web process {memory:.0f} MiB, {before:.0f} MiB without screens", bar=f"≤ {BAR:.0f} ms", met=p95 <= BAR,
    )  # fmt: skip


async def _watch(port: int, cookie: str) -> tuple[list[Shown], Done]:
    """Open the screens, let the hall work beside them, and wait until the last step has come."""
    screens: list[Shown] = [[] for _one in range(SCREENS)]
    tasks = [asyncio.create_task(_screen(port, cookie, shown)) for shown in screens]
    while not all(screens):
        await asyncio.sleep(0.1)
    done: Done = []
    # In a thread of its own the clock is the machine's: each step bears its own instant.
    hall = threading.Thread(target=_work, args=(done,))
    hall.start()
    while hall.is_alive():
        await asyncio.sleep(0.1)
    await asyncio.sleep(SETTLE)
    for task in tasks:
        task.cancel()
    return screens, done


async def _screen(port: int, cookie: str, shown: Shown) -> None:
    address, headers = f"ws://localhost:{port}/live/wall/", {"Cookie": cookie}
    async with websockets.connect(address, additional_headers=headers, origin=f"http://localhost:{port}") as socket:  # type: ignore[arg-type]
        async for board in socket:
            found = AS_OF.search(str(board))
            as_of = datetime.fromisoformat(found[1]) if found else datetime.fromtimestamp(0, UTC)
            shown.append((time.time(), as_of))


def _work(done: Done) -> None:
    agent, random = Actor.of(Staff.objects.get(username="huawu")), Random(1)
    start = time.time()
    for n in range(A_SECOND * SECONDS):
        time.sleep(max(0.0, start + n / A_SECOND - time.time()))
        order = WorkOrder()
        event = perform(order, "take_call", agent, sample("take_call", order, random))
        done.append((time.time(), event.at))
    connection.close()


def _lags(shown: Shown, done: Done) -> list[float]:
    """For each step, how long until a board of this screen knew of it; 0 when that was before `perform` returned."""
    return [
        max(0.0, next(at for at, as_of in shown if as_of >= bears) - committed)
        for committed, bears in done
        if any(as_of >= bears for _at, as_of in shown)
    ]


def _memory(port: int) -> float:
    """Resident memory of the web process, in MiB."""
    total = 0
    for one in Path("/proc").glob("[0-9]*"):
        try:
            words = (one / "cmdline").read_bytes().split(b"\0")
            if str(port).encode() in words or f"--port={port}".encode() in words:
                total += int(re.search(r"VmRSS:\s+(\d+)", (one / "status").read_text())[1])
        except (OSError, TypeError):
            continue
    return total / 1024
