"""The process in which files are taken apart and drawn: one request comes in, one answer goes out. Run by aside.py.

It knows no secrets and may write no files; it gets so much memory and time and no more.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

MOST_MEMORY = 2 << 30
MOST_SECONDS = 40


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.path.insert(0, str(Path(__file__).parents[2]))
    told = json.loads(sys.stdin.buffer.readline())
    said, content = _answer(told, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + content)


def _answer(told: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    from interaction.formats.faults import Unfit  # noqa: PLC0415 - found only now

    try:
        return _examined(content) if told["wanted"] == "copy" else _drawn(told, content)
    except Unfit as unfit:
        return {"unfit": unfit.message}, b""


def _examined(content: bytes) -> tuple[dict[str, Any], bytes]:
    from interaction.formats.examining import examine  # noqa: PLC0415

    found = examine(content)
    return {"kind": found.kind, "signed": found.signed, "disarmed": found.disarmed}, found.content


def _drawn(told: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    from interaction.formats import drawing  # noqa: PLC0415
    from interaction.formats.kinds import Kind  # noqa: PLC0415

    kind, number = Kind(told["kind"]), told.get("number", 1)
    if told["wanted"] == "contents":
        return drawing.contents(kind, content), b""
    if told["wanted"] == "small":
        return {}, drawing.page(kind, content, 1, width=drawing.SMALL)
    return {}, drawing.page(kind, content, number) if told["wanted"] == "page" else drawing.picture(
        kind, content, number
    )


if __name__ == "__main__":
    main()
