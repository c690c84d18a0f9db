"""What stands before the pages where they run under WSGI: how long a body may be, and where a visitor comes from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from re import Pattern
from typing import Any

from interaction.visitors.bodies import LET_PAST, declared_length, longest_body, refusal

Environ = dict[str, Any]
Start = Callable[..., Any]
App = Callable[[Environ, Start], Iterable[bytes]]
Networks = Sequence[IPv4Network | IPv6Network]

_PIECE = 64 * 1024


def with_limited_bodies(app: App, doors: Mapping[str, int], files: Pattern[str]) -> App:
    """The application, with requests held to so many bytes, as `bodies.with_limited_bodies` does under ASGI.

    A body without a declared length is not read by Django at all.
    """

    def held(environ: Environ, start_response: Start) -> Iterable[bytes]:
        path, length = environ["PATH_INFO"], declared_length(environ.get("CONTENT_LENGTH"))
        kind = environ.get("CONTENT_TYPE", "")
        if length <= longest_body(path, environ["REQUEST_METHOD"], kind, doors, files):
            return app(environ, start_response)
        for_programs = any(path.startswith(start) for start in doors)
        if not for_programs and length <= LET_PAST:  # a browser reads what it is answered once it has sent everything
            _read_on(environ["wsgi.input"])
        said, body = refusal(path, for_programs=for_programs)
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        start_response(f"{status.value} {status.phrase}", [("Content-Type", said), ("Content-Length", str(len(body)))])
        return [body]

    return held


def _read_on(sent: Any) -> None:
    while sent.read(_PIECE):
        pass


def seen_through(app: App, proxies: str) -> App:
    """The application, with the visitor's address as the named proxies (addresses and networks, by commas) tell it.

    Read from the right, as uvicorn does: the first that is no proxy of ours is the visitor; what stands before it anybody may
    have written.
    """
    ours = [ip_network(one.strip()) for one in proxies.split(",") if one.strip()]

    def told(environ: Environ, start_response: Start) -> Iterable[bytes]:
        if _is_ours(environ.get("REMOTE_ADDR", ""), ours):
            for one in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
                if one.strip():
                    environ["REMOTE_ADDR"] = one.strip()
                if not _is_ours(one.strip(), ours):
                    break
        return app(environ, start_response)

    return told


def _is_ours(address: str, ours: Networks) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in one for one in ours)
