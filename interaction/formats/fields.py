"""Fields of texts and formulas of tables: those that start programs or fetch from elsewhere are found as they are put
together, not as they are spelt."""

import re
from typing import Any

from interaction.formats.faults import MACROS, REACHES_OUT, Unfit
from interaction.formats.packages import local

_STARTING = frozenset({"DDE", "DDEAUTO"})
_FETCHING = frozenset({"LINK", "INCLUDETEXT", "IMPORT", "DATABASE", "INCLUDE", "RD"})
_KEYWORD = re.compile(r"[\s\"“”'\\\x14\x15]*([A-Za-z]+)")
_BY_NUMBERS = re.compile(r"\bQUOTE\b(?:[\s\"]+\d+\b){2}", re.IGNORECASE)
_SERVER = re.compile(r"INCLUDEPICTURE[\s\"“]*(?:\\{2,}|file:/*\\*//)", re.IGNORECASE)
# Words, and names of sheets.
_QUOTED = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'")
_CALL = re.compile(r"\b(?:CALL|REGISTER(?:\.ID)?|EXEC|WEBSERVICE|RTD|FOPEN|SQL\.REQUEST)\s*\(", re.IGNORECASE)
_CHANNEL = re.compile(r"\|[^|]*!")
# A piece of an instruction that another field writes.
_NESTED = "\x00"


def check_instruction(text: str) -> None:
    """Refuse a field by its instruction."""
    said = text.lstrip()
    keyword = _KEYWORD.match(text)
    word = keyword[1].upper() if keyword else ""
    if (
        word in _STARTING
        or _BY_NUMBERS.search(text)
        or (said.startswith(_NESTED) and len(said.strip(_NESTED + " ")) > 1)
    ):
        raise Unfit(MACROS)
    if word in _FETCHING or _SERVER.search(text):
        raise Unfit(REACHES_OUT)


def check_formula(text: str) -> None:
    """Refuse a formula that opens a channel to a program, or calls one."""
    bare = _QUOTED.sub("_", text)
    if _CHANNEL.search(bare) or _CALL.search(bare):
        raise Unfit(MACROS)


class Instructions:
    """The instructions of a part's fields, gathered from the pieces they are split into."""

    def __init__(self) -> None:
        self._open: list[list[str]] = []
        self._in_result: list[bool] = []

    def read(self, element: Any, name: str) -> None:
        """Take in one element, in the order of the text."""
        if name == "fldSimple":
            check_instruction(next((said for key, said in element.attrib.items() if local(key) == "instr"), ""))
        elif name == "fldChar":
            self._turn(next((said for key, said in element.attrib.items() if local(key) == "fldCharType"), ""))
        elif name in ("instrText", "delInstrText"):
            self._say(element.text or "", stray=True)
        elif name == "t":
            self._say(element.text or "", stray=False)

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            if self._open and not self._in_result[-1]:
                self._open[-1].append(_NESTED)
            self._open.append([])
            self._in_result.append(False)
        elif kind == "separate" and self._open:
            self._in_result[-1] = True
        elif kind == "end" and self._open:
            check_instruction("".join(self._open.pop()))
            self._in_result.pop()

    def _say(self, text: str, *, stray: bool) -> None:
        if not self._open:
            if stray:
                check_instruction(text)
        elif not self._in_result[-1]:
            self._open[-1].append(text)

    def close(self) -> None:
        """Look at those that the part leaves open."""
        while self._open:
            check_instruction("".join(self._open.pop()))
