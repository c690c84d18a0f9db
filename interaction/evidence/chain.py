"""How the links of a matter hold together. `step` is put around whatever changes a matter; nothing else adds a link.

A link tells the rows that its step changed, by their digests, and (`found`) what was not as the link before had left it: who
changed a row behind the chain's back is named by the next step, and by `verify` until then.
"""

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from interaction.evidence.matter import LINKS, Row, digest_of, kind_of, rows_and_links, rows_of, salt_of
from interaction.evidence.models import Link, as_told
from interaction.privacy.encryption import chain_digest, current_chain_key

PURPOSE, ALGORITHM = "link", "sha256"
TAKEN_OVER = "taken over"
ALTERED, MISSING, INSERTED, MOVED = "altered", "missing", "inserted", "moved"

# The matters whose steps are under way.
_under_way: ContextVar[frozenset[tuple[str, str]]] = ContextVar("under_way", default=frozenset())


@dataclass
class Standing:
    """What the links of a matter say of it: each row's digest with the key it was made under, and what is told."""

    seq: int = 0
    hash: bytes = b""
    rows: dict[str, tuple[str, int]] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    def take(self, seq: int, hash_: bytes, written: str) -> dict[str, Any]:
        """Go on by one link; answers what it says."""
        body = as_told(written)
        for name, digest in body.get("rows", {}).items():
            if digest is None:
                self.rows.pop(name, None)
                self.told.pop(name, None)
            else:
                self.rows[name] = (digest, body["key"])
        self.told.update(body.get("told", {}))
        self.seq, self.hash = seq, bytes(hash_)
        return body


def standing(kind: str, key: str, model: type[Model] | None = None) -> tuple[Standing, list[Row]]:
    """What the links of one matter say of it, and what stands there."""
    found = Standing()
    rows, links = rows_and_links(kind, key, model)
    for link in links:
        found.take(int(link.name.removeprefix(LINKS)), link.plain, link.told)
    return found, rows


def differences(kind: str, key: str, said: Standing, rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Each row that is not as the links say, and what is wrong with it."""
    left, salts, explains = dict(said.rows), _Salts(kind, key), kind_of(kind).explains
    for row in rows:
        digest, key_id = left.pop(row.name, ("", 0))
        if not digest:
            if not explains(key, row.name, None):
                yield row.name, INSERTED
        elif digest_of(row, salts[key_id]) != digest:
            yield row.name, ALTERED
        elif row.told and row.told != said.told.get(row.name) and not explains(key, row.name, json.loads(row.told)):
            yield row.name, MOVED
    yield from ((name, MISSING) for name in left)


class _Salts(dict[int, bytes]):
    def __init__(self, kind: str, key: str) -> None:
        super().__init__()
        self.kind, self.key = kind, key

    def __missing__(self, key_id: int) -> bytes:
        self[key_id] = salt_of(self.kind, self.key, key_id)
        return self[key_id]


@contextmanager
def step(kind: str, key: Any, why: str, *, begins: bool = False, model: type[Model] | None = None) -> Iterator[None]:
    """Link what is done to a matter in here, under its lock and in its transaction. A step within a step of the same
    matter is part of it. `begins` says that there is nothing of it yet, `model` which of the kind's it is."""
    name = str(key)
    if (kind, name) in _under_way.get():
        yield
        return
    said, before = (Standing(), []) if begins else standing(kind, name, model)
    found = dict(differences(kind, name, said, before)) if said.seq else {}
    token = _under_way.set(_under_way.get() | {(kind, name)})
    try:
        yield
    finally:
        _under_way.reset(token)
    as_said = {row.name: row for row in before if said.seq and row.name not in found}
    after, _links = rows_and_links(kind, name, model)
    _next(kind, name, why, said, after, found=found, as_said=as_said).save(force_insert=True)


def begin(kind: str, key: Any, why: str) -> None:
    """Link a matter that was just begun."""
    with step(kind, key, why, begins=True):
        pass


def take_over(kind: str, keys: list[Any]) -> None:
    """Link many matters that have no link yet."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for matter, row in rows_of(kind, keys):
        rows[matter].append(row)
    Link.objects.bulk_create(
        [_next(kind, key, TAKEN_OVER, Standing(), of_it, found={}, as_said={}) for key, of_it in rows.items()],
        ignore_conflicts=True,
    )


def _next(
    kind: str, key: str, why: str, said: Standing, rows: list[Row], *, found: dict[str, str], as_said: dict[str, Row]
) -> Link:
    """The link of what has changed since `said`; what is still as `as_said` has it is not looked at again."""
    key_id, salts = current_chain_key(), _Salts(kind, key)
    left, changed, told = dict(said.rows), {}, {}
    for row in rows:
        digest, under = left.pop(row.name, ("", key_id))
        if not digest or (as_said.get(row.name) != row and digest_of(row, salts[under]) != digest):
            changed[row.name] = digest_of(row, salts[key_id])
        if row.told and row.told != said.told.get(row.name):
            told[row.name] = row.told
    body = json.dumps(
        {
            "kind": kind, "of": key, "seq": said.seq + 1, "why": why, "key": key_id, "algorithm": ALGORITHM,
            "rows": {**changed, **dict.fromkeys(left)}, "told": told, "found": found,
        },
        ensure_ascii=False, sort_keys=True, separators=(",", ":"),
    )  # fmt: skip
    link = Link(kind=kind, key=key, seq=said.seq + 1, body=body)
    link.hash = hash_of(said.hash, body)
    link.mac = mac_of(link.hash, key_id)
    return link


def hash_of(before: bytes, body: str) -> bytes:
    """The hash of a link: anybody who has the links can reckon it."""
    return hashlib.sha256(before + body.encode()).digest()


def mac_of(hash_: bytes, key_id: int) -> bytes:
    return chain_digest(PURPOSE, bytes(hash_), key_id)


def holds(link: Link, before: Standing) -> bool:
    """Whether a link follows the one before, says what it is, and was made under a key of ours."""
    body = as_told(link.body)
    named = (body.get("kind"), body.get("of"), body.get("seq")) == (link.kind, link.key, link.seq)
    try:
        mac = mac_of(bytes(link.hash), body["key"])
    except (KeyError, TypeError):
        return False
    follows = link.seq == before.seq + 1 and bytes(link.hash) == hash_of(before.hash, link.body)
    return named and follows and hmac.compare_digest(mac, bytes(link.mac))
