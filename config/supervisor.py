"""The whole system under one supervisor: embedded servers, web, worker, beat. Ctrl-C stops it all."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from honcho.manager import Manager
from honcho.printer import Printer

from config.servers import BASE_DIR, ensure_database, redis_command, redis_socket, var_dir

PYTHON = sys.executable
BIN = Path(PYTHON).parent


def _believed() -> list[str]:
    """Whom uvicorn believes where a visitor comes from: nobody, or the proxies in front of it that are named."""
    proxies = os.environ.get("TRUSTED_PROXIES", "")
    return ["--proxy-headers", "--forwarded-allow-ips", proxies] if proxies else ["--no-proxy-headers"]


def processes(port: int) -> dict[str, list[str]]:
    celery = [str(BIN / "celery"), "--quiet", "-A", "config.celery"]
    running = {
        "web": [
            str(BIN / "uvicorn"), "config.asgi:application", "--host", "127.0.0.1", "--port", str(port),
            "--workers", os.environ.get("WEB_WORKERS", "1"), "--no-access-log", "--log-level", "warning",
            "--ws-max-size", "16384", *_believed(),
        ],
        # Two at a time: a large ledger may not hold up warnings and figures.
        "worker": [*celery, "worker", "--loglevel", "warning", "--concurrency", "2", "--without-mingle",
                   "--without-gossip"],
        "beat": [*celery, "beat", "--loglevel", "warning"],
    }  # fmt: skip
    if not os.environ.get("REDIS_URL"):
        running = {"redis": redis_command(), **running}
    return running


def welcome(port: int) -> str:
    return f"\n回音已启动：http://localhost:{port}/（公众）  http://localhost:{port}/desk/（工作台）"


def run(preparation: str = "config.prepare", greeting: Callable[[int], str] = welcome) -> int:
    """Run the module that prepares the start, then everything until it is stopped."""
    port = int(os.environ.get("PORT", "8000"))
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    var_dir()
    ensure_database()
    subprocess.run([PYTHON, "-m", preparation], cwd=BASE_DIR, check=True)
    running = processes(port)
    if "redis" in running:
        redis_socket().unlink(missing_ok=True)
    manager = Manager(Printer(sys.stdout))
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    for name, command in running.items():
        manager.add_process(name, subprocess.list2cmdline(command), env=environment, cwd=str(BASE_DIR))
    print(greeting(port), "按 Ctrl-C 停止。\n", sep="\n", flush=True)
    manager.loop()
    return 0 if manager.returncode in {0, -2, -15, 130, 143} else 1


if __name__ == "__main__":
    sys.exit(run())
