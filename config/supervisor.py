"""The whole system under one supervisor: embedded servers, web, workers, beat. What dies is started again; Ctrl-C stops it all."""

import fcntl
import getpass
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path

from config.schedule import LONG, WORK
from config.servers import BASE_DIR, ensure_database, redis_command, redis_socket, var_dir

PYTHON = sys.executable
BIN = Path(PYTHON).parent
# Seconds that a page may keep the database at work.
PAGE_SECONDS = 30
# What a supervisor must be told of all programs. A program that does not come up is tried for ever, after longer and longer.
_SUPERVISOR = """[supervisord]
nodaemon = true
user = {user}
logfile = /dev/null
logfile_maxbytes = 0
loglevel = warn
pidfile = {place}/supervisord.pid
"""
_PROGRAM = """
[program:{name}]
command = {command}
directory = {directory}
priority = {place}
startretries = 1000000
autorestart = true
stopasgroup = true
killasgroup = true
stopwaitsecs = 30
redirect_stderr = true
stdout_logfile = /dev/stdout
stdout_logfile_maxbytes = 0
"""


def metrics_dir() -> Path:
    """Where the processes of the pages keep what they count; begun anew with each start."""
    path = var_dir() / "metrics"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    return path


def believed() -> list[str]:
    """Whom uvicorn believes where a visitor comes from: nobody, or the proxies in front of it that are named."""
    named = [one.strip() for one in os.environ.get("TRUSTED_PROXIES", "").split(",") if one.strip()]
    for one in named:
        _check_proxy(one)
    return ["--proxy-headers", "--forwarded-allow-ips", ",".join(named)] if named else ["--no-proxy-headers"]


def _check_proxy(named: str) -> None:
    """Stop a start that would believe everybody, or a name that uvicorn would take for nobody's without a word."""
    try:
        everybody = ip_network(named).prefixlen == 0
    except ValueError:
        everybody = named == "*"
        if not everybody:
            sys.exit(
                f"没有启动：TRUSTED_PROXIES 中的“{named}”不是网络地址。请填写代理服务器的地址，例如 10.0.0.5 或者 10.0.0.0/24。"
            )
    if everybody:
        sys.exit(f"没有启动：TRUSTED_PROXIES 中的“{named}”是所有人，谁都可以冒充别的地址。请只填写代理服务器的地址。")


def processes(port: int) -> dict[str, list[str]]:
    """The command of each process, in the order of their start."""
    celery = [str(BIN / "celery"), "--quiet", "-A", "config.celery"]
    worker = [*celery, "worker", "--loglevel", "warning", "--without-mingle", "--without-gossip"]
    running = {
        "web": [
            "env", f"PAGE_SECONDS={PAGE_SECONDS}", f"PROMETHEUS_MULTIPROC_DIR={metrics_dir()}",
            str(BIN / "uvicorn"), "config.asgi:application", "--host", "127.0.0.1", "--port", str(port),
            "--workers", os.environ.get("WEB_WORKERS", "1"), "--no-access-log", "--log-level", "warning",
            "--ws-max-size", "16384", *believed(),
        ],
        # Two at a time: one that hangs holds nobody up. A large ledger may not hold up warnings and figures.
        "worker": [*worker, "--queues", WORK, "--hostname", "work@%h", "--concurrency", "2"],
        "worker-long": [*worker, "--queues", LONG, "--hostname", "long@%h", "--concurrency", "1"],
        "beat": [*celery, "beat", "--loglevel", "warning"],
    }  # fmt: skip
    if not os.environ.get("REDIS_URL"):
        running = {"redis": redis_command(), **running}
    return running


def configuration(running: dict[str, list[str]]) -> str:
    """What supervisord is to run."""
    head = _SUPERVISOR.format(user=getpass.getuser(), place=var_dir())
    return head + "".join(
        _PROGRAM.format(name=name, command=shlex.join(command).replace("%", "%%"), directory=BASE_DIR, place=number)
        for number, (name, command) in enumerate(running.items(), 1)
    )


def supervise(running: dict[str, list[str]]) -> "subprocess.Popen[bytes]":
    """Start the supervisor of these processes; what they say comes out of its pipe (a file, each of them would begin anew)."""
    place = var_dir() / "supervisord.conf"
    place.write_text(configuration(running), encoding="utf-8")
    command = [str(BIN / "supervisord"), "--configuration", str(place)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)


def welcome(port: int) -> str:
    return f"\n回音已启动：http://localhost:{port}/（公众）  http://localhost:{port}/desk/（工作台）"


# What keeps the place is let go with the process.
_held: list[object] = []


def _run_alone() -> None:
    """Keep a second system out of this VAR_DIR: it would take the first one's sockets away."""
    lock = (var_dir() / "running.lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(f"没有启动：{var_dir()} 中已有一套系统在运行。请先停止它，或者用 VAR_DIR 另指一个目录。")
    _held.append(lock)


def run(preparation: str = "config.prepare", greeting: Callable[[int], str] = welcome) -> int:
    """Run the module that prepares the start, then everything until it is stopped."""
    port = int(os.environ.get("PORT", "8000"))
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    os.environ["PYTHONUNBUFFERED"] = "1"
    _run_alone()
    ensure_database()
    subprocess.run([PYTHON, "-m", preparation], cwd=BASE_DIR, check=True)
    running = processes(port)
    if "redis" in running:
        redis_socket().unlink(missing_ok=True)
    supervisor = supervise(running)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_how: supervisor.terminate())
    print(greeting(port), "按 Ctrl-C 停止。\n", sep="\n", flush=True)
    assert supervisor.stdout
    for line in supervisor.stdout:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    return supervisor.wait()


if __name__ == "__main__":
    sys.exit(run())
