"""Files that are made for whoever asks first and kept for those who ask after: reports as PDF, Word, Excel."""

from base64 import b64decode, b64encode
from collections.abc import Callable

from django.core.cache import cache

KEPT_SECONDS = 24 * 3600


def made_once(key: str, make: Callable[[], bytes]) -> bytes:
    """Return a file from the cache; made, and kept for a day, where it is not there.

    As text: the cache holds JSON, since a pickle would run what somebody put into Redis.
    """
    kept = cache.get(key)
    if isinstance(kept, str):
        return b64decode(kept)
    content = make()
    cache.set(key, b64encode(content).decode(), KEPT_SECONDS)
    return content
