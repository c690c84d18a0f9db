"""The demonstration stands beside the system: an office that says its name has none of it."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client

from config.servers import BASE_DIR
from demo.channels import SAMPLES, SHARES
from demo.county.names import NAMED, ORGANS
from interaction.casework.registry import channels
from interaction.organs.models import Staff

COMMANDS = {path.stem for path in (BASE_DIR / "demo" / "management" / "commands").glob("[a-z]*.py")}


def offered(**environment: str) -> set[str]:
    """The commands that manage.py offers in this environment; no database is asked."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "GOVERNMENT")}
    done = subprocess.run(
        [sys.executable, "manage.py", "help", "--commands"], cwd=BASE_DIR, env={**kept, **environment},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


def test_an_office_has_no_commands_of_the_demo() -> None:
    assert len(COMMANDS) == 8
    assert offered() >= COMMANDS
    assert offered(GOVERNMENT="某县人民政府").isdisjoint(COMMANDS)


def test_without_its_settings_nothing_of_it_is_loaded_and_the_office_has_no_name() -> None:
    looked = (
        "import sys, django; django.setup()\n"
        "import config.urls; from django.conf import settings\n"
        "print([one for one in sys.modules if one.partition('.')[0] == 'demo'], settings.OFFICE['government'])"
    )
    kept = {name: value for name, value in os.environ.items() if name != "GOVERNMENT"}
    done = subprocess.run(
        [sys.executable, "-c", looked], cwd=BASE_DIR, env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "[] \n"


def test_what_people_enter_is_known_for_every_channel() -> None:
    assert set(SAMPLES) == set(SHARES) == {one.key for one in channels()}


def test_every_organ_stands_once_in_the_table_of_names_after_its_parent() -> None:
    codes = [one.code for one in ORGANS]
    assert len(set(codes)) == len(codes) == len({one.name for one in ORGANS}) == len({one.name_en for one in ORGANS})
    assert all(one.parent is None or codes.index(one.parent) < codes.index(one.code) for one in ORGANS)
    assert [one.code for one in ORGANS if one.parent is None] == ["LL"] == [NAMED["LL"].code]


@pytest.mark.parametrize("given", ["DATABASE_URL", "HTTPS", "GOVERNMENT"])
def test_the_demonstration_refuses_what_is_an_offices(given: str) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "GOVERNMENT")}
    done = subprocess.run(
        [sys.executable, "-m", "demo"],
        cwd=BASE_DIR,
        env={**kept, given: "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert given in done.stderr
    assert "没有启动：这是演示" in done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/en/", "/desk/"])
def test_every_page_of_the_demonstration_says_that_it_is_one(county: None, settings: Any, path: str) -> None:
    client = Client()
    client.force_login(Staff.objects.get(username="shoujian"))
    for demonstration in (True, False):
        settings.DEMONSTRATION = demonstration
        assert ('class="demonstration' in client.get(path).content.decode()) is demonstration
