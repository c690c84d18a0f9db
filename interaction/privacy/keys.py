"""The keys: two rings, one that seals fields and one that chains what happened.

A ring is written "id:hex64" separated by commas; the first key is in use, the others open and verify what they made. Where a
key was retired, the ring may hold "id.purpose:hex64" instead: what the key made for that one purpose can still be checked
(a query code on paper, a record of reading), and nothing it sealed can be opened.
"""

import hashlib
import hmac
import os
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FIELD, CHAIN = "FIELD_KEYS", "CHAIN_KEYS"
# Ids of chain keys begin here, so that no row takes one ring's key for the other's.
FIRST_CHAIN_KEY = 1001
KEY_BYTES, LAST_FIELD_KEY = 32, 255
# How long a process goes on with the keys it has read before it looks at the file again.
LOOKED_AT_EVERY = 1.0


class NoSuchKey(KeyError):
    """A key that is in neither ring."""


@dataclass(frozen=True)
class Ring:
    """Keys by id, the one in use first, and what is left of retired ones, by id and purpose."""

    masters: dict[int, bytes]
    kept: dict[tuple[int, str], bytes]

    @property
    def current(self) -> int:
        return next(iter(self.masters))

    def derived(self, key_id: int, purpose: str) -> bytes:
        """Return the key that one of these keys has for one purpose."""
        if key_id in self.masters:
            return _derived(self.masters[key_id], purpose)
        try:
            return self.kept[key_id, purpose]
        except KeyError as missing:
            raise NoSuchKey(f"no key {key_id}") from missing

    def ids(self, purpose: str) -> list[int]:
        """Which keys can still be used for a purpose, the one in use first."""
        return [*self.masters, *(one for one, kept_for in self.kept if kept_for == purpose)]

    def written(self) -> str:
        whole = [f"{key_id}:{key.hex()}" for key_id, key in self.masters.items()]
        return ",".join([*whole, *(f"{key_id}.{purpose}:{key.hex()}" for (key_id, purpose), key in self.kept.items())])


@lru_cache(maxsize=512)
def _derived(master: bytes, purpose: str) -> bytes:
    return hmac.new(master, purpose.encode(), hashlib.sha256).digest()


@lru_cache(maxsize=16)
def read_ring(name: str, written: str) -> Ring:
    """Read a ring as it is written. Raises ImproperlyConfigured, in words that say what is wrong."""
    masters: dict[int, bytes] = {}
    kept: dict[tuple[int, str], bytes] = {}
    for part in filter(None, (one.strip() for one in written.split(","))):
        label, _, value = part.rpartition(":")
        # A file of the first days holds one key without its id.
        key_id, _, purpose = (label or {FIELD: "1", CHAIN: str(FIRST_CHAIN_KEY)}[name]).partition(".")
        try:
            number, key = int(key_id), bytes.fromhex(value)
        except ValueError:
            number, key = 0, b""
        in_range = number >= FIRST_CHAIN_KEY if name == CHAIN else 1 <= number <= LAST_FIELD_KEY
        if not in_range or len(key) != KEY_BYTES:
            raise ImproperlyConfigured(f"{name} 写得不对：每一把密钥应写作“编号:64位十六进制”，用逗号分开。")
        if purpose:
            kept[number, purpose] = key
        elif number in masters:
            raise ImproperlyConfigured(f"{name} 中编号 {number} 出现了两次。")
        else:
            masters[number] = key
    if not masters:
        raise ImproperlyConfigured(f"{name} 是空的：没有密钥，就打不开已经加密的内容。请从备份恢复密钥后再启动。")
    return Ring(masters, kept)


class _Files:
    """What was last read from a ring's file, when it was written, and when it was looked at."""

    seen: ClassVar[dict[str, tuple[str, int, float]]] = {}


def ring(name: str, *, anew: bool = False) -> Ring:
    """Return a ring as it is now: from the environment, or from its file, which another process may have written anew."""
    written: str = getattr(settings, name)
    return read_ring(name, written or _from_file(name, anew))


def file_of(name: str) -> Path:
    """Where a ring is kept that the environment does not give."""
    return Path(settings.KEY_FILES[name])


def _from_file(name: str, anew: bool) -> str:
    path, moment = file_of(name), time.monotonic()
    key = str(path)
    written, stamp, looked_at = _Files.seen.get(key, ("", 0, -LOOKED_AT_EVERY))
    if not anew and moment - looked_at < LOOKED_AT_EVERY:
        return written
    try:
        now = path.stat().st_mtime_ns
        if now != stamp:
            written = path.read_text().strip()
    except FileNotFoundError as missing:
        raise ImproperlyConfigured(f"找不到密钥文件 {path}。请从备份恢复后再启动。") from missing
    _Files.seen[key] = (written, now, moment)
    return written


def keep(name: str, changed: Ring) -> None:
    """Write a ring to its file, at once and whole. Raises ImproperlyConfigured where the environment gives it."""
    if getattr(settings, name):
        raise ImproperlyConfigured(f"{name} 由环境变量给出，请在那里改。")
    path = file_of(name)
    beside = path.with_suffix(".new")
    with open(beside, "w", opener=lambda file, flags: os.open(file, flags | os.O_TRUNC, 0o600)) as file:
        file.write(changed.written())
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _Files.seen.pop(str(path), None)


def purpose_key(purpose: str, key_id: int) -> bytes:
    """Return what a key, of whichever ring, has for one purpose. Raises NoSuchKey."""
    name = CHAIN if key_id >= FIRST_CHAIN_KEY else FIELD
    try:
        return ring(name).derived(key_id, purpose)
    except NoSuchKey:
        return ring(name, anew=True).derived(key_id, purpose)
