"""Secrets made on first use and kept under VAR_DIR, for an office that sets none itself."""

import os
import secrets
from pathlib import Path

from config.servers import var_dir


def kept_secret(name: str) -> str:
    """Return a secret of the installation, making it where there is none yet."""
    path: Path = var_dir() / name
    if not path.exists():
        _make(path)
    return path.read_text()


def _make(path: Path) -> None:
    """Whole, or not at all: of several processes that start at once each reads what the first has written."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    with open(unfinished, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(secrets.token_hex(32))
    try:
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
