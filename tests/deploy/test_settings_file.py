"""The file of settings says every setting there is, and what each office must give; all who read it read the same."""

import ast
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from config.servers import BASE_DIR

EXAMPLE = BASE_DIR / "deploy" / "huiyin.env.example"
READ_BY = [*sorted((BASE_DIR / "config").glob("*.py")), BASE_DIR / "deploy" / "gunicorn_conf.py"]
# What no office sets: of developers, of the demo's supervisor, and what the units themselves say.
# What the services have no use for stands in a file of its own, that root alone reads.
OF_THE_OWNER = {"OWNER_DATABASE_URL"}
NOT_AN_OFFICES = {
    "DEBUG",
    "PORT",
    "PAGE_SECONDS",
    "XDG_RUNTIME_DIR",
    "PROMETHEUS_MULTIPROC_DIR",
    "PYTHONUNBUFFERED",
    "DJANGO_SETTINGS_MODULE",
}
COMPULSORY = {
    "GOVERNMENT", "HOST_ORGAN", "SITE_URL", "ALLOWED_HOSTS", "HTTPS", "TRUSTED_PROXIES", "DATABASE_URL", "REDIS_URL", "VAR_DIR",
    "EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "FROM_EMAIL", "AREA_CODE",
}  # fmt: skip


def told() -> dict[str, str]:
    """What the example sets."""
    lines = [line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return dict(shlex.split(line)[0].split("=", 1) for line in lines)


def named() -> set[str]:
    """What the example sets or shows with its default."""
    return set(re.findall(r"^#?([A-Z_]+)='", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))


def read(path: Path) -> set[str]:
    """The names a module reads from the environment."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            of = ast.unparse(node.func.value)
            if (of == "env" or (of == "os.environ" and node.func.attr == "get")) and isinstance(
                node.args[0], ast.Constant
            ):
                found.add(str(node.args[0].value))
    return found


def test_every_setting_is_in_it_and_nothing_else() -> None:
    known = set[str]().union(*(read(path) for path in READ_BY)) - NOT_AN_OFFICES - OF_THE_OWNER
    assert len(known) > 50
    assert known - named() == set(), "missing in deploy/huiyin.env.example"
    assert named() - known == set(), "read by nobody"


def test_what_every_office_must_give_stands_there_to_be_filled_in() -> None:
    assert set(told()) >= COMPULSORY


def test_systemd_shells_and_containers_read_the_same() -> None:
    """The one way of writing that all of them understand: a value in single quotes, with none within."""
    lines = [line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")]
    assert [line for line in lines if line != "#" and not re.fullmatch(r"#?[A-Z_]+='[^'\\]*'", line)] == []
    shell = subprocess.run(
        ["sh", "-c", f"set -a; . {EXAMPLE}; env"],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/bin:/usr/bin"},
    )
    assert told().items() <= dict(line.split("=", 1) for line in shell.stdout.splitlines() if "=" in line).items()


def test_an_office_of_it_is_safe(tmp_path: Path) -> None:
    looked = (
        "from django.conf import settings as s\n"
        "print(s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.EMAIL_BACKEND, s.ALLOWED_HOSTS,"
        " s.DATABASES['default']['NAME'], s.DATABASES['default']['HOST'], sep='\\n')"
    )
    env = {"PATH": os.environ["PATH"], **told(), "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", looked], cwd=BASE_DIR, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [
        "False", "True", "True", "31536000", "django.core.mail.backends.smtp.EmailBackend", "['huiyin.example.gov.cn']",
        "huiyin", "127.0.0.1",
    ]  # fmt: skip
