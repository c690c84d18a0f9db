"""The system that is attacked: the one of tests/stack, with its processes."""

from tests.stack.conftest import stack  # noqa: F401 - the fixture
