"""Every test of this folder finds the county as months of work have left it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from interaction.workdays.now import override_now
from tests.databases import copy_template, lived_database, make_lived, use_database, worker_database
from tests.lived.county import last_evening, live


@pytest.fixture(autouse=True, scope="session")
def lived_template(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        make_lived(live)


@pytest.fixture(autouse=True, scope="module")
def _in_the_lived_county(lived_template: None, django_db_blocker: Any) -> Iterator[None]:
    """A module at a time: a worker goes back to its own database for the tests of other folders."""
    with django_db_blocker.unblock():
        copy_template(lived_database(), of_lived=True)
        use_database(lived_database())
    yield
    with django_db_blocker.unblock():
        use_database(worker_database())


@pytest.fixture
def evening(db: None) -> Iterator[datetime]:
    """The evening of its last day, until the test ends."""
    moment = last_evening()
    with override_now(moment):
        yield moment
