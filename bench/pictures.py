"""python -m bench.pictures FOLDER [--only WORDS]   picture the pages of the demo county as they are
python -m bench.pictures --compare BEFORE AFTER     say which of them a change of templates or styles has altered

The county is made anew on a fixed day by a fixed seed, so the same pages give the same pictures to the pixel.
"""

import argparse
import re
import sys
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from PIL import Image, ImageChops

from bench import place
from demo.county.accounts import ACCOUNTS

WIDTHS = (390, 1366)
TALLEST = 6000
OFFICE = "http://localhost"
ROLES = [username for _role, username in ACCOUNTS]
# How many pages of one view; the others three.
OF_A_KIND = {"workbench:case": 8, "workbench:case_action": 30, "portal:submit": 5}
LINK = re.compile(r'href="([^"#]+)')
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{3,}")
STARTS = {"": ("/", "/no-such-page", "/search/?q=路灯", "/accounts/login/", "/embed/figures/",
               "/time-limit/?rule=disclosure.reply&received=2026-09-25")}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A page as the office sent it, under a name that is the same in every run."""

    name: str
    address: str
    html: bytes


def load_county(moment: datetime) -> None:
    """Some weeks of work that end on a day, and what the public side shows besides."""
    from django.core.management import call_command

    from interaction.workdays.now import override_now

    with override_now(moment):
        for command in ("load_demo_organs", "load_demo_disclosure"):
            call_command(command, verbosity=0)
        call_command("simulate", days=30, per_day=4, seed=2026, start=(moment - timedelta(days=30)).date())
        for command in ("load_demo_consultations", "load_demo_outreach"):
            call_command(command, verbosity=0)
        call_command("search_index", rebuild=True, verbosity=0)


def pages_of(role: str) -> Iterator[Page]:
    """Every kind of page that links lead somebody to: the public ones, or a role's at the desk."""
    from django.test import Client
    from django.urls import Resolver404, resolve

    from bench.pages import client_of

    client = client_of(role) if role else Client(SERVER_NAME="localhost")
    waiting = deque((address, "") for address in STARTS.get(role, ("/desk/",)))
    met, seen, files = Counter[str](), {address for address, _view in waiting}, set[str]()
    while waiting:
        address, view = waiting.popleft()
        if view in files:
            continue
        answer = client.get(address)
        if "html" not in answer.headers.get("Content-Type", ""):
            files.add(view)
        if view in files or answer.status_code in (301, 302):
            continue
        kind = re.sub(r"\W+", "_", ID.sub("", urlsplit(address).path)).strip("_") or "home"
        met[kind] += 1
        yield Page(f"{role or 'public'}-{kind}-{met[kind]}", address, answer.content)
        for link in LINK.findall(answer.content.decode()):
            path = urljoin(address, link.replace("&amp;", "&"))
            try:
                found = resolve(urlsplit(path).path)
            except Resolver404:
                continue
            view = ("/en/" if path.startswith("/en/") else "/") + found.view_name
            words = " ".join([view, *(str(one) for one in found.kwargs.values() if not ID.search(str(one)))])
            words += "?" * ("?" in path)
            belongs = path.startswith("/desk/") if role else not path.startswith(("/desk/", "/view/", "/en/view/"))
            alike = not found.view_name.endswith("case") and met[words]
            if belongs and path not in seen and not alike and met[view] < OF_A_KIND.get(found.view_name, 3):
                seen.add(path)
                met.update({view, words})
                waiting.append((path, view))


def draw(pages: list[Page], folder: Path) -> None:
    """Let Chromium draw pages, answering it from what was fetched and from the collected static files."""
    from django.conf import settings
    from playwright.sync_api import Route, sync_playwright

    from tests.stack.chromium import FLAGS, executable

    page_of = {f"{OFFICE}/{page.name}": page for page in pages}

    def answer(route: Route) -> None:
        address = urlsplit(route.request.url)
        if route.request.url in page_of:
            route.fulfill(body=page_of[route.request.url].html, content_type="text/html; charset=utf-8")
        elif address.path.startswith("/static/"):
            route.fulfill(path=settings.STATIC_ROOT / address.path.removeprefix("/static/"))
        else:
            route.abort()

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for width in WIDTHS:
            # Scripts only ask the office for news, which is not there.
            context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
            context.route("**/*", answer)
            one = context.new_page()
            for page in pages:
                one.goto(f"{OFFICE}/{page.name}")
                box = one.locator("html").bounding_box()
                height = max(900, min(TALLEST, box["height"] if box else 0))
                one.screenshot(path=folder / f"{page.name}-{width}.png", full_page=True, animations="disabled",
                               clip={"x": 0, "y": 0, "width": width, "height": height})  # fmt: skip
        chromium.close()


def take(folder: Path, only: str) -> None:
    place.prepare()
    import django

    django.setup()
    from django.core.management import call_command

    from interaction.workdays.now import SHANGHAI, override_now

    moment = datetime(2026, 11, 18, 10, tzinfo=SHANGHAI)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_county(moment)
    folder.mkdir(parents=True, exist_ok=True)
    pages = []
    with override_now(moment):
        for role in ("", *ROLES):
            for page in pages_of(role):
                (folder / f"{page.name}.html").write_bytes(page.html)
                pages += [page] if only in page.name else []
    draw(pages, folder)
    print(f"{len(pages)} pages, {len(WIDTHS)} widths: {folder}")


def compare(before: Path, after: Path) -> int:
    """Name the pictures that are not the same, with the box in which they differ."""
    names = sorted({file.name for folder in (before, after) for file in folder.glob("*.png")})
    different = 0
    for name in names:
        if not (before / name).exists() or not (after / name).exists():
            said = f"only {'after' if (after / name).exists() else 'before'}"
        else:
            said = _difference(before / name, after / name)
        if said:
            different += 1
            print(f"{name}: {said}")
    print(f"{different} of {len(names)} pictures differ")
    return 1 if different else 0


def _difference(before: Path, after: Path) -> str:
    if before.read_bytes() == after.read_bytes():
        return ""
    with Image.open(before) as old, Image.open(after) as new:
        if old.size != new.size:
            return f"{old.size} was, {new.size} is"
        box = ImageChops.difference(old.convert("RGB"), new.convert("RGB")).getbbox()
    return f"within {box}" if box else ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.pictures", description="Picture pages, or compare pictures.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--compare", action="store_true", help="two folders: before and after")
    parser.add_argument("--only", default="", help="draw the pages alone whose name contains these words")
    asked = parser.parse_args()
    if asked.compare:
        return compare(*asked.folders)
    take(asked.folders[0], asked.only)
    return 0


if __name__ == "__main__":
    sys.exit(main())
