"""Tokens on lines: what fits stands on one line, what does not is broken where no white space is ever shown."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.layout.reading import Flow, Folder, Template, Token, end_of_tag, read

WIDTH, STEP = 120, 2
# Within these nothing is set in, or everything would be.
FLUSH = frozenset({"html", "head", "body", "block"})
# White space between attributes: outside quotes and Django's tags.
_ATTRIBUTES = re.compile(
    r"{%.*?%}|{{.*?}}|\"(?:{%.*?%}|{{.*?}}|[^\"])*\"|'(?:{%.*?%}|{{.*?}}|[^'])*'|\s+|[^\s\"'{]+|.", re.DOTALL
)
_WORDS = re.compile(r"(?:{{.*?}}|[^ \t\r\n\f])+")
# A line may end beside these as beside a space; between two words of Chinese a browser may take the end for nothing.
_NARROW = re.compile(r"[!-~·]")

# Words, and what follows them: a place where the line may end, and is a space, or nothing, or nothing and a last resort.
Piece = tuple[str, str]
SPACE, NOTHING, RESORT, GLUE = "space", "nothing", "resort", "glue"
_TRIMMED = re.compile(r"{%\s*(?:blocktranslate\s+trimmed\b.*?|plural|endblocktranslate)\s*%}", re.DOTALL)


def laid_out(source: str, folder: Folder) -> str:
    template = read(source)
    writer = _Writer(template, Flow(template, folder))
    writer.sequence(0, len(template.tokens), 0)
    writer.newline(0)
    return "\n".join(writer.lines) + template.end


def pieces_of(token: Token) -> Iterator[Piece]:
    """Where the lines of a token may end: between attributes, at worst before the bracket that closes the tag."""
    if token.name == "blocktranslate" and _TRIMMED.match(token.source):
        yield from _sentence(token.source)
        return
    if token.kind not in ("open", "void", "verbatim") or not token.source.startswith("<"):
        yield token.source, GLUE
        return
    tag, rest = token.source, ""
    if token.kind == "verbatim":
        at = end_of_tag(tag, 0)
        tag, rest = tag[:at], tag[at:]
    word = ""
    for part in _ATTRIBUTES.findall(tag[:-1].rstrip()):
        if part.isspace():
            yield word, SPACE
            word = ""
        else:
            word += part
    yield word, RESORT
    yield tag[-1:] + rest, GLUE


def _sentence(source: str) -> Iterator[Piece]:
    """A sentence to translate, whose white space Django trims."""
    at = 0
    for tag in _TRIMMED.finditer(source):
        words = _WORDS.findall(source[at : tag.start()])
        for word, after in zip(words, [*words[1:], ""], strict=False):
            yield word, SPACE if after else NOTHING
        yield tag.group(), NOTHING if tag.end() < len(source) else GLUE
        at = tag.end()


class _Writer:
    def __init__(self, template: Template, flow: Flow) -> None:
        self.tokens, self.flow = template.tokens, flow
        self.lines: list[str] = []
        self.indent = 0
        self.line: list[Piece] = []

    def ends_before(self, i: int) -> bool:
        """The source's own end of a line stays where it is, but within words that are filled anew."""
        return "\n" in self.tokens[i].space and not self.fills(i)

    def fills(self, i: int) -> bool:
        """Whether a line may end before a token as words go on: the white space is shown, and beside a narrow letter."""
        before, after = self.tokens[i - 1], self.tokens[i]
        beside = before.kind == "word" and _NARROW.match(before.source[-1])
        beside = beside or (after.kind == "word" and _NARROW.match(after.source[0]))
        return bool(after.space and beside) and i not in self.flow.frozen and not self.flow.free(i)

    def flat(self, first: int, last: int) -> str:
        written: list[Piece] = []
        for i in range(first, last):
            if i > first:
                written.append((self.tokens[i].space and " ", GLUE))
            written += pieces_of(self.tokens[i])
        return _text(written)

    def fits(self, first: int, last: int) -> bool:
        broken = any(self.ends_before(i) for i in range(first + 1, last))
        return not broken and self.indent + len(_text(self.line)) + len(self.flat(first, last)) <= WIDTH

    def newline(self, indent: int, *, blank: bool = False) -> None:
        if self.line:
            self.lines += _filled(self.line, self.indent)
        if blank:
            self.lines.append("")
        self.line, self.indent = [], indent

    def units(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        i = first
        while i < last:
            partner = self.tokens[i].partner
            end = partner + 1 if partner is not None and i < partner < last else i + 1
            yield i, end
            i = end

    def sequence(self, first: int, last: int, indent: int) -> None:
        """What stands side by side: the source's lines, each whole or broken wherever it may be."""
        groups: list[list[tuple[int, int]]] = []
        for unit in self.units(first, last):
            if not groups or self.ends_before(unit[0]):
                groups.append([])
            groups[-1].append(unit)
        for k, group in enumerate(groups):
            if k:
                self.newline(indent, blank=self.tokens[group[0][0]].space.count("\n") > 1)
            whole = self.fits(group[0][0], group[-1][1])
            for n, unit in enumerate(group):
                if n and not whole and self.flow.free(unit[0]):
                    self.newline(indent)
                elif n:
                    self.space(unit[0])
                self.unit(unit, indent)

    def unit(self, unit: tuple[int, int], indent: int) -> None:
        first, last = unit
        token = self.tokens[first]
        breaks = any(self.flow.free(i) or self.ends_before(i) for i in range(first + 1, last))
        if last == first + 1 or self.fits(first, last) or not breaks:
            for i in range(first, last):
                if i > first:
                    self.space(i)
                self.line += pieces_of(self.tokens[i])
            return
        self.line += pieces_of(token)
        inner = indent if token.name in FLUSH else indent + STEP
        edges = [first, *token.branches, last - 1]
        for a, b in pairwise(edges):
            if b > a + 1:
                self.edge(a + 1, inner)
                self.sequence(a + 1, b, inner)
            self.edge(b, indent)
            self.line += pieces_of(self.tokens[b])

    def edge(self, i: int, indent: int) -> None:
        if self.flow.free(i) or self.ends_before(i):
            self.newline(indent)
        else:
            self.space(i)

    def space(self, i: int) -> None:
        """The white space before a token, where the line goes on; it may end there beside a narrow letter."""
        space = self.tokens[i].space
        if space and self.line:
            word, _sep = self.line[-1]
            self.line[-1] = (word, SPACE) if self.fills(i) else (word + space, GLUE)


def _filled(line: list[Piece], indent: int) -> list[str]:
    """The fewest lines that hold a line's pieces, the last resort where nothing else helps."""
    joined: list[Piece] = []
    for word, sep in line:
        if joined and joined[-1][1].startswith(GLUE):
            joined[-1] = (joined[-1][0] + joined[-1][1][len(GLUE) :] + word, sep)
        else:
            joined.append((word, sep))
    best: list[tuple[float, int]] = [(0, 0)]
    for end in range(1, len(joined) + 1):
        choices = []
        for start in range(end):
            width = (indent if start == 0 else indent + 2 * STEP) + len(_text(joined[start:end]))
            price = 1 + 1000 * max(0, width - WIDTH) + (8 if start and joined[start - 1][1] == RESORT else 0)
            choices.append((best[start][0] + price, start))
        best.append(min(choices))
    cuts, at = [], len(joined)
    while at:
        cuts.append((best[at][1], at))
        at = best[at][1]
    return [" " * (indent if not a else indent + 2 * STEP) + _text(joined[a:b]).rstrip() for a, b in reversed(cuts)]


def _text(pieces: list[Piece]) -> str:
    """Pieces on one line."""
    between = ["" if sep in (NOTHING, RESORT) else sep.removeprefix(GLUE) if sep != SPACE else " " for _, sep in pieces]
    return "".join(word + gap for (word, _), gap in zip(pieces, [*between[:-1], ""], strict=True)) if pieces else ""
