"""How deep tests look: short for every run, deep by night (`make test-long`)."""

import os

DEEP = os.environ.get("TEST_DEPTH") == "deep"


def examples(deep: int) -> int:
    """So many examples in a deep run, a third of them in any other."""
    return deep if DEEP else max(deep // 3, 1)
