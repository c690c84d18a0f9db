"""What stands behind nginx in the tests: it says how a request arrived. Under gunicorn `pages`, under uvicorn `sockets`."""

import json
from collections.abc import Iterable
from typing import Any

from interaction.visitors.wsgi import seen_through


def _said(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    told = {name: value for name, value in environ.items() if isinstance(value, str)}
    told["read"] = str(len(environ["wsgi.input"].read()))
    body = json.dumps(told).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


pages = seen_through(_said, "127.0.0.1")


async def sockets(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Accept a socket, and say where it comes from."""
    assert scope["type"] == "websocket"
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": f"{scope['client'][0]} {scope['scheme']}"})
    await send({"type": "websocket.close"})
