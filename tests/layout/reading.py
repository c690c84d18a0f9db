"""A template as tokens: tags of HTML, tags of Django, words, and which of them belong together."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

# Beside these a browser shows no white space.
BLOCKS = frozenset({
    "html", "head", "body", "title", "meta", "link", "script", "style", "header", "footer", "main", "nav",
    "section", "article", "aside", "div", "p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td", "form", "fieldset", "legend",
    "figure", "figcaption", "blockquote", "hr", "details", "summary", "dialog", "option", "optgroup", "br",
    "template", "address", "pre", "search", "base",
})  # fmt: skip
# A part of a line from outside, lines of their own within.
BOXES = frozenset({"button", "select"})
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
# Tags of Django that are seen as a block.
TABLES = frozenset({"table", "endtable"})
# What is read as it stands.
VERBATIM = ("script", "style", "textarea", "pre")
BRANCHES = frozenset({"else", "elif", "empty"})
_DJANGO = re.compile(
    r"{#.*?#}|(?s:{%\s*comment\b.*?{%\s*endcomment\s*%}|{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%})|{%.*?%}|{{.*?}}"
)
# Of HTML: the wide space of Chinese is a letter.
_SPACE, _WORD = re.compile(r"[ \t\r\n\f]+"), re.compile(r"(?:(?!{[{%#])[^ \t\r\n\f<])+|<")
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)")


@dataclass
class Token:
    """A piece of the source that is never divided, but between its attributes; and the white space before it."""

    source: str
    kind: str  # open, close, void, verbatim, django, shown, word
    name: str
    space: str
    partner: int | None = None
    branches: list[int] = field(default_factory=list)


@dataclass
class Template:
    """Tokens in their order, and the white space after the last."""

    tokens: list[Token]
    end: str

    @property
    def extends(self) -> bool:
        return any(token.kind == "django" and token.name == "extends" for token in self.tokens)


def read(source: str) -> Template:
    tokens: list[Token] = []
    at = 0
    while at < len(source):
        space = found.group() if (found := _SPACE.match(source, at)) else ""
        at += len(space)
        if at == len(source):
            return _paired(Template(tokens, space))
        token = _token(source, at, space)
        tokens.append(token)
        at += len(token.source)
    return _paired(Template(tokens, ""))


def _token(source: str, at: int, space: str) -> Token:
    if found := _DJANGO.match(source, at):
        text = found.group()
        name = words[0] if (words := text[2:-2].split()) else ""
        shown = text.startswith("{{") or name in ("translate", "blocktranslate", "include", "static", "widthratio")
        shown = shown or (name == "url" and " as " not in text)
        return Token(text, "shown" if shown and " as " not in text else "django", name, space)
    if source.startswith("<!", at):
        return Token(source[at : source.index(">", at) + 1], "void", "html", space)
    if found := _TAG.match(source, at):
        name, text = found.group(1).lower(), source[at : end_of_tag(source, at)]
        if text.startswith("</"):
            return Token(text, "close", name, space)
        if name in VERBATIM:
            end = source.index(f"</{name}>", at) + len(name) + 3
            return Token(source[at:end], "verbatim", name, space)
        return Token(text, "void" if name in VOID or text.endswith("/>") else "open", name, space)
    found = _WORD.match(source, at)
    if not found:
        raise ValueError(f"Django reads no tag over two lines: {source[at : at + 40]!r}")
    return Token(found.group(), "word", "", space)


def end_of_tag(source: str, at: int) -> int:
    quote = ""
    while True:
        if found := _DJANGO.match(source, at):
            at = found.end()
            continue
        if source[at] in "\"'" and quote in ("", source[at]):
            quote = "" if quote else source[at]
        at += 1
        if source[at - 1] == ">" and not quote:
            return at


def _paired(template: Template) -> Template:
    """Find what closes what, each within the branch of Django's tags that it stands in."""
    tokens = template.tokens
    ends = {token.name.removeprefix("end") for token in tokens if token.kind == "django" and token.name[:3] == "end"}
    waiting: list[int] = []
    for i, token in enumerate(tokens):
        if token.kind == "open" or (token.kind == "django" and token.name in ends):
            waiting.append(i)
        elif token.kind == "close":
            if waiting and tokens[waiting[-1]].kind == "open" and tokens[waiting[-1]].name == token.name:
                _marry(tokens, waiting.pop(), i)
        elif token.kind == "django" and (token.name in BRANCHES or token.name[:3] == "end"):
            while waiting and tokens[waiting[-1]].kind == "open":
                waiting.pop()
            if not waiting:
                raise ValueError(f"nothing begins what {token.source} ends")
            if token.name in BRANCHES:
                tokens[waiting[-1]].branches.append(i)
            else:
                _marry(tokens, waiting.pop(), i)
    return template


