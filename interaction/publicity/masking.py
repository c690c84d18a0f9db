"""Masking personal data before anything is published (脱敏; 个人信息保护法 A.6, A.28, A.51).

`find` proposes, a reviewer decides, `mask` applies. Detectors run from the surest to the vaguest; each one
sees the text without what those before it have found, so findings never overlap and none hides another.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from interaction.privacy.shadow import as_read, shadow_of
from interaction.publicity.dwellings import dwellings
from interaction.publicity.finding import LABELS, Finding, Hit, Kind
from interaction.publicity.half_masked import half_masked
from interaction.publicity.known import Known
from interaction.publicity.numerals import written_as_digits
from interaction.publicity.personal_contacts import accounts, emails
from interaction.publicity.personal_documents import credit_codes, permits, resident_ids
from interaction.publicity.personal_names import (
    TAKEN,
    addressed_names,
    bare_names,
    known_names,
    labelled_names,
    listed_names,
    masked_name,
    role_names,
    signed_names,
)
from interaction.publicity.personal_numbers import bank_cards, phones, plates

__all__ = ["Finding", "Kind", "Known", "find", "mask", "masked_name"]

# A letter names a few people; a text of thousands of names is sought through for so many of them once more.
MOST_NAMES = 200
_DETECTORS: tuple[Callable[[str], Iterator[Hit]], ...] = (
    emails,
    half_masked,
    credit_codes,
    resident_ids,
    permits,
    bank_cards,
    phones,
    plates,
    accounts,
    dwellings,
    labelled_names,
    role_names,
    addressed_names,
    signed_names,
    listed_names,
    bare_names,
)


def find(text: str, known: Known | Iterable[str] = (), added: Iterable[str] = ()) -> list[Finding]:
    """The personal data in a text, in order, without overlaps. Takes time in proportion to its length.

    `known` is what the case knows of people (names alone, or all of it), `added` the words a reviewer wants masked; both
    are found wherever they stand. What is searched is the shadow of the text, as a reader sees it.
    """
    known = known if isinstance(known, Known) else Known(names=tuple(known))
    read = shadow_of(text)
    clean = shadow = written_as_digits(read.text)
    found: list[Hit] = []
    for hits in _in_turn(known, added):
        taken = _without_overlaps(hits(shadow))
        shadow = _blanked(shadow, taken)
        found += taken
    found += _without_overlaps(_again(clean, shadow, found))
    found.sort(key=lambda hit: hit.start)
    return [_finding(text, hit, *read.original(hit.start, hit.end)) for hit in found]


def _finding(text: str, hit: Hit, start: int, end: int) -> Finding:
    return Finding(
        kind=hit.kind, label=LABELS[hit.kind], start=start, end=end, text=text[start:end], replacement=hit.replacement,
        reason=hit.reason, known=hit.known,
    )  # fmt: skip


def mask(text: str, findings: Iterable[Finding]) -> str:
    """The text with each finding replaced; all else stays as it is.

    `findings` are those of `find` on this very text, or the part of them that the reviewer kept. Raises
    ValueError when they do not belong to the text or overlap.
    """
    parts: list[str] = []
    done = 0
    for finding in sorted(findings, key=lambda finding: finding.start):
        if finding.start < done or text[finding.start : finding.end] != finding.text:
            raise ValueError(f"finding at {finding.start} does not fit this text")
        parts += (text[done : finding.start], finding.replacement)
        done = finding.end
    return "".join([*parts, text[done:]])


def _in_turn(known: Known, added: Iterable[str]) -> Iterator[Callable[[str], Iterator[Hit]]]:
    words = [as_read(one) for one in added]
    names = [as_read(one) for one in known.names]
    yield lambda shadow: _added_words(shadow, words)
    yield known.found_in
    yield lambda shadow: known_names(shadow, names)
    yield from _DETECTORS


def _added_words(shadow: str, words: list[str]) -> Iterator[Hit]:
    """What a reviewer has typed; of two that begin alike the longer one."""
    longest_first = sorted({written_as_digits(word) for word in words if word}, key=len, reverse=True)
    for match in re.finditer("|".join(map(re.escape, longest_first)) or r"(?!)", shadow, re.IGNORECASE):
        yield Hit(Kind.ADDED, *match.span(), "***", "审核时补充")


def _again(clean: str, shadow: str, found: list[Hit]) -> Iterator[Hit]:
    """A name found once is the same name wherever else it stands."""
    names = sorted({clean[hit.start : hit.end] for hit in found if hit.kind is Kind.NAME})[:MOST_NAMES]
    for hit in known_names(shadow, names):
        yield replace(hit, reason="同一姓名在文中再次出现", known=False)


def _without_overlaps(hits: Iterable[Hit]) -> list[Hit]:
    """Of hits that overlap, the first, and of two that begin together, the longer."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _blanked(shadow: str, hits: list[Hit]) -> str:
    parts: list[str] = []
    done = 0
    for hit in hits:
        parts += (shadow[done : hit.start], TAKEN * (hit.end - hit.start))
        done = hit.end
    return "".join([*parts, shadow[done:]])
