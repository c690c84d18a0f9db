"""A real nginx in front, with the site an office gets, and behind it gunicorn and uvicorn by the commands of the units."""

import asyncio
import json
import os
import re
import signal
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
import websockets
import yaml

from config.doors import OF_PROGRAMS, TAKES_FILES
from config.servers import BASE_DIR
from interaction.visitors.bodies import OF_A_FORM, WITH_FILES
from tests.deploy import site
from tests.deploy.units import services
from tests.stack.conftest import free_port, wait_for

BIN = f"{Path(sys.executable).parent}/"
HASHED = "page.0123456789ab.css"


class Door(HTTPConnection):
    """By the address of this machine; by TLS where a name is asked for."""

    def __init__(self, port: int, context: ssl.SSLContext | None = None, name: str = site.DOMAIN) -> None:
        super().__init__("127.0.0.1", port, timeout=30)
        self.context, self.name = context, name

    def connect(self) -> None:
        super().connect()
        if self.context:
            self.sock = self.context.wrap_socket(self.sock, server_hostname=self.name)


class Front:
    """The office as its visitors reach it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.plain, self.tls, self.web, self.live = (free_port() for _each in range(4))

    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.place / "fullchain.pem"))

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> tuple[HTTPResponse, bytes]:
        """The answer by TLS, under the office's name."""
        told = {"Host": site.DOMAIN, **{name.replace("_", "-"): value for name, value in headers.items()}}
        with closing(Door(self.tls, self.context())) as door:
            door.request(method, path, body or None, told)
            answer = door.getresponse()
            return answer, answer.read()

    def echo(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> dict[str, str]:
        """How a request arrived behind nginx."""
        answer, said = self.ask(path, method, body, **headers)
        assert answer.status == 200, said
        told: dict[str, str] = json.loads(said)
        return told


def answers(port: int) -> Callable[[], bool]:
    def looked() -> bool:
        with closing(Door(port)) as door:
            try:
                door.connect()
            except OSError:
                return False
            return True

    return looked


def commands(front: Front, pages: str, sockets: str) -> list[list[str]]:
    """What the units start, with applications and ports of this test."""
    web, live = services()["huiyin-web"], services()["huiyin-live"]
    ports = {"127.0.0.1:8000": f"127.0.0.1:{front.web}", "8001": str(front.live)}
    apps = {"config.wsgi:application": pages, "config.asgi:application": sockets}
    started = [web.command(BIN), live.command(BIN, TRUSTED_PROXIES="127.0.0.1")]
    return [[{**ports, **apps}.get(word, word) for word in command] for command in started]


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    front = Front(tmp_path_factory.mktemp("site"))
    nginx = site.write(front.place, plain=front.plain, tls=front.tls, web=front.web, live=front.live)
    (front.place / "static" / HASHED).write_text("a {}")
    (front.place / "static" / "plain.css").write_text("a {}")
    env = {**os.environ, "WEB_WORKERS": "1", "TRUSTED_PROXIES": "127.0.0.1"}
    running = [
        subprocess.Popen(command, cwd=BASE_DIR, env=env)
        for command in (*commands(front, "tests.deploy.echo:pages", "tests.deploy.echo:sockets"), nginx)
    ]
    try:
        for port in (front.web, front.live, front.plain, front.tls):
            wait_for(answers(port), f"port {port}")
        yield front
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=30)


def test_nginx_finds_nothing_against_the_site(tmp_path: Path) -> None:
    command = site.write(tmp_path, plain=free_port(), tls=free_port(), web=1, live=2)
    done = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert "test is successful" in done.stderr
    # nginx from 1.25 on says another way to ask for HTTP/2, which Debian's 1.22 does not know.
    said = [line for line in done.stderr.splitlines() if "[" in line and '"listen ... http2" directive' not in line]
    assert said == []


def test_whoever_fills_in_its_places_fills_in_all() -> None:
    places = set(re.findall(r"\$\{(HUIYIN_[A-Z]+)\}", site.SITE.read_text(encoding="utf-8")))
    installer = (BASE_DIR / "deploy" / "install.sh").read_text(encoding="utf-8")
    assert set(re.findall(r"s\|\\\$\{(HUIYIN_[A-Z]+)\}\|", installer)) == places
    compose = yaml.safe_load((BASE_DIR / "deploy" / "compose.yml").read_text(encoding="utf-8"))
    assert {one for one in compose["services"]["nginx"]["environment"] if one != "NGINX_ENVSUBST_FILTER"} == places


def test_what_comes_in_the_clear_is_led_to_tls_whatever_host_it_names(front: Front) -> None:
    with closing(Door(front.plain)) as door:
        door.request("GET", "/track/?a=1", headers={"Host": "elsewhere.example"})
        answer = door.getresponse()
        answer.read()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{site.DOMAIN}/track/?a=1")


