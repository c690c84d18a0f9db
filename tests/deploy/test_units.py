"""The units run what the supervisor runs, each apart, as nobody of consequence, and come back when they die."""

import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.servers import BASE_DIR
from config.supervisor import PAGE_SECONDS, processes
from tests.deploy.units import PLACE, PROGRAMS, Unit, read, services

SERVICES = services()
BIN = f"{Path(sys.executable).parent}/"
HARDENED = {
    "User": "huiyin", "UMask": "0077", "NoNewPrivileges": "yes", "CapabilityBoundingSet": "", "ProtectSystem": "strict",
    "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes", "ProtectKernelModules": "yes",
    "ProtectKernelTunables": "yes", "ProtectControlGroups": "yes", "RestrictNamespaces": "yes", "RestrictSUIDSGID": "yes",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6", "SystemCallArchitectures": "native", "KillMode": "mixed",
}  # fmt: skip
COMPOSE: dict[str, Any] = yaml.safe_load((BASE_DIR / "deploy" / "compose.yml").read_text(encoding="utf-8"))["services"]


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What the supervisor of the demo would run, with a Redis of its own."""
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1/0")
    monkeypatch.setenv("TRUSTED_PROXIES", "127.0.0.1")
    return processes(8001)


def test_every_process_has_a_unit_that_the_target_wants(running: dict[str, list[str]]) -> None:
    assert set(SERVICES) == {f"huiyin-{name}" for name in running} | {"huiyin-live"}
    target = Unit("huiyin.target")
    read(PLACE / "huiyin.target", target)
    assert {one.removesuffix(".service") for one in target.one("Wants", "Unit").split()} == set(SERVICES)
    assert target.one("WantedBy", "Install") == "multi-user.target"


@pytest.mark.parametrize("name", ["worker", "worker-long", "beat"])
def test_its_command_is_the_supervisors(running: dict[str, list[str]], name: str) -> None:
    assert SERVICES[f"huiyin-{name}"].command(BIN) == running[name]


def test_sockets_are_served_as_the_supervisor_serves_them(running: dict[str, list[str]]) -> None:
    live = SERVICES["huiyin-live"].command(BIN, TRUSTED_PROXIES="127.0.0.1")
    web = running["web"][running["web"].index(f"{BIN}uvicorn") :]  # without env and what it sets
    workers = web.index("--workers")
    del web[workers : workers + 2]
    assert live == [*web, "--timeout-graceful-shutdown", "5"]


@pytest.mark.parametrize("unit", SERVICES.values(), ids=SERVICES)
def test_it_is_kept_to_itself_and_comes_back(unit: Unit) -> None:
    assert {name: unit.one(name) for name in HARDENED} == HARDENED
    assert unit.all("SystemCallFilter") == ["@system-service", "~@privileged"]
    assert unit.one("EnvironmentFile") == "/etc/huiyin/huiyin.env"
    assert unit.one("Restart") == "always"
    assert unit.one("StartLimitIntervalSec", "Unit") == "0"
    assert int(unit.one("LimitNOFILE")) >= 65536
    assert unit.command()[0].startswith(PROGRAMS)


def test_only_what_keeps_files_may_write_and_only_there() -> None:
    writing = {name: unit.all("ReadWritePaths") for name, unit in SERVICES.items() if unit.all("ReadWritePaths")}
    assert writing == {f"huiyin-{one}": ["/var/lib/huiyin"] for one in ("web", "worker", "worker-long")}


def test_what_answers_people_keeps_the_database_no_longer_than_a_page_may() -> None:
    bounded = {name for name, unit in SERVICES.items() if unit.environment().get("PAGE_SECONDS") == str(PAGE_SECONDS)}
    assert bounded == {"huiyin-web", "huiyin-live"}


def test_a_task_and_a_page_have_time_to_end(settings: Any) -> None:
    gunicorn = runpy.run_path(str(BASE_DIR / "deploy" / "gunicorn_conf.py"))
    assert int(SERVICES["huiyin-worker"].one("TimeoutStopSec")) > settings.CELERY_TASK_TIME_LIMIT
    assert int(SERVICES["huiyin-web"].one("TimeoutStopSec")) > gunicorn["graceful_timeout"] >= PAGE_SECONDS
    assert gunicorn["timeout"] > PAGE_SECONDS
    assert gunicorn["umask"] == 0o077


@pytest.mark.parametrize("name", ["live", "worker", "worker-long", "beat"])
def test_the_containers_run_the_same(name: str) -> None:
    told, unit = COMPOSE[name], SERVICES[f"huiyin-{name}"]
    command = told["command"]
    if command[:2] == ["sh", "-c"]:  # whatever the container's settings have to fill in
        command = command[2].replace('"$$TRUSTED_PROXIES"', "${TRUSTED_PROXIES}").removeprefix("exec ").split()
    assert command == [word.replace("127.0.0.1", "0.0.0.0") for word in unit.command("")]
    assert told["stop_grace_period"] == f"{unit.one('TimeoutStopSec')}s"
    assert (told["read_only"], told["cap_drop"]) == (True, ["ALL"])


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units as they are installed, with programs that this machine has."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not on this machine")
    shutil.copytree(PLACE, tmp_path / "units")
    for path in (tmp_path / "units").glob("*.service"):
        path.write_text(path.read_text(encoding="utf-8").replace(PROGRAMS, BIN), encoding="utf-8")
    return tmp_path / "units"


def analyse(place: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["systemd-analyze", *arguments], env={"SYSTEMD_UNIT_PATH": f"{place}:", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr if done.returncode else done.stderr


def test_systemd_finds_nothing_against_them(installed: Path) -> None:
    paths = [str(path) for path in sorted(installed.glob("huiyin*")) if path.is_file()]
    assert analyse(installed, "verify", "--man=no", *paths) == ""


@pytest.mark.parametrize("name", SERVICES)
def test_systemd_finds_them_little_exposed(installed: Path, name: str) -> None:
    """Of ten points two at the most: what is left is the network, which they need."""
    assert analyse(installed, "security", "--offline=yes", "--threshold=20", str(installed / f"{name}.service")) == ""
