"""Walking the public side as a stranger: every page, feed, dump and interface that a link leads to."""

import gzip
import io
import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from django.test import Client
from pypdf import PdfReader

from tests.depth import DEEP

# What is not the public's, or is no text; and the switches of display, which lead back to where one was.
ELSEWHERE = ("/desk/", "/accounts/", "/settings/", "/static/", "/view/", "/en/view/")
_LINKS = re.compile(r"""(?:href|src)=["']([^"']+)["']|<loc>([^<]+)</loc>|"(https?://[^"\s]+|/[a-z][^"\s]*)\"""")
HERE = "testserver"


def text_of(content: bytes, kind: str) -> str:
    """What somebody who has the file can read of it."""
    if content[:2] == b"\x1f\x8b":
        return text_of(gzip.decompress(content), kind)
    if content[:4] == b"%PDF":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return content.decode("utf-8", "replace")


def links_in(text: str, address: str) -> Iterator[str]:
    """The public addresses of ours that a page names, without fragments."""
    for found in _LINKS.findall(text):
        target = urlsplit(urljoin(f"http://{HERE}{address}", next(filter(None, found)).replace("&amp;", "&")))
        if target.scheme in ("http", "https") and target.hostname in (HERE, "localhost") and target.path:
            path = target.path + (f"?{target.query}" if target.query else "")
            if not path.startswith(ELSEWHERE) and "{" not in path:  # a pattern in a description of the interface
                yield path


# Pages of which every one is made alike of what an organ has entered, or of an empty form: outside a deep run a few do.
ALIKE = re.compile(r"(?:/en)?/(?:disclosure/[^/]+/\d+/|send/.*)")
OF_ALIKE = 5000 if DEEP else 40


def walk(client: Client, starts: Iterable[str], most: int = 5000) -> Iterator[tuple[str, int, str, str]]:
    """(address, status, content type, text) of everything that can be reached; each address once."""
    waiting = deque(dict.fromkeys(starts))
    seen = set(waiting)
    alike = 0
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        body = answer.getvalue()
        kind = answer.headers.get("Content-Type", "")
        text = text_of(body, kind)
        yield address, answer.status_code, kind, text
        following = [answer.headers["Location"]] if "Location" in answer.headers else []
        readable = any(one in kind for one in ("html", "xml", "json"))
        for link in [*following, *(links_in(text, address) if readable else ())]:
            path = link if link.startswith("/") else urlsplit(link).path
            if path not in seen and not path.startswith(ELSEWHERE):
                seen.add(path)
                alike += bool(ALIKE.fullmatch(path))
                if alike <= OF_ALIKE or not ALIKE.fullmatch(path):
                    waiting.append(path)
        assert len(seen) < most, f"too many addresses; the last one: {address}"


# What no page or letter says where reconsideration comes first (行政复议法 A.23), in the words that pages once used.
WRONG = (
    "可以依法申请行政复议或者提起行政诉讼", "可以申请行政复议或者提起行政诉讼",
    "apply for administrative reconsideration or", "apply for reconsideration or file",
)  # fmt: skip


def plain(text: str) -> str:
    """The text without the breaks that lines and tags make."""
    return "".join(text.split())


def said_wrongly(text: str) -> list[str]:
    """Where a text leaves a choice of remedies that the law does not leave."""
    said = plain(text)
    return [one for one in WRONG if plain(one) in said]
