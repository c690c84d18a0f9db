"""The ASGI application on a real server, in a thread of the test: sockets, bodies and the simulator as in life."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from django.db import connections
from websockets.sync.client import ClientConnection, connect

from interaction.organs.actors import Actor
from tests.hotline.telephony.conftest import browser
from tests.stack.conftest import free_port, wait_for


@contextmanager
def served() -> Iterator[str]:
    """The address at which the application of this process answers."""
    from config.asgi import application

    port = free_port()
    server = uvicorn.Server(uvicorn.Config(application, port=port, lifespan="off", log_level="warning"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    try:
        wait_for(lambda: server.started, "the server")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
        connections.close_all()


@contextmanager
def listening(url: str, actor: Actor | None, path: str = "/live/calls/") -> Iterator[ClientConnection]:
    """The open socket of somebody's page."""
    cookie = f"sessionid={browser(actor).cookies['sessionid'].value}" if actor else ""
    with connect(
        url.replace("http", "ws", 1) + path, additional_headers={"Cookie": cookie, "Origin": url}, open_timeout=60
    ) as socket:
        yield socket


def heard(socket: ClientConnection, until: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    """What comes over the socket, up to and with the first message of which `until` holds."""
    messages: list[dict[str, Any]] = []
    while not messages or not until(messages[-1]):
        messages.append(json.loads(socket.recv(timeout=60)))
    return messages
