"""Words of Chinese text by dictionary (jieba's), with the county's organs and places and the words of its matters kept whole.

Texts and queries are cut by the same dictionary. A word also stands in the index under the shorter words within it, so that
"产权证" finds "不动产权证书". Words that the dictionary does not have are not guessed: a guess depends on what stands beside
it, so that question and answer would be guessed differently.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

import rjieba

FOLDER = Path(__file__).with_name("words")
# So often that no other cut of the same characters is likelier.
WHOLE = 1_000_000
WORD = re.compile(r"[0-9a-z\u3400-\u9fff]+")
LONGEST_WORD = 20


def plain(text: str) -> str:
    """One width, one case."""
    return unicodedata.normalize("NFKC", text).lower()


def _lines(name: str) -> list[list[str]]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """{word: what else means it}, the closest first."""
    found: dict[str, dict[str, None]] = {}
    for line in _lines("synonyms.txt"):
        for word in line:
            found.setdefault(word, {}).update(dict.fromkeys(one for one in line if one != word))
    return {word: tuple(others) for word, others in found.items()}


@cache
def misspellings() -> Mapping[str, str]:
    return {line[0]: line[1] for line in _lines("misspellings.txt")}


@cache
def stop_words() -> frozenset[str]:
    return frozenset(word for line in _lines("stop.txt") for word in line)


@cache
def own_terms() -> frozenset[str]:
    """The words of everyday matters, whether or not any title has them."""
    return frozenset(word for line in _lines("terms.txt") for word in line) | frozenset(synonyms())


class Lexicon:
    """A dictionary with these names in it besides; the county's own is said of anything and tells nothing."""

    def __init__(self, names: Iterable[str], own_names: Iterable[str]) -> None:
        self.stop_words = stop_words().union(own_names)
        self._cutter = rjieba.Jieba()
        for word in own_terms() | set(names):
            self._cutter.add_word(word, WHOLE, "n")

    def cut(self, text: str) -> list[str]:
        """The words of a text in order, without blanks and punctuation."""
        return [word for word in self._cutter.cut(plain(text), hmm=False) if WORD.fullmatch(word)]

    def cut_finely(self, text: str) -> list[tuple[str, int]]:
        """The words and the words within them, each with the place of its first character."""
        found = self._cutter.tokenize(plain(text), mode="search", hmm=False)
        return [(word, start) for word, start, _end in found if WORD.fullmatch(word) and len(word) <= LONGEST_WORD]

    def within(self, word: str) -> list[str]:
        """The shorter words of which a word is made; empty where there are none."""
        return [one for one, _start in self.cut_finely(word) if one != plain(word)]


@lru_cache(maxsize=4)
def lexicon(names: tuple[str, ...], own_names: tuple[str, ...]) -> Lexicon:
    """The dictionary for a county with these names of organs and places; made once, in a tenth of a second."""
    return Lexicon(names, own_names)
