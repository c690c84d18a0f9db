"""How records of reading hold together: each under a keyed seal, chained by the database, anchored by those after it.

A row's seal covers what it tells, and number and digest of the latest row its process knew; the key is not in the
database. Who takes out a row, or puts one in, can reckon the digests after it anew, but not the seals of those that are
anchored behind it. One statement writes a record and waits for nobody but another such statement.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from interaction.audit.models import Kind, Reading
from interaction.privacy.encryption import CannotOpen, current_chain_key, keyed_digest

PURPOSE = "readings"


class _Latest:
    """The latest row that this process has added and knows to be kept."""

    seq: int | None = None
    digest: bytes = b""


def write(rows: Sequence[Reading]) -> None:
    """Add records, in one statement. Called outside of transactions: the next record waits for this one's end."""
    for row in rows:
        row.anchor_seq, row.anchor, row.key = _Latest.seq, _Latest.digest, current_chain_key()
        row.seal = _seal_of(row)
    fields = [field for field in Reading._meta.concrete_fields if field.name not in Reading.SET_BY_DATABASE]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * len(rows))
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO audit_reading ({columns}) VALUES {places} RETURNING seq, digest", values)  # noqa: S608
        seq, digest = cursor.fetchall()[-1]

    def remember() -> None:
        _Latest.seq, _Latest.digest = seq, bytes(digest)

    transaction.on_commit(remember)


def forget_latest() -> None:
    """Let the next record be the first of this process: its database is another one by now."""
    _Latest.seq, _Latest.digest = None, b""


def _seal_of(row: Reading) -> bytes:
    told: list[Any] = [
        str(row.pk), row.at.timestamp(), row.who_id, row.kind, row.page, row.address, row.case_number, row.outside,
        row.words_digest, row.words, row.source, row.network, row.details, row.anchor_seq, bytes(row.anchor).hex(),
    ]  # fmt: skip
    message = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return keyed_digest(PURPOSE, message.encode(), row.key)


@dataclass(frozen=True)
class Fault:
    seq: int
    reason: str


def verify() -> Iterator[Fault | None]:
    """For each record None when it holds, else what is wrong with it; every fault is named."""
    pruned = Reading.objects.filter(kind=Kind.PRUNED).order_by("-seq").first()
    first = pruned.details["upto"] + 1 if pruned else 1
    before = bytes.fromhex(pruned.details["digest"]) if pruned else b""
    kept: dict[int, bytes] = {}
    seq = first
    for row in Reading.objects.order_by("seq").iterator(chunk_size=500):
        if row.seq != seq:
            yield Fault(seq, "is missing" if row.seq == seq + 1 else f"to {row.seq - 1} are missing")
        kept[row.seq] = bytes(row.digest)
        yield _fault(row, before, first, kept)
        seq, before = row.seq + 1, bytes(row.digest)


def _fault(row: Reading, before: bytes, first: int, kept: dict[int, bytes]) -> Fault | None:
    try:
        sealed = bytes(row.seal) == _seal_of(row)
    except (CannotOpen, KeyError):
        sealed = False
    if not sealed:
        return Fault(row.seq, "was altered")
    linked = hashlib.sha256(bytes(row.previous) + row.seq.to_bytes(8, "big") + bytes(row.seal)).digest()
    if bytes(row.previous) != before or bytes(row.digest) != linked:
        return Fault(row.seq, "does not follow the record before it")
    if row.anchor_seq is not None and row.anchor_seq >= first and kept.get(row.anchor_seq) != bytes(row.anchor):
        return Fault(row.anchor_seq, f"is not the record that {row.seq} knew")
    return None
