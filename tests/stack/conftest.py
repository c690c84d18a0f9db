"""The whole system as processes of its own - web, worker, beat, Redis, PostgreSQL - and a browser to drive it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from config.servers import BASE_DIR
from config.supervisor import processes
from demo.county.accounts import PASSWORD
from tests.databases import alone, copy_template, make_template, of_application, url_of, worker_database
from tests.stack.chromium import FLAGS, executable

PATIENCE = 120


def wait_for(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=BASE_DIR, env=env, capture_output=True, text=True, check=True
    )  # fmt: skip
    return done.stdout


@dataclass
class Stack:
    """The running system; `stop` and `start` take one process down and up again."""

    port: int
    env: dict[str, str]
    commands: dict[str, list[str]]
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self, name: str) -> None:
        with open(Path(self.env["VAR_DIR"]) / f"{name}.log", "ab") as log:
            self.running[name] = subprocess.Popen(
                self.commands[name], cwd=BASE_DIR, env=self.env, stdout=log, stderr=log, start_new_session=True
            )

    def stop(self, name: str, *, at_once: bool = False) -> None:
        process = self.running.pop(name)
        if at_once:
            os.killpg(process.pid, 9)
        else:
            process.terminate()
        process.wait(timeout=30)

    def wait_until_up(self) -> None:
        wait_for(self._answers, "the web process")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def manage(self, *command: str) -> str:
        return _run(self.env, "manage.py", *command)

    def manage_each(self, *commands: str) -> None:
        """Several commands by one process: what takes long is to start it."""
        _run(self.env, "-c", "import sys, django; from django.core.management import call_command; django.setup()\n"
             "for one in sys.argv[1:]: call_command(*one.split(), verbosity=0)", *commands)  # fmt: skip

    def query(self, sql: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.env["DATABASE_URL"]) as connection:
            return connection.execute(sql).fetchall()


def _own_database(of: str) -> str:
    """A copy of the template for this stack; the people of the demo county sign in with what its processes can check."""
    name = f"{worker_database()}_{of}"
    make_template()
    copy_template(name)
    with psycopg.connect(url_of(name)) as connection:
        connection.execute("UPDATE organs_staff SET password = %s", [PBKDF2PasswordHasher().encode(PASSWORD, "stack")])
    return of_application(name)


def _collect_static(place: str, env: dict[str, str]) -> None:
    """The style sheets and scripts under their hashed names, packed: once a run, and linked into each stack."""
    collected = Path(os.environ["VAR_DIR"]) / "collected"
    with alone("collected"):
        if not (collected / "static").exists():
            unfinished = Path(tempfile.mkdtemp(dir=os.environ["VAR_DIR"]))
            _run({**env, "VAR_DIR": str(unfinished)}, "manage.py", "collectstatic", "--noinput", "-v0")
            unfinished.rename(collected)
    shutil.copytree(collected / "static", Path(place) / "static", copy_function=os.link)


def mails_in(stack: Stack) -> list[Message]:
    """Every mail of the files that stand for mailboxes, the latest last: those of one moment stand in one file."""
    files = sorted(Path(stack.env["VAR_DIR"], "mail").glob("*"), key=lambda file: file.stat().st_mtime)
    parts = [part.strip() for file in files for part in file.read_bytes().split(b"-" * 79)]
    return [message_from_bytes(part) for part in parts if part]


@pytest.fixture(scope="session")
def stack(django_db_blocker: Any) -> Iterator[Stack]:
    yield from run_stack(django_db_blocker, "stack")


def run_stack(django_db_blocker: Any, of: str) -> Iterator[Stack]:
    """Run a system with a database of its own until the tests that share it have ended."""
    place, port = tempfile.mkdtemp(prefix="hs"), free_port()
    with django_db_blocker.unblock():
        database = _own_database(of)
    env = {
        **os.environ, "VAR_DIR": place, "DATABASE_URL": database, "SITE_URL": f"http://localhost:{port}",
        "DJANGO_SETTINGS_MODULE": "demo.settings", "SUBMISSIONS_PER_HOUR": "100000", "REAUTHENTICATE_MINUTES": "600", "DATABASE_POOL": "12",
    }  # fmt: skip
    env.pop("REDIS_URL")
    before = {name: os.environ.pop(name, None) for name in ("REDIS_URL", "VAR_DIR")}
    os.environ["VAR_DIR"] = place
    commands = processes(port)
    os.environ.update({name: value for name, value in before.items() if value is not None})
    system = Stack(port, env, commands)
    _collect_static(place, env)
    for name in system.commands:
        system.start(name)
    system.wait_until_up()
    yield system
    for name in list(system.running)[::-1]:
        system.stop(name)
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Visitor:
    """A browser of one person; complains about script errors, CSP violations and server errors."""

    context: BrowserContext
    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    # The addresses of the cases this person has found, by number.
    found: dict[str, str] = field(default_factory=dict)

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)

    def press(self, text: str) -> None:
        self._click(self.page.get_by_role("button", name=text, exact=True))

    def follow(self, text: str) -> None:
        self._click(self.page.get_by_role("link", name=text, exact=True).first)

    def _click(self, place: Locator) -> None:
        """A click, and where it leads to another page, the whole of that: what is looked at next is not half there."""
        place.click()
        self.page.wait_for_load_state("domcontentloaded")

    def sees(self, text: str | re.Pattern[str]) -> None:
        # What a closed menu holds, such as the list of notices, is not seen.
        self.page.get_by_text(text).filter(visible=True).first.wait_for()


@pytest.fixture
def visit(stack: Stack, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    opened: list[Visitor] = []

    def visitor(*, phone: bool = False, script: bool = True, bypass_csp: bool = False) -> Visitor:
        context = browser.new_context(
            viewport={"width": 390, "height": 800} if phone else {"width": 1280, "height": 900},
            locale="zh-CN", java_script_enabled=script, bypass_csp=bypass_csp, accept_downloads=True,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        one = Visitor(context, page, stack.url)
        page.on("pageerror", lambda error: one.complaints.append(f"script: {error}"))
        page.on("console", lambda line: _listen(one, line.type, line.text))
        page.on("response", lambda answer: one.complaints.append(answer.url) if answer.status >= 500 else None)
        opened.append(one)
        return one

    yield visitor
    complaints = [complaint for one in opened for complaint in one.complaints]
    for one in opened:
        one.context.close()
    assert complaints == []


def _listen(visitor: Visitor, kind: str, text: str) -> None:
    # A refused form (422) and a lost socket are said to the console by the browser itself.
    if kind == "error" and "status of 4" not in text and "WebSocket" not in text:
        visitor.complaints.append(text)


@pytest.fixture(scope="session")
def signed_in_before() -> dict[str, list[Any]]:
    """The session of everybody who has signed in, by user name."""
    return {}


@pytest.fixture
def sign_in(visit: Callable[..., Visitor], signed_in_before: dict[str, list[Any]]) -> Callable[..., Visitor]:
    """Somebody of the staff at the desk. A password costs the system half a second by intent: once for each person."""

    def signed_in(username: str, **how: bool) -> Visitor:
        one = visit(**how)
        if username in signed_in_before:
            one.context.add_cookies(signed_in_before[username])
        one.go("/desk/")
        if username not in signed_in_before:
            one.page.fill("#id_login", username)
            one.page.fill("#id_password", PASSWORD)
            one.press("登录")
            one.page.wait_for_url("**/desk/")
            signed_in_before[username] = [one for one in one.context.cookies() if one["name"] == "sessionid"]
        return one

    return signed_in
