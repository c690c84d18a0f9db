"""Masking JSON Lines: {"id", "text"} in, {"id", "masked", "findings"} out; a bad line says why and the run goes on."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from interaction.publicity.masking import find, mask

LONGEST = 4 * 1024 * 1024  # bytes of a line
_SURROGATES = range(0xD800, 0xE000)


class BadLine(ValueError):
    """A line that cannot be masked, with its id where that could be read."""

    def __init__(self, message: str, of: object = None) -> None:
        super().__init__(message)
        self.of = of


def masked_lines(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    """What to write for each line that is not blank."""
    for line in _lines(stream):
        try:
            yield _masked(line)
        except BadLine as bad:
            yield {"id": bad.of, "error": str(bad)}


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, none longer in memory than is taken; of a longer one so much that it shows."""
    while line := stream.readline(LONGEST + 1):
        rest = line
        while len(line) > LONGEST and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST + 1)
            if not rest:
                break
        if line.strip():
            yield line


def _masked(line: bytes) -> dict[str, Any]:
    of, text = _read(line)
    findings = find(text)
    places = [{"kind": str(one.kind), "start": one.start, "end": one.end} for one in findings]
    return {"id": of, "masked": mask(text, findings), "findings": places}


def _read(line: bytes) -> tuple[object, str]:
    if len(line) > LONGEST:
        raise BadLine(f"这一行超过{LONGEST // 1024 // 1024}MB，请拆分后再处理。")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine("这一行不是UTF-8编码，请转换编码后再处理。") from error
    except (ValueError, RecursionError) as error:
        raise BadLine("这一行不是正确的JSON，请检查引号、逗号和括号。") from error
    if not isinstance(row, dict):
        raise BadLine('这一行应当是JSON对象，形如{"id": "1", "text": "……"}。')
    of = row.get("id")
    if of is not None and not isinstance(of, (str, int, float)):
        raise BadLine("id应当是文字或者数字。")
    text = row.get("text")
    if not isinstance(text, str):
        raise BadLine("没有text，或者text不是文字。", of)
    if "\x00" in text or any(ord(char) in _SURROGATES for char in text):
        raise BadLine("text里有看不见的特殊字符（空字符或者半个字符），请删除后再处理。", of)
    return of if not isinstance(of, str) or of.isprintable() else repr(of), text
