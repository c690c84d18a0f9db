"""The event log: append-only, hash-chained per case under a key that the database does not hold.

The key is one of the chain's own (CHAIN_KEYS), its id stands in each event. Events from before that were hashed under a key of
fields, and say nothing of which: they hold under any of those there are, or what is kept of one.

`write` adds the event of an action, for the engine; the set-based recomputation of clocks (recompute.py) adds
those it hashed with `links_like`. Nothing else adds events.
"""

import hashlib
import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from interaction.casework.actions import ActionContext
from interaction.casework.models import Attachment, Case, Event, EventWords
from interaction.privacy.encryption import CannotOpen, current_chain_key, keyed_digest
from interaction.privacy.keys import FIELD, NoSuchKey, ring

PURPOSE = "timeline"


def next_event(case: Case, ctx: ActionContext, state_before: str) -> Event:
    """The event of an action, not yet in the chain; what a substitute does says for whom."""
    behalf = ctx.actor.behalf
    for_whom = {"behalf": {"id": behalf.pk, "name": behalf.name}} if behalf else {}
    return Event(
        case_id=case.pk,
        seq=case.last_seq + 1,
        action=ctx.action.name,
        actor_kind=ctx.actor.kind,
        actor=ctx.actor.staff,
        at=ctx.at,
        on=ctx.on,
        state_before=state_before,
        state_after=case.state,
        organ_id=case.organ_id,
        mark=ctx.mark,
        amount=ctx.amount,
        details={**ctx.details, **for_whom},
    )


def link(event: Event, previous_hash: bytes, words: dict[str, str]) -> None:
    """Put an event behind the one whose hash is given."""
    event.key = current_chain_key()
    event.words_digest = _digest_of(words, event.key)
    event.previous_hash = previous_hash
    event.hash = _hash_of(event, event.key)


def close_chain(case: Case, event: Event, words: dict[str, str]) -> None:
    """Link an event to its case's chain and make it the head."""
    link(event, bytes(case.last_hash), words)
    case.last_seq, case.last_hash = event.seq, event.hash


def write(event: Event, words: dict[str, str]) -> None:
    event.save(force_insert=True)
    if words:
        EventWords(event=event, texts=words).save(force_insert=True)


def _digest_of(words: dict[str, str], key_id: int) -> bytes:
    if not words:
        return b""
    return keyed_digest("words", json.dumps(words, ensure_ascii=False, sort_keys=True).encode(), key_id)


def _hash_of(event: Event, key_id: int) -> bytes:
    previous, words = bytes(event.previous_hash).hex(), bytes(event.words_digest).hex()
    return _hash(f"{event.case_id},{event.seq}", _facts(event), _compact(event.details), words, previous, key_id=key_id)


def _hash(place: str, facts: str, details: str, *ends: str, key_id: int) -> bytes:
    words, previous = ends
    message = f'[{place},{facts},{details},"{words}","{previous}"]'
    return keyed_digest(PURPOSE, hashlib.sha256(message.encode()).digest(), key_id)


def _keys_of(event: Event, purpose: str) -> list[int]:
    """The keys under which an event may have been hashed."""
    return ring(FIELD).ids(purpose) if event.key is None else [event.key]


def holds(event: Event) -> bool:
    """Whether an event is what was hashed, under a key of ours."""
    try:
        return any(_hash_of(event, key_id) == bytes(event.hash) for key_id in _keys_of(event, PURPOSE))
    except NoSuchKey:
        return False


def _facts(event: Event) -> str:
    facts = [
        event.action, event.actor_kind, event.actor_id, event.at.isoformat(), event.on.isoformat(),
        event.state_before, event.state_after, event.organ_id, event.mark, event.amount,
    ]  # fmt: skip
    return _compact(facts)[1:-1]


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# Case, position in its chain, state, organ, details as JSON, the hash before in hexadecimal.
Like = tuple[int, int, str, int, str, str]


def links_like(event: Event, rows: Iterable[Like]) -> Iterator[tuple[int, bytes]]:
    """The hashes of wordless events of many cases that are else all alike; each with its case.

    Few of a million cases differ in state, organ and details, so those are written as text once each.
    """
    key_id = event.key = current_chain_key()
    facts: dict[tuple[str, int], str] = {}
    compact: dict[str, str] = {}
    for case_id, seq, state, organ_id, details, previous in rows:
        if (state, organ_id) not in facts:
            event.state_before = event.state_after = state
            event.organ_id = organ_id
            facts[state, organ_id] = _facts(event)
        if details not in compact:
            compact[details] = _compact(json.loads(details))
        yield case_id, _hash(f"{case_id},{seq}", facts[state, organ_id], compact[details], "", previous, key_id=key_id)


@dataclass(frozen=True)
class Broken:
    case_number: str
    seq: int
    reason: str


BATCH = 500


def verify(cases: QuerySet[Case]) -> Iterator[Broken | None]:
    """For each case None when its chain holds, else its first broken link."""
    keys = cases.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=BATCH)
    while batch := list(itertools.islice(keys, BATCH)):
        yield from breaks(batch).values()


def breaks(keys: Sequence[int]) -> dict[int, Broken | None]:
    """The first broken link of each of these cases, by its key."""
    events: defaultdict[int, list[Event]] = defaultdict(list)
    for event in Event.objects.filter(case__in=keys).order_by("case", "seq").select_related("words"):
        events[event.case_id].append(event)
    files: defaultdict[int, dict[str, list[str]]] = defaultdict(dict)
    for case, pk, *hashes in Attachment.objects.filter(case__in=keys).values_list(
        "case", "pk", "sha256", "original_sha256"
    ):
        files[case][str(pk)] = hashes
    cases = Case.objects.filter(pk__in=keys).order_by("pk")
    return {case.pk: _first_break(case, events[case.pk], files[case.pk]) for case in cases}


def _first_break(case: Case, events: Iterable[Event], files: dict[str, list[str]]) -> Broken | None:
    previous, seq, state = b"", 0, "new"
    for event in events:
        seq += 1
        if event.seq != seq:
            return Broken(case.number, seq, "an event is missing")
        if bytes(event.previous_hash) != previous:
            return Broken(case.number, seq, "does not follow the event before it")
        if not holds(event):
            return Broken(case.number, seq, "was altered")
        if event.state_before != state:
            return Broken(case.number, seq, "does not start from the state the event before it left")
        if _words_differ(event):
            return Broken(case.number, seq, "its words were altered")
        if any(files.get(pk) != hashes for pk, hashes in event.details.get("hashes", {}).items()):
            return Broken(case.number, seq, "its files were altered")
        previous, state = bytes(event.hash), event.state_after
    if (seq, previous) != (case.last_seq, bytes(case.last_hash)):
        return Broken(case.number, seq + 1, "the end of the chain is missing")
    if state != case.state:
        return Broken(case.number, seq, "the case is not in the state its last event left")
    return None


def _words_differ(event: Event) -> bool:
    """Whether words that are still there differ from those the chain covers; erased words are lawful."""
    words: EventWords | None = getattr(event, "words", None)
    if words is None:
        return False
    try:
        texts: dict[str, Any] = words.texts
    except CannotOpen:  # not what was sealed for this event
        return True
    try:
        return all(_digest_of(texts, key_id) != bytes(event.words_digest) for key_id in _keys_of(event, "words"))
    except NoSuchKey:
        return True
