"""Reading a name off a text: where the one ends that begins here, where the one begins that ends here.

A surname and one or two characters are a name when the characters are those of given names, when what follows is no part
of it - and the less so, the more the surroundings vouch for it.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from interaction.publicity.name_words import (
    AFTER_SHORT,
    DOUBLE,
    GIVEN,
    NEVER,
    NEXT_WORDS,
    PLACE_END,
    PLACES,
    SINGLE,
    TRANSCRIBED,
    TYPICAL,
    WORD_ENDS,
    WORDLIKE,
    WORDS,
)


class Trust(IntEnum):
    """How plainly the surroundings say that a name stands here."""

    NEVER = -1  # the character ends a word
    NONE = 0
    BESIDE = 1  # a boundary, a preposition
    ROLE = 2  # 村民, 妻子, 包工头
    LABEL = 3  # 姓名：, 我叫


TITLE = re.compile(
    r"先生|女士|师傅|老师|同志|大爷|大妈|大叔|大娘|阿姨|医生|大夫|护士|律师|老人|同学|夫妇|夫妻|兄弟|姐妹|妈妈|爸爸|家长"
    r"|一家|警官|家的|本人|家庭|家中|家里|全家"
)
# After a surname alone they make a form of address (王县长), which is no name.
_RANK = re.compile(r"书记|主任|[局县镇乡所科处院校站村市区部省厅司队组社班]长|经理|总|某|姓|氏")
DOTTED = re.compile(r"[\u3400-\u9fff]{1,8}·[\u3400-\u9fff]{1,8}")
_SPACED = re.compile(r"[\u3400-\u9fff] [\u3400-\u9fff]{1,2}(?![\u3400-\u9fff])")
_HOUSE_NUMBER = re.compile(r"[0-9]{1,5}(?![0-9])|(?<=[路街巷])\x00")
_SAYS = frozenset("称说讲诉")
_SECOND_SURNAME = SINGLE - WORDLIKE - TYPICAL
_LONGEST_FOREIGN, _PAIR = 8, 2


@dataclass(frozen=True)
class _Reading:
    """A surname of one or two characters, and so many after it, taken for a name on trial."""

    text: str
    at: int
    surname: int
    given: int
    trust: Trust

    def holds(self) -> bool:
        """Whether it is a name, as far as the surroundings are trusted."""
        chars = self.text[self.at + self.surname : self.end]
        if len(chars) < self.given or not all(han(char) and char not in NEVER for char in chars):
            return False
        if self._is_a_title() or self._goes_on(chars):
            return False
        usual, typical = sum(char in GIVEN for char in chars), sum(char in TYPICAL for char in chars)
        if self.surname == 1 and self.text[self.at : self.at + _PAIR] in WORDS and not self._outweighs(usual, typical):
            return False
        if self.trust is Trust.LABEL:
            return usual == self.given or self.bounded or (not self.wordlike and usual > 0)
        if self.surname > 1:
            return usual == self.given and (self.given > 1 or self.ends)
        return self._long(usual, typical) if self.given > 1 else self._short(usual, typical)

    @property
    def end(self) -> int:
        return self.at + self.surname + self.given

    @property
    def after(self) -> str:
        return self.text[self.end : self.end + 1]

    @property
    def bounded(self) -> bool:
        return not han(self.after)

    @property
    def ends(self) -> bool:
        """Whether what follows is no part of a name."""
        return self.bounded or self.after in AFTER_SHORT or TITLE.match(self.text, self.end) is not None

    @property
    def wordlike(self) -> bool:
        return self.surname == 1 and self.text[self.at] in WORDLIKE

    def _is_a_title(self) -> bool:
        start = self.at + self.surname
        return TITLE.match(self.text, start) is not None or _RANK.match(self.text, start) is not None

    def _goes_on(self, chars: str) -> bool:
        """Whether it is the beginning of a place, a firm, a word, or masked already."""
        after = self.after
        return (
            after == "*"
            or after in PLACE_END
            or chars in PLACES
            or (chars[-1] in "路街巷" and len(chars) == _PAIR and self.trust < Trust.ROLE)
            or "〔" in self.text[self.end : self.end + _PAIR]
            or chars[-1] + after in PLACES
            or (chars[-1] in PLACE_END and _HOUSE_NUMBER.match(self.text, self.end) is not None)
            or self.text[self.end : self.end + _PAIR] in PLACES
            or chars[-1] + after in NEXT_WORDS
        )

    def _outweighs(self, usual: int, typical: int) -> bool:
        """Whether so much speaks for a name that it is one although it begins like a word (向东升)."""
        if self.given == 1 or not self.ends:
            return False
        return usual == self.given if self.trust >= Trust.ROLE else self.trust is Trust.BESIDE and typical == self.given

    def _long(self, usual: int, typical: int) -> bool:
        """Two characters after a common surname, without a label."""
        if usual < self.given:
            return self.trust is Trust.ROLE and usual > 0 and self.bounded and not self.wordlike
        if self.trust is Trust.ROLE:
            return not self.wordlike or typical > 0 or self.ends
        if self.trust is Trust.BESIDE:
            return self.ends and typical > 0 if self.wordlike else self.ends or typical > 0
        return self.trust is Trust.NONE and not self.wordlike and (typical == usual or (typical > 0 and self.ends))

    def _short(self, usual: int, typical: int) -> bool:
        """One character after a common surname, without a label."""
        if self.trust is Trust.ROLE:
            return typical > 0 and self.ends if self.wordlike else typical > 0 or (usual > 0 and self.ends)
        if self.trust is not Trust.BESIDE or self.wordlike or not self.ends:
            return False
        return typical > 0 or (usual > 0 and self.after in _SAYS)


def name_at(text: str, at: int, trust: Trust) -> int:
    """Where the name ends that begins at `at`; `at` when none does."""
    if trust >= Trust.ROLE:
        foreign = _foreign_name_at(text, at, trust)
        if foreign > at:
            return foreign
        if _two_surnames(text, at):
            return at + 2 * _PAIR
    surname = _surname_at(text, at)
    for given in (2, 1) if surname else ():
        if _Reading(text, at, surname, given, trust).holds():
            return at + surname + given
    return at


def name_before(text: str, end: int) -> int:
    """Where the name begins that ends at `end`, before a form of address or in a list; `end` when none does."""
    for length in (4, 3, 2):
        start = end - length
        surname = _surname_at(text, start) if start >= 0 else 0
        given = length - surname
        possible = surname > 0 and 0 < given <= _PAIR and not ends_word(text, start)
        if possible and _Reading(text, start, surname, given, Trust.ROLE).holds():
            return start
    return end


def dotted_name(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a dotted name whose characters transcribe another language; empty when there is too little."""
    dot = text.index("·", start, end)
    first, last = dot, _run(text, dot + 1)
    while first > start and text[first - 1] in TRANSCRIBED:
        first -= 1
    return (first, last) if dot - first > 1 and last - dot > 1 else (start, start)


