"""Which migrations have landed, and what each said then: `python -m tests.landed_migrations` adds those that are new.

Whoever has installed a version has run its migrations: from then on they only ever grow.
"""

import hashlib
from pathlib import Path

from config.servers import BASE_DIR

RECORD = BASE_DIR / "tests" / "migrations.txt"
ROOMS = ("interaction", "requests_app", "mailbox", "hotline", "demo")


def migrations() -> dict[str, str]:
    """{path: digest} of every migration there is."""
    files = sorted(path for room in ROOMS for path in (BASE_DIR / room).rglob("migrations/[0-9]*.py"))
    return {str(path.relative_to(BASE_DIR)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def landed(record: Path = RECORD) -> dict[str, str]:
    """{path: digest} of every migration that has landed."""
    lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    return {path: digest for digest, path in (line.split("  ") for line in lines)}


def faults(there: dict[str, str], before: dict[str, str]) -> list[str]:
    """What has landed and is gone or changed, and what is there and not recorded."""
    return [
        *(f"{path} has landed and is gone" for path in before if path not in there),
        *(f"{path} has landed and was changed" for path in before if there.get(path, before[path]) != before[path]),
        *(f"{path} is not recorded: python -m tests.landed_migrations" for path in there if path not in before),
    ]


if __name__ == "__main__":
    found = {**migrations(), **landed()}
    RECORD.write_text("".join(f"{digest}  {path}\n" for path, digest in sorted(found.items())), encoding="utf-8")
