"""What all tests share: the demo county, its people, and a way to take a case somewhere by real actions."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from random import Random

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

from interaction.casework.actions import Action, actions_of
from interaction.casework.channels import channels
from interaction.casework.demo import load_demo
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.languages.catalogues import compile_catalogue
from interaction.organs.actors import PARTY, Actor
from interaction.organs.models import Organ, Post, Staff
from interaction.workdays.now import SHANGHAI, pretend
from tests.migrating import let_tests_empty_tables

# A test must never fail because the machine is busy.
hypothesis.settings.register_profile("huiyin", deadline=None)
hypothesis.settings.load_profile("huiyin")


def pytest_configure() -> None:
    # Hashed file names need collectstatic, which the tests of the whole stack run; the others do not.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    compile_catalogue()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: what is left over at the end is short, and the workers end together."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture
def county(db: None) -> None:
    """The demo county with organs, staff and mailboxes."""
    if not Organ.objects.exists():  # a test of committed transactions has emptied the tables
        load_demo()


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
        context = pretend(datetime.combine(day, time(10), SHANGHAI))
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
    for actor in everybody():
        if declared.may_be_done_by(actor, case) and declared.unmet(case, actor) is None:
            return actor
    raise LookupError(f"nobody may {declared.name}")


def everybody() -> list[Actor]:
    """All staff with posts, by one query: a test asks for somebody at every step."""
    posts: dict[Staff, list[Post]] = {}
    for post in Post.objects.select_related("staff", "organ").order_by("-staff_id", "pk"):
        posts.setdefault(post.staff, []).append(post)
    return [Actor("staff", staff=one, posts=tuple(held)) for one, held in posts.items()]


def open_case(channel: str, seed: int = 1, **changes: object) -> Case:
    """A new case of a channel, sent by its invented party."""
    found = next(one for one in channels() if one.key == channel)
    case = found.model()
    data = {**found.sample("submit", case, Random(seed)), **changes}
    perform(case, "submit", Actor.party(), data)
    return case


def do(case: Case, *names: str, seed: int = 1, **changes: object) -> None:
    """Take a case through actions, each by somebody who may, with sample data."""
    for name in names:
        if name == "approve":  # an organ may have several levels of review
            for _level in range(1, case.organ.review_levels):
                do(case, "pass_on", seed=seed)
        declared = actions_of(type(case))[name]
        data = {**case.describes.sample(name, case, Random(seed)), **changes}
        perform(case, name, actor_for(declared, case), data)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Tables that tests may empty, and the demo county."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        let_tests_empty_tables()
        load_demo()