def ends_word(text: str, at: int) -> bool:
    """Whether the surname at `at` is the end of a word: 感谢, 公路."""
    return at > 0 and text[at - 1 : at + 1] in WORD_ENDS


def han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _surname_at(text: str, at: int) -> int:
    """How long the surname is that stands here; 0 when none does."""
    if text[at : at + 2] in DOUBLE:
        return 2
    return 1 if text[at : at + 1] in SINGLE else 0


def _foreign_name_at(text: str, at: int, trust: Trust) -> int:
    """A name with a dot, one transcribed, or 王 伟 with a blank; the last two only after a label."""
    dotted = DOTTED.match(text, at)
    if dotted:
        return dotted_name(text, at, dotted.end())[1]
    if trust is not Trust.LABEL:
        return at
    if text[at : at + 1] not in SINGLE:
        end = _run(text, at)
        return end if end - at > 1 else at
    spaced = _SPACED.match(text, at)
    return spaced.end() if spaced else at


def _run(text: str, at: int) -> int:
    """Where the characters of other languages that begin here end."""
    end = at
    while end < len(text) and end - at < _LONGEST_FOREIGN and text[end] in TRANSCRIBED:
        end += 1
    return end


def _two_surnames(text: str, at: int) -> bool:
    """张王晓明: the surnames of both parents and two characters more."""
    first, second, given = text[at : at + 1], text[at + 1 : at + 2], text[at + 2 : at + 4]
    if first not in SINGLE or second not in _SECOND_SURNAME or given in NEXT_WORDS:
        return False
    return len(given) == _PAIR and GIVEN.issuperset(given) and not TYPICAL.isdisjoint(given)
