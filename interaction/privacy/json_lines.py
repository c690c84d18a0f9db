"""JSON Lines on standard input: {"id", ...} a line; a bad line says why and the run goes on."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO

LONGEST = 4 * 1024 * 1024  # bytes of a line
_SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True)
class Line:
    """One line as it was read: its id and text, or what is wrong with it."""

    of: object
    text: str = ""
    error: str = ""
    row: Mapping[str, object] = field(default_factory=dict)


class _BadLine(ValueError):
    def __init__(self, message: str, of: object = None) -> None:
        super().__init__(message)
        self.of = of


WITH_TEXT = '{"id": "1", "text": "……"}'


def read_lines(stream: BinaryIO) -> Iterator[Line]:
    """Every line that is not blank, with its text."""
    for line in read_rows(stream, WITH_TEXT):
        try:
            yield line if line.error else _with_text(line)
        except _BadLine as bad:
            yield Line(bad.of, error=str(bad))


def read_rows(stream: BinaryIO, like: str) -> Iterator[Line]:
    """Every line that is not blank, as an object with an id; `like` is the example that a bad line is shown."""
    for line in _lines(stream):
        try:
            yield _read(line, like)
        except _BadLine as bad:
            yield Line(bad.of, error=str(bad))


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


def _read(line: bytes, like: str) -> Line:
    if len(line) > LONGEST:
        raise _BadLine(f"这一行超过{LONGEST // 1024 // 1024}MB，请拆分后再处理。")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _BadLine("这一行不是UTF-8编码，请转换编码后再处理。") from error
    except (ValueError, RecursionError) as error:
        raise _BadLine("这一行不是正确的JSON，请检查引号、逗号和括号。") from error
    if not isinstance(row, dict):
        raise _BadLine(f"这一行应当是JSON对象，形如{like}。")
    of = row.get("id")
    if of is not None and not isinstance(of, (str, int, float)):
        raise _BadLine("id应当是文字或者数字。")
    return Line(of if not isinstance(of, str) or of.isprintable() else repr(of), row=row)


def _with_text(line: Line) -> Line:
    text, of = line.row.get("text"), line.of
    if not isinstance(text, str):
        raise _BadLine("没有text，或者text不是文字。", of)
    if "\x00" in text or any(ord(char) in _SURROGATES for char in text):
        raise _BadLine("text里有看不见的特殊字符（空字符或者半个字符），请删除后再处理。", of)
    return replace(line, text=text)