def _marry(tokens: list[Token], first: int, last: int) -> None:
    tokens[first].partner, tokens[last].partner = last, first


def _swallows(token: Token, *, before: bool) -> bool:
    """Whether white space on this side of a tag is never shown."""
    if token.kind in ("open", "close", "void", "verbatim"):
        inner = token.name in BOXES and token.kind == ("close" if before else "open")
        return (token.name in BLOCKS and token.name != "textarea") or inner
    return False


class Flow:
    """Which tokens may follow each other on a page, through branches and loops."""

    def __init__(self, template: Template, folder: "Folder") -> None:
        self.template, self.tokens, self.folder = template, template.tokens, folder
        self.after: list[set[int]] = [self._after(i) for i in range(len(self.tokens))]
        self.before: list[set[int]] = [set() for _ in range(len(self.tokens) + 1)]
        for i, following in enumerate(self.after):
            for one in following:
                self.before[one].add(i)
        self.frozen = self._frozen()

    def _after(self, i: int) -> set[int]:
        token = self.tokens[i]
        if token.kind != "django":
            return {i + 1}
        if token.partner is not None and token.partner > i:
            starts = {i + 1, *(one + 1 for one in token.branches)}
            names = {self.tokens[one].name for one in token.branches}
            complete = token.name not in ("if", "for") or names & {"else", "empty"}
            return starts if complete else starts | {token.partner + 1}
        if token.name in BRANCHES:
            opener = next(k for k, one in enumerate(self.tokens) if i in one.branches)
            end = self.tokens[opener].partner
            assert end is not None
            return {end + 1} | ({opener + 1} if token.name == "empty" else set())
        if token.name == "endfor" and token.partner is not None and not self.tokens[token.partner].branches:
            return {i + 1, token.partner + 1}
        return {i + 1}

    def _frozen(self) -> set[int]:
        """Tokens before which white space stands in a text whose lines are kept (pre-line), as the source has it."""
        found: set[int] = set()
        for i, token in enumerate(self.tokens):
            kept = token.name == "dd" or re.search(r'class="[^"]*\bsaid\b', token.source)
            if token.kind == "open" and kept and token.partner is not None:
                found |= set(range(i + 1, token.partner + 1))
        return found

    def free(self, i: int) -> bool:
        """Whether white space before a token is never shown."""
        return i not in self.frozen and (self.all({i}, before=True) or self.all(self.before[i], before=False))

    def all(self, starts: set[int], *, before: bool) -> bool:
        """Whether whatever can come next in a direction, from any of these on, is a tag that swallows white space."""
        waiting, seen = list(starts or {-1}), set(starts)
        while waiting:
            i = waiting.pop()
            if not 0 <= i < len(self.tokens):
                return False
            token = self.tokens[i]
            if token.kind == "django" and not self._bounds(token):
                more = (self.after[i] if before else self.before[i]) or {-1}
                waiting += [one for one in more if one not in seen]
                seen |= more
            elif token.kind != "django" and not self._swallows(token, before=before):
                return False
        return True

    def _bounds(self, token: Token) -> bool:
        return token.name in TABLES or (self.template.extends and token.name in ("block", "endblock"))

    def _swallows(self, token: Token, *, before: bool) -> bool:
        if token.kind == "shown" and token.name == "include":
            named = re.match(r'{%\s*include "([^"]+)"', token.source)
            return bool(named) and self.folder.swallows(named.group(1), before)  # type: ignore[union-attr]
        return _swallows(token, before=before)


class Folder:
    """All templates of ours by name: what one includes decides what may stand beside it."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = {str(path).rpartition("templates/")[2]: path for path in paths}
        self.swallows = cache(self._swallows)

    def _swallows(self, name: str, before: bool) -> bool:
        if name not in self.paths:
            return False
        template = read(self.paths[name].read_text())
        # The end of a line after the last token is a token's as good as any: shown, unless that is a block.
        flow = Flow(template, self)
        return flow.all({0} if before else flow.before[len(template.tokens)], before=before)
