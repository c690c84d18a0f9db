"""Which Chromium the browser tests drive: one installed on the system, else the one that an npm package brings."""

import os
import shutil
import subprocess
from pathlib import Path

from config.servers import BASE_DIR

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
UNPACK = "import('@sparticuz/chromium').then(m => m.default.executablePath()).then(p => console.log(p))"


def executable() -> str:
    """The path of a Chromium. Raises FileNotFoundError when `make chromium` was never run."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = os.environ.get("CHROMIUM") or shutil.which(name)
        if found:
            return found
    place = BASE_DIR / "var" / "chromium"
    if not (place / "node_modules").exists():
        raise FileNotFoundError("no Chromium: run `make chromium`")
    done = subprocess.run(["node", "-e", UNPACK], cwd=place, capture_output=True, text=True, check=True)
    return str(Path(done.stdout.strip()))
