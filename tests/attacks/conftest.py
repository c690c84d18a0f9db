"""The system that is attacked: one of its own, so that what attackers leave disturbs no other test."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.stack.conftest import Stack, run_stack


@pytest.fixture(scope="session")
def stack(django_db_blocker: Any) -> Iterator[Stack]:
    yield from run_stack(django_db_blocker, "attacked")
