"""A small virus scanner that speaks clamd's protocol and finds what says VIRUS."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread


class Scanner:
    """Answers one question after the other; `heard` are the files it was sent."""

    def __init__(self, line: socket.socket) -> None:
        self.heard: list[bytes] = []
        self.silent = False
        self._line = line

    def run(self) -> None:
        while True:
            try:
                asked, _address = self._line.accept()
            except OSError:  # closed
                return
            with asked:
                self._answer(asked)

    def _answer(self, asked: socket.socket) -> None:
        with asked.makefile("rb") as said:
            if said.read(10) != b"zINSTREAM\0":
                asked.sendall(b"UNKNOWN COMMAND\0")
                return
            content = b""
            while length := struct.unpack(">I", said.read(4))[0]:
                content += said.read(length)
        self.heard.append(content)
        if not self.silent:
            asked.sendall(b"stream: Test.Virus FOUND\0" if b"VIRUS" in content else b"stream: OK\0")


@contextmanager
def scanner(folder: Path | None = None) -> Iterator[tuple[str, Scanner]]:
    """A running one, and its address: a socket in the folder, or a port."""
    line = socket.socket(socket.AF_UNIX if folder else socket.AF_INET)
    line.bind(str(folder / "c") if folder else ("127.0.0.1", 0))
    line.listen()
    one = Scanner(line)
    thread = Thread(target=one.run, daemon=True)
    thread.start()
    address = f"unix:{folder / 'c'}" if folder else f"127.0.0.1:{line.getsockname()[1]}"
    try:
        yield address, one
    finally:
        line.shutdown(socket.SHUT_RDWR)
        line.close()
        thread.join(10)
