"""What `manage.py verify` finds: each thing that is altered, missing, inserted or moved, where, and since which seal.

It reads in one pass, holds no locks, and names everything, not the first alone.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import connection

from interaction.audit.chain import verify as verify_readings
from interaction.casework.models import Case
from interaction.casework.timeline import breaks
from interaction.evidence.chain import ALTERED, MISSING, Standing, differences, holds
from interaction.evidence.days import public_key, root_of, signed_rightly
from interaction.evidence.matter import Row, kind_of, kinds, rows_of
from interaction.evidence.models import DaySeal, Leaf, Link
from interaction.proving.series import gaps

BATCH = 500


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was left: what of which matter, what is wrong, after which link, under which seal."""

    of: str
    what: str
    wrong: str
    link: int = 0
    seal: int = 0

    def __str__(self) -> str:
        since = f" (since link {self.link})" if self.link else ""
        under = f", sealed by {self.seal}" if self.seal else ""
        return f"{self.of} {self.what}: {self.wrong}{since}{under}"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def verify_matters(kind: str, keys: Iterable[Any] | None = None) -> Iterator[list[Finding]]:
    """For each matter what is wrong with it; an empty list where all holds."""
    found = kind_of(kind)
    root: Any = next(part.model for part in found.parts if not part.way)
    asked = root._base_manager.order_by("pk").values_list("pk", flat=True) if keys is None else keys
    rest = iter(asked.iterator(chunk_size=BATCH) if hasattr(asked, "iterator") else asked)
    while batch := list(itertools.islice(rest, BATCH)):
        yield from _batch(kind, batch)


def _batch(kind: str, keys: Sequence[Any]) -> Iterator[list[Finding]]:
    names = [str(key) for key in keys]
    links: dict[str, list[Link]] = defaultdict(list)
    for link in Link.objects.filter(kind=kind, key__in=names).order_by("seq"):
        links[link.key].append(link)
    rows: dict[str, list[Row]] = defaultdict(list)
    for matter, row in rows_of(kind, list(keys)):
        rows[matter].append(row)
    sealed = dict(Leaf.objects.filter(kind=kind, key__in=names).order_by("seal_id").values_list("key", "seal_id"))
    shown = _names(kind, keys)
    chains = _chains(kind, keys)
    for name in names:
        said, wrong = _fold(shown[name], links[name])
        if said.seq:
            wrong += [
                Finding(shown[name], what, how, said.seq, sealed.get(name, 0))
                for what, how in differences(kind, name, said, rows[name])
            ]
        yield [*chains.get(name, ()), *wrong]


def _names(kind: str, keys: Sequence[Any]) -> dict[str, str]:
    named = {str(key): f"{kind} {key}" for key in keys}
    if kind == "case":
        return named | {str(pk): number for pk, number in Case.objects.filter(pk__in=keys).values_list("pk", "number")}
    return named


def _chains(kind: str, keys: Sequence[Any]) -> dict[str, list[Finding]]:
    """What is wrong with the chained events of cases."""
    if kind != "case":
        return {}
    found: dict[str, list[Finding]] = defaultdict(list)
    for case, broken in breaks(keys).items():
        if broken:
            found[str(case)].append(Finding(broken.case_number, f"event {broken.seq}", broken.reason))
    return found


def _fold(of: str, links: Iterable[Link]) -> tuple[Standing, list[Finding]]:
    """What the links say, and what is wrong with them, or was found by the steps that made them."""
    said, wrong = Standing(), []
    for link in links:
        if not holds(link, said):
            wrong.append(
                Finding(of, f"link {link.seq}", "is not what was linked, or one before it is missing", said.seq)
            )
        body = said.take(link.seq, bytes(link.hash), link.body)
        wrong += [
            Finding(of, what, f"{how}, found by the next step", link.seq - 1)
            for what, how in body.get("found", {}).items()
        ]
    return said, wrong


HEADS_LOST = """
SELECT leaf.kind, leaf.key, leaf.seq, leaf.seal_id FROM evidence_leaf leaf
LEFT JOIN evidence_link link ON link.kind = leaf.kind AND link.key = leaf.key AND link.seq = leaf.seq
WHERE leaf.kind = ANY(%s) AND link.hash IS DISTINCT FROM leaf.hash
ORDER BY leaf.seal_id, leaf.position
"""


def verify_seals(copy: str = "") -> Iterator[list[Finding]]:
    """For each seal what is wrong with it. `copy` is a seal's root or hash that was kept elsewhere."""
    before, number, seen = "", 0, False
    for seal in DaySeal.objects.order_by("number").iterator(chunk_size=100):
        number += 1
        yield [Finding("seals", what, how, seal=seal.number) for what, how in _wrong_with(seal, number, before)]
        number, before = seal.number, seal.hash
        seen = seen or (bool(copy) and any(one.startswith(copy) for one in (seal.hash, seal.told.get("root", ""))))
    if copy and not seen:
        yield [Finding("seals", f"the seal {copy}", f"{MISSING}: it was published, and is not among those here")]
    with connection.cursor() as cursor:
        cursor.execute(HEADS_LOST, [kinds()])
        yield [
            Finding(_shown(kind, key), f"link {seq}", "missing or altered, though sealed", seal=sealed)
            for kind, key, seq, sealed in cursor.fetchall()
        ]


def _shown(kind: str, key: str) -> str:
    number = Case.objects.filter(pk=key).values_list("number", flat=True).first() if kind == "case" else ""
    return number or f"{kind} {key}"


def _wrong_with(seal: DaySeal, expected: int, before: str) -> Iterator[tuple[str, str]]:
    if seal.number != expected:
        yield f"seals {expected} to {seal.number - 1}", MISSING
    if not signed_rightly(seal):
        yield f"seal {seal.number}", ALTERED
        return
    body = seal.told
    if body["public_key"] not in {public_key().hex(), *settings.OLD_SEAL_KEYS}:
        yield f"seal {seal.number}", "is signed by a key that is not ours"
    if (body["number"], body["day"]) != (seal.number, seal.day.isoformat()):
        yield f"seal {seal.number}", ALTERED
    if seal.number == expected and body["previous"] != before:
        yield f"seal {seal.number}", "does not follow the seal before it"
    leaves = list(seal.leaves.order_by("position"))
    if len(leaves) != body["size"] or root_of(leaves) != body["root"]:
        yield f"leaves of seal {seal.number}", ALTERED


def verify_rest() -> Iterator[list[Finding]]:
    """The numbers given out, and the records of reading, against themselves and against the seals."""
    yield [Finding("numbers", what, how) for what, how in gaps()]
    for fault in verify_readings():
        yield [Finding("records of reading", f"record {fault.seq}", fault.reason)] if fault else []
    yield list(_readings_against_seals())


def _readings_against_seals() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT leaf.seq, leaf.seal_id FROM evidence_leaf leaf LEFT JOIN audit_reading reading"
            " ON reading.seq = leaf.seq WHERE leaf.kind = 'readings' AND leaf.seq >= (SELECT min(seq) FROM audit_reading)"
            " AND reading.digest IS DISTINCT FROM leaf.hash"
        )
        for seq, sealed in cursor.fetchall():
            yield Finding("records of reading", f"record {seq}", "missing or altered, though sealed", seal=sealed)
