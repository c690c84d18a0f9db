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
    from interaction.formats.examining import examine  # noqa: PLC0415 - found only now
    from interaction.formats.faults import Unfit  # noqa: PLC0415

    try:
        if told["wanted"] == "copy":
            found = examine(content)
            return {"kind": found.kind, "signed": found.signed}, found.content
        raise ValueError(told["wanted"])
    except Unfit as unfit:
        return {"unfit": unfit.message}, b""


if __name__ == "__main__":
    main()
