"""The units of deploy/systemd as systemd puts them together: each with the drop-in that all of them share."""

import shlex
from dataclasses import dataclass, field
from pathlib import Path

from config.servers import BASE_DIR

PLACE = BASE_DIR / "deploy" / "systemd"
PROGRAMS = "/opt/huiyin/current/.venv/bin/"


@dataclass
class Unit:
    """A unit's settings, by section and name; what is given several times is there several times."""

    name: str
    told: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def all(self, name: str, section: str = "Service") -> list[str]:
        return self.told.get((section, name), [])

    def one(self, name: str, section: str = "Service") -> str:
        """The value that counts: the last one."""
        return self.all(name, section)[-1]

    def environment(self) -> dict[str, str]:
        pairs = [pair for line in self.all("Environment") for pair in shlex.split(line)]
        return dict(pair.split("=", 1) for pair in pairs)

    def command(self, programs: str = PROGRAMS, **variables: str) -> list[str]:
        """What is started, with the programs of another place and what the settings of an office fill in."""
        words = shlex.split(self.one("ExecStart").replace("%%", "%").replace(PROGRAMS, programs))
        for name, value in variables.items():
            words = [word.replace(f"${{{name}}}", value) for word in words]
        return words


def read(path: Path, into: Unit) -> None:
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            name, value = line.split("=", 1)
            into.told.setdefault((section, name), []).append(value)


def services() -> dict[str, Unit]:
    """Every service by its name."""
    found = {}
    for path in sorted(PLACE.glob("*.service")):
        unit = found[path.stem] = Unit(path.stem)
        read(path, unit)
        for shared in sorted((PLACE / "huiyin-.service.d").glob("*.conf")):
            read(shared, unit)
    return found
