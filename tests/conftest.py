"""What all tests share: the demo county, its people, and a way to take a case somewhere by real actions."""

import gc
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from random import Random
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase
from django.utils import translation

from demo.channels import sample
from interaction.casework.actions import Action, actions_of
from interaction.casework.clearances import is_cleared
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.registry import channels
from interaction.i18n.catalogues import compile_catalogue
from interaction.organs.actors import PARTY, Actor
from interaction.organs.models import Post, Role, Staff
from interaction.workdays.now import SHANGHAI, override_now
from tests.databases import copy_template, drop_databases, make_template, renew_database, use_database, worker_database

# A test must never fail because the machine is busy.
hypothesis.settings.register_profile("huiyin", deadline=None)
hypothesis.settings.load_profile("huiyin")


def pytest_configure() -> None:
    # Hashed file names need collectstatic, which the tests of the whole stack run; the others do not.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    compile_catalogue()
    # Tests live on several days in one session; that an unused one ends is tested by itself.
    settings.IDLE_MINUTES = settings.REAUTHENTICATE_MINUTES = 0
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Instead of emptying every table: what a committing test leaves is dropped with its database.
    TransactionTestCase._fixture_teardown = lambda self: renew_database()  # type: ignore[method-assign,attr-defined]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--shuffle", type=int, metavar="SEED", help="run files, and the tests within them, in random order"
    )


def pytest_report_header(config: pytest.Config) -> str:
    seed = config.getoption("--shuffle")
    return "" if seed is None else f"shuffled: --shuffle {seed}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first: what is left over at the end is short, and the workers end together. Or in any order."""
    seed = config.getoption("--shuffle")
    if seed is None:
        items.sort(key=lambda item: item.get_closest_marker("long") is None and "tests/lived/" not in item.nodeid)
        return
    chance = Random(seed)
    chance.shuffle(items)
    places = {path: chance.random() for path in sorted({str(item.path) for item in items})}
    items.sort(key=lambda item: places[str(item.path)])


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: to look through it for garbage again and again was a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture
def county(db: None) -> None:
    """The demo county with organs, staff and mailboxes, as the template has it."""


@pytest.fixture(autouse=True)
def chinese_afterwards() -> Iterator[None]:
    """A page in English leaves its language to the thread, and so to the next test."""
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def on_day() -> Iterator[Callable[[date], None]]:
    """Live on a certain day, at ten in the morning, until the test ends or another day is given."""
    contexts = []

    def live(day: date) -> None:
        context = override_now(datetime.combine(day, time(10), SHANGHAI))
        context.__enter__()
        contexts.append(context)

    yield live
    for context in reversed(contexts):
        context.__exit__(None, None, None)


def staff(username: str) -> Actor:
    return Actor.of(Staff.objects.get(username=username))


def actor_for(declared: Action, case: Case) -> Actor:
    """Somebody of the demo county who may do this action to this case."""
    if PARTY in declared.by:
        return Actor.party(case.pk)
    for actor in everybody(declared.by):
        if declared.may_be_done_by(actor, case) and declared.unmet(case, actor) is None:
            return actor
    raise LookupError(f"nobody may {declared.name}")


def everybody(roles: Iterable[str] = Role.values) -> list[Actor]:
    """All staff who hold one of the roles, with all their posts, by one query: a test asks for somebody at every step."""
    holders = Post.objects.filter(role__in=roles).values("staff")
    posts: dict[Staff, list[Post]] = {}
    for post in Post.objects.filter(staff__in=holders).select_related("staff", "organ").order_by("-staff_id", "pk"):
        posts.setdefault(post.staff, []).append(post)
    return [Actor("staff", staff=one, posts=tuple(held)) for one, held in posts.items()]


def open_case(channel: str, seed: int = 1, **changes: object) -> Case:
    """A new case of a channel, sent by its invented party."""
    found = next(one for one in channels() if one.key == channel)
    case = found.model()
    data = {**sample(found.key, "submit", case, Random(seed)), **changes}
    perform(case, "submit", Actor.party(), data)
    return case


def clear_if_hidden(case: Case) -> None:
    """Look through what a hidden sender wrote, as the desk has to before it dispatches."""
    if not is_cleared(case):
        do(case, "clear_for_others")


def do(case: Case, *names: str, seed: int = 1, **changes: object) -> None:
    """Take a case through actions, each by somebody who may, with sample data."""
    for name in names:
        if name == "dispatch":
            clear_if_hidden(case)
        if name == "approve":  # an organ may have several levels of review
            for _level in range(1, case.organ.review_levels):
                do(case, "pass_on", seed=seed)
        declared = actions_of(type(case))[name]
        data = {**sample(case.describes.key, name, case, Random(seed)), **changes}
        perform(case, name, actor_for(declared, case), data)


def status_of(client: Client, address: str) -> int:
    """The status of a page; that of a form stands under its key."""
    answer = client.get(address)
    keyed = "?form=" in answer.headers.get("Location", "")
    return client.get(answer["Location"]).status_code if keyed else answer.status_code


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> None:
    """Let this worker work in its own copy of the template: tables, calendar and the demo county."""
    with django_db_blocker.unblock():
        make_template()
        copy_template(worker_database())
        use_database(worker_database())


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):
        drop_databases()
