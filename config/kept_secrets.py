"""Secrets made on first use and kept under VAR_DIR, for an office that sets none itself."""

import os
import secrets
from pathlib import Path

from config.servers import var_dir


def kept_secret(name: str) -> str:
    """Return a secret of the installation, making it where there is none yet."""
    path: Path = var_dir() / name
    try:
        with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text()
