"""How gunicorn runs the pages of an office; the address it listens at stands in the unit and in compose.yml."""

import os
from typing import Any

from prometheus_client import multiprocess

# A page waits for the database most of its time: threads share what a process has loaded. Each thread takes one connection at
# most, of the DATABASE_POOL that its process may keep.
workers = int(os.environ.get("WEB_WORKERS", str((os.cpu_count() or 1) + 1)))
worker_class = "gthread"
threads = 4
# A worker that does not even say that it lives is replaced; a statement ends before that (PAGE_SECONDS).
timeout = 60
graceful_timeout = 30
keepalive = 5
# Memory that some library lost comes back, of one process at a time.
max_requests = 20000
max_requests_jitter = 2000
# The beat of the workers never waits for a disk.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - a name nobody can guess, and nothing is in the file
# Left alone it would be 0: what citizens send would be written for everybody on the machine to read.
umask = 0o077
control_socket_disable = True
# nginx tells what it knows; only scheme and address are believed, and only from it (config/wsgi.py, settings).
forwarded_allow_ips = os.environ.get("TRUSTED_PROXIES", "127.0.0.1")
accesslog = None
errorlog = "-"
loglevel = "warning"


def child_exit(_server: Any, worker: Any) -> None:
    """What a worker counted stays; that it is there does not."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)
