"""The seals of the days: a signed root over the heads of all chains that grew, linked to the seal before.

Who changes a matter, or takes it out, with all keys in hand, has to change every seal since; and those have left the house.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import connection, transaction

from interaction.evidence import merkle
from interaction.evidence.models import DaySeal, Leaf
from interaction.workdays.now import today

ALGORITHM = "sha256, Ed25519"
# Of the root, what stands on receipts.
SHOWN = 16
MOST_LEAVES = 4096
# The advisory lock of whoever seals.
LOCK = 7_305
# A transaction may take this long: a link that was written before a seal and committed after it is in the next one.
LONGEST_TRANSACTION = timedelta(days=1)

GROWN = """
SELECT DISTINCT ON (link.kind, link.key) link.kind, link.key, link.seq, link.hash
FROM evidence_link link
LEFT JOIN LATERAL (
    SELECT max(leaf.seq) AS seq FROM evidence_leaf leaf WHERE leaf.kind = link.kind AND leaf.key = link.key
) sealed ON true
WHERE link.at >= %(since)s AND link.seq > coalesce(sealed.seq, 0)
ORDER BY link.kind, link.key, link.seq DESC
"""


@dataclass(frozen=True)
class Head:
    """The end of a chain: what a leaf says of it."""

    kind: str
    key: str
    seq: int
    hash: bytes


# Chains that are no links: what gives their heads, and what gives the numbers given out without gaps.
_others: list[Callable[[], Iterable[Head]]] = []
_series: list[Callable[[], dict[str, int]]] = []


def seals_heads(of: Callable[[], Iterable[Head]]) -> None:
    """Let the heads of another log be leaves too."""
    _others.append(of)


def seals_series(of: Callable[[], dict[str, int]]) -> None:
    """Let the last numbers of series without gaps be part of each seal."""
    _series.append(of)


def content_of(leaf: Leaf) -> bytes:
    """What the hash of a leaf is of."""
    return bytes(leaf.salt) + f"{leaf.kind}:{leaf.key}:{leaf.seq}:{bytes(leaf.hash).hex()}".encode()


@transaction.atomic
def seal_day() -> DaySeal | None:
    """Seal what grew since the last seal, and answer the last seal made; None where nothing grew. A missed day is part of the
    next one, which says so. A night with very many heads has several seals, so that a proof is soon made from one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])  # one at a time
    last = DaySeal.objects.order_by("-number").first()
    made, heads = None, [*_grown(last), *_of_others()]
    for start in range(0, len(heads), MOST_LEAVES):
        last = made = _seal(last, heads[start : start + MOST_LEAVES])
    return made


def _seal(last: DaySeal | None, heads: list[Head]) -> DaySeal:
    number = last.number + 1 if last else 1
    leaves = [
        Leaf(seal_id=number, position=position, kind=one.kind, key=one.key, seq=one.seq, hash=one.hash,
             salt=secrets.token_bytes(16))
        for position, one in enumerate(heads)
    ]  # fmt: skip
    seal = _signed(number, last, leaves)
    seal.save(force_insert=True)
    Leaf.objects.bulk_create(leaves, batch_size=2000)
    return seal


def _grown(last: DaySeal | None) -> Iterator[Head]:
    since = last.made_at - LONGEST_TRANSACTION if last else None
    with connection.cursor() as cursor:
        cursor.execute(GROWN, {"since": since} if since else {"since": "-infinity"})
        yield from (Head(kind, key, seq, bytes(hash_)) for kind, key, seq, hash_ in cursor.fetchall())


def _of_others() -> Iterator[Head]:
    """The heads of other logs, where they are other ones than in the last seal."""
    for of in _others:
        for head in of():
            if not Leaf.objects.filter(kind=head.kind, key=head.key, seq=head.seq).exists():
                yield head


def _signed(number: int, last: DaySeal | None, leaves: list[Leaf]) -> DaySeal:
    day = today()
    missed = (day - last.day).days - 1 if last else 0
    body = json.dumps(
        {
            "number": number, "day": day.isoformat(), "size": len(leaves), "root": root_of(leaves),
            "previous": last.hash if last else "", "series": {name: n for of in _series for name, n in of().items()},
            "missed_days": max(missed, 0), "algorithm": ALGORITHM, "public_key": public_key().hex(),
        },
        ensure_ascii=False, sort_keys=True, separators=(",", ":"),
    )  # fmt: skip
    digest = hashlib.sha256(body.encode()).digest()
    # When it is made is the clock of the machine: `today` may be another in a demonstration.
    made_at = _database_now()
    return DaySeal(number=number, day=day, body=body, hash=digest.hex(), signature=_key().sign(digest), made_at=made_at)


def _database_now() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return cursor.fetchone()[0]


def root_of(leaves: Iterable[Leaf]) -> str:
    return merkle.root([merkle.leaf_hash(content_of(leaf)) for leaf in leaves]).hex()


def _key() -> Ed25519PrivateKey:
    return _private(settings.SEAL_KEY)


@lru_cache(maxsize=4)
def _private(written: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(written.strip()))


def public_key() -> bytes:
    return _key().public_key().public_bytes_raw()


def signed_rightly(seal: DaySeal) -> bool:
    """Whether a seal is what was signed, by the key that it names."""
    try:
        named = bytes.fromhex(seal.told["public_key"])
        digest = hashlib.sha256(seal.body.encode()).digest()
        Ed25519PublicKey.from_public_bytes(named).verify(bytes(seal.signature), digest)
    except (InvalidSignature, ValueError, KeyError, TypeError):
        return False
    return digest.hex() == seal.hash


def latest_root() -> tuple[date, str] | None:
    """The day of the last seal, and the first characters of its root, as receipts show them."""
    last = DaySeal.objects.order_by("-number").first()
    return (last.day, last.told.get("root", "")[:SHOWN]) if last else None


def sealed_on(kind: str, key: str) -> DaySeal | None:
    """The last seal that a matter is under."""
    leaf = Leaf.objects.filter(kind=kind, key=key).order_by("-seal_id").select_related("seal").first()
    return leaf.seal if leaf else None


def proof_of(kind: str, key: str) -> dict[str, Any] | None:
    """The way from a matter's last sealed head to a published root; None before its first seal."""
    leaf = Leaf.objects.filter(kind=kind, key=key).order_by("-seal_id").select_related("seal").first()
    if leaf is None:
        return None
    hashes = [merkle.leaf_hash(content_of(one)) for one in leaf.seal.leaves.order_by("position")]
    return {
        "kind": kind, "of": key, "seq": leaf.seq, "hash": bytes(leaf.hash).hex(), "salt": bytes(leaf.salt).hex(),
        "path": merkle.path(hashes, leaf.position), "seal": shown(leaf.seal),
    }  # fmt: skip


def shown(seal: DaySeal) -> dict[str, Any]:
    """A seal as it is published."""
    return {"body": seal.body, "hash": seal.hash, "signature": bytes(seal.signature).hex()}
