"""A virus scanner, where one is configured (CLAMD_ADDRESS): asked by clamd's protocol, and asked again where it is silent."""

import logging
import socket
import struct
from contextlib import closing

from django.conf import settings

from interaction.casework.files import Scan

logger = logging.getLogger(__name__)
WITHIN = 30.0  # seconds
_PIECE = 64 * 1024
_LONGEST_ANSWER = 4096


def scan(content: bytes) -> Scan:
    """What the scanner says of a file; WAITING where it does not answer, UNASKED where there is none."""
    if not settings.CLAMD_ADDRESS:
        return Scan.UNASKED
    try:
        answer = _ask(content)
    except OSError as error:
        logger.warning("the virus scanner does not answer: %s", type(error).__name__)
        return Scan.WAITING
    if answer.endswith("OK"):
        return Scan.CLEAN
    if answer.endswith("FOUND"):
        return Scan.INFECTED
    logger.warning("the virus scanner could not look at a file: %s", answer.rpartition(":")[2].strip()[:80])
    return Scan.WAITING


def _ask(content: bytes) -> str:
    """Send a file as INSTREAM: pieces after their lengths, and one of length nothing; the answer is a line."""
    with closing(_connected(settings.CLAMD_ADDRESS)) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _PIECE):
            piece = content[start : start + _PIECE]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        said = b""
        while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
            more = line.recv(_LONGEST_ANSWER)
            if not more:
                break
            said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    """A line to `unix:/path/to/socket` or `host:port`."""
    if address.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(WITHIN)
        try:
            line.connect(address.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=WITHIN)
