"""What was meant where nothing has what was typed: pinyin, first letters, words that sound the same."""

import re
from collections.abc import Iterable, Iterator

from interaction.publicity.search.lexicon import plain
from interaction.publicity.search.models import Term
from interaction.publicity.search.sounds import HAN, simple, sound_of

LATIN = re.compile(r"[a-z]+(?:[ '][a-z]+)*")
# Of typed pinyin and of characters so many are looked at; of words in characters, those of so many.
LONGEST_PINYIN, LONGEST_RUN, SPAN = 40, 24, range(2, 7)
SHORTEST_SOUND, INITIALS, MOST_GUESSES = 3, range(2, 7), 4


def read_pinyin(text: str) -> tuple[str, dict[str, str]]:
    """The text with its pinyin and first letters as words, where words sound so; and what was read as what."""
    read: dict[str, str] = {}
    for typed in LATIN.findall(plain(text)):
        letters = re.sub(r"[ ']", "", typed)[:LONGEST_PINYIN]
        meant = _by_sound(simple(letters)) or (_by_initials(letters) if len(letters) in INITIALS else "")
        if meant:
            read[typed] = meant
    right = plain(text)
    for typed, meant in read.items():
        right = right.replace(typed, meant)
    return right, read


def _by_sound(sound: str) -> str:
    """The words that sound so together, the longest first; empty where a part is nobody's sound."""
    spans = {sound[i:j] for i in range(len(sound)) for j in range(i + SHORTEST_SOUND, len(sound) + 1)}
    words: dict[str, tuple[int, str]] = {}
    for word, one, titles in Term.objects.filter(sound__in=spans).values_list("word", "sound", "titles"):
        words[one] = max(words.get(one, (-1, "")), (titles, word))
    return _covered(sound, words)


def _covered(sound: str, words: dict[str, tuple[int, str]]) -> str:
    """The fewest words that make up the whole sound."""
    best: list[list[str] | None] = [[], *[None] * len(sound)]
    for end in range(1, len(sound) + 1):
        for start in range(end):
            before, found = best[start], words.get(sound[start:end])
            current = best[end]
            if before is not None and found and (current is None or len(before) + 1 < len(current)):
                best[end] = [*before, found[1]]
    return "".join(best[-1] or [])


def _by_initials(letters: str) -> str:
    found = Term.objects.filter(initials=letters).order_by("-titles", "word").first()
    return found.word if found else ""


def guesses(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Texts that sound like this one and have a known word where it has none, the likeliest first; and what was put for
    what."""
    spans = _spans(plain(text))
    sounds = {one: sound_of(one) for one in spans}
    known: dict[str, list[tuple[int, str]]] = {}
    for word, sound, titles in Term.objects.filter(sound__in=set(sounds.values())).values_list(
        "word", "sound", "titles"
    ):
        known.setdefault(sound, []).append((titles, word))
    offered = [
        (len(one), titles, one, word)
        for one, sound in sounds.items()
        if one not in {word for _titles, word in known.get(sound, [])}
        for titles, word in known.get(sound, [])
        if len(word) == len(one)
    ]
    best = sorted(offered, key=lambda offer: (-offer[0], -offer[1], offer[3]))
    for _length, _titles, typed, meant in best[:MOST_GUESSES]:
        yield plain(text).replace(typed, meant), {typed: meant}


def _spans(text: str) -> Iterable[str]:
    runs = [run[:LONGEST_RUN] for run in HAN.findall(text)]
    return {run[at : at + length] for run in runs for length in SPAN for at in range(len(run) - length + 1)}