def test_a_probe_is_answered_in_the_clear_by_any_host(front: Front) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{front.plain}/readyz", timeout=10) as answer:
        assert json.loads(answer.read())["PATH_INFO"] == "/readyz"


def test_another_name_gets_no_certificate(front: Front) -> None:
    with (
        closing(Door(front.tls, front.context(), "elsewhere.example")) as door,
        pytest.raises(ssl.SSLError, match=r"(?i)unrecognized"),
    ):
        door.connect()


def test_what_a_visitor_says_of_where_he_comes_from_does_not_count(front: Front) -> None:
    told = front.echo(
        "/",
        X_Forwarded_For="203.0.113.9",
        X_Forwarded_Proto="http",
        X_Forwarded_Host="a.example",
        X_Real_IP="203.0.113.9",
    )
    assert told["REMOTE_ADDR"] == told["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
    assert (told["HTTP_X_FORWARDED_PROTO"], told["wsgi.url_scheme"], told["HTTP_HOST"]) == (
        "https",
        "https",
        site.DOMAIN,
    )
    assert not {"HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_FORWARDED"} & {
        name for name, value in told.items() if value
    }


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", OF_A_FORM), ("/track/", OF_A_FORM), ("/send/letters/", WITH_FILES), ("/en/send/letters/", WITH_FILES),
        ("/track/XX-2026-000001/do/add_material/", WITH_FILES), ("/verify/", WITH_FILES), ("/desk/ledger/", WITH_FILES),
        ("/settings/a/", WITH_FILES), *((f"{door}v1/", most) for door, most in OF_PROGRAMS.items()),
    ],
)  # fmt: skip
def test_a_body_is_let_through_as_far_as_the_pages_take_it_and_hardly_farther(
    front: Front, path: str, most: int
) -> None:
    assert (most == WITH_FILES) == bool(TAKES_FILES.match(path))
    sent = min(most, 2 * OF_A_FORM)
    assert front.echo(path, "POST", b"a" * sent)["read"] == str(sent)
    answer, said = front.ask(path, "POST", Content_Length=str(most + max(most // 32, 2048)))
    assert answer.status == 413
    assert "提交的内容太大" in said.decode()


def test_static_files_are_kept_by_browsers_and_never_reach_the_pages(front: Front) -> None:
    kept = {name: front.ask(f"/static/{name}")[0] for name in (HASHED, "plain.css", "none.css")}
    assert [one.status for one in kept.values()] == [200, 200, 404]
    assert kept[HASHED].headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert kept["plain.css"].headers["Cache-Control"] == "public, max-age=3600"
    assert kept[HASHED].headers["Content-Type"] == "text/css"
    assert front.ask(f"/static/{HASHED}", "POST", b"a")[0].status == 403


def test_sockets_reach_their_own_process_and_know_the_visitor(front: Front) -> None:
    async def said() -> str:
        url = f"wss://{site.DOMAIN}/live/"
        async with websockets.connect(
            url, host="127.0.0.1", port=front.tls, ssl=front.context(), server_hostname=site.DOMAIN,
            additional_headers={"X-Forwarded-For": "203.0.113.9"}, proxy=None,
        ) as socket:  # fmt: skip
            return str(await socket.recv())

    assert asyncio.run(said()) == "127.0.0.1 wss"


def test_the_record_of_visits_keeps_no_words_that_were_searched_for(front: Front) -> None:
    front.ask("/search/?q=secret")
    record = front.place / "access.log"
    wait_for(lambda: "/search/" in record.read_text(), "the line of the visit")
    line = next(line for line in record.read_text().splitlines() if "/search/" in line)
    assert line.startswith("127.0.0.1 [")
    assert "secret" not in record.read_text()


def test_many_from_one_address_are_let_in_and_a_flood_is_not(front: Front) -> None:
    """Two hundred at once, as from a building at eight o'clock, pass; and whoever is refused reads why."""
    seen: list[int] = []
    with closing(Door(front.tls, front.context())) as door:
        while 429 not in seen and len(seen) < 5000:
            door.request("GET", "/static/none.css", headers={"Host": site.DOMAIN})  # what reaches no process behind
            answer = door.getresponse()
            said = answer.read()
            seen.append(answer.status)
    assert len(seen) > 200
    assert "访问过于频繁" in said.decode()


def test_the_real_pages_answer_by_the_commands_of_the_units() -> None:
    front = Front(Path("/nonexistent"))
    env = {
        **os.environ,
        "WEB_WORKERS": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "TRUSTED_PROXIES": "127.0.0.1",
    }
    running = [
        subprocess.Popen(command, cwd=BASE_DIR, env=env)
        for command in commands(front, "config.wsgi:application", "config.asgi:application")
    ]
    try:
        for port in (front.web, front.live):
            wait_for(answers(port), f"port {port}")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as answer:
                assert answer.read().startswith(b"ok ")
    finally:
        for process in running:
            process.terminate()
        assert [process.wait(timeout=60) for process in running] == [0, -signal.SIGTERM]
