"""Files are taken apart and drawn in a process of their own: what a hostile one makes of it, nobody else feels."""

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from interaction.formats.examining import Examined
from interaction.formats.faults import BROKEN, TOO_COMPLEX, Unfit
from interaction.formats.kinds import Kind

_APART = Path(__file__).with_name("apart.py")
WITHIN = 60  # seconds
# So many at once of one process of ours: each may take much memory.
_turns = BoundedSemaphore(3)


def examine_aside(content: bytes) -> Examined:
    """What `examining.examine` says of a file."""
    said, copy = asked("copy", content)
    return Examined(Kind(said["kind"]), copy, said["signed"], said["disarmed"])


def asked(wanted: str, content: bytes, **details: Any) -> tuple[dict[str, Any], bytes]:
    """The answer of the process; raises Unfit, also where it came to nothing."""
    request = json.dumps({"wanted": wanted, **details}).encode() + b"\n" + content
    with _turns:
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(_APART)], input=request, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                timeout=WITHIN, check=False, env={}, close_fds=True,
            )  # fmt: skip
        except subprocess.TimeoutExpired as late:
            raise Unfit(TOO_COMPLEX) from late
    if done.returncode:
        raise Unfit(TOO_COMPLEX if done.returncode < 0 else BROKEN)
    head, _end, rest = done.stdout.partition(b"\n")
    said = json.loads(head)
    if "unfit" in said:
        raise Unfit(said["unfit"])
    return said, rest
