"""Which Chromium the browser tests drive. `make chromium` runs this module to see that there is one."""

import os
import shutil
import subprocess
from pathlib import Path

from config.servers import var_dir

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# The one without a window to draw costs a third of the others.
HEADLESS = "chromium-headless-shell"
NAMES = (HEADLESS, "chromium", "chromium-browser", "google-chrome")
# Brings a Chromium as a package, for machines where nothing may be installed.
PACKAGE = "@sparticuz/chromium@153.0.0"
UNPACK = "import('@sparticuz/chromium').then(m => m.default.executablePath()).then(p => console.log(p))"


def _place() -> Path:
    return var_dir() / "chromium"


def of_the_machine() -> str | None:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return str(found) if found else None


def executable() -> str:
    """The path of a Chromium. Raises FileNotFoundError when `make chromium` was never run."""
    found = of_the_machine()
    if found:
        return found
    if not (_place() / "node_modules").exists():
        raise FileNotFoundError("no Chromium: run `make chromium`")
    done = subprocess.run(["node", "-e", UNPACK], cwd=_place(), capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _install_on_the_machine() -> None:
    """Debian's, where this user may install, asked for once; failing is no matter, another does as well."""
    asked = _place() / "asked"
    if os.geteuid() or not shutil.which("apt-get") or asked.exists():
        return
    _place().mkdir(parents=True, exist_ok=True)
    asked.touch()
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", HEADLESS], check=False,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )  # fmt: skip


def main() -> None:
    if not os.environ.get("CHROMIUM") and not shutil.which(HEADLESS):
        _install_on_the_machine()
    if of_the_machine() is None:
        _place().mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(_place()), "--no-audit", "--no-fund", "--loglevel=error", PACKAGE]
        subprocess.run(command, check=True)
    subprocess.run([executable(), *FLAGS, "--version"], check=True)


if __name__ == "__main__":
    main()
