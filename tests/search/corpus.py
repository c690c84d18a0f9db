"""What the demo county has published, made at once: the simulation's own titles, letters and replies, each several times,
on different days and by the organs that answer them there."""

from collections.abc import Iterator
from datetime import date, timedelta

from demo.channels.disclosure import SUBJECTS
from demo.channels.hotline import MATTERS as ORDERS
from demo.channels.mailbox import MATTERS as LETTERS
from hotline.kinds import Kind as OrderKind
from interaction.organs.models import Organ
from interaction.publicity.search.index import IndexEntry, index_document
from interaction.publicity.search.terms import gather_terms
from mailbox.kinds import Kind as LetterKind

FIRST, LAST = date(2026, 9, 1), date(2026, 11, 20)
TIMES = 4
DISCLOSED = "经审查，现将有关信息予以公开。"


def matters() -> Iterator[tuple[str, str, str, str, str, str]]:
    """(channel, kind, code of the organ, title, content, reply)"""
    for kind, code, title, content, reply in LETTERS:
        yield "letter", str(LetterKind(kind).label), code, title, content, reply
    for kind, code, title, content, reply in ORDERS:
        yield "order", str(OrderKind(kind).label), code, title, content, reply
    for code, title, wanted in SUBJECTS:
        yield "disclosure", "予以公开", code, title, wanted, DISCLOSED


def publish_all() -> int:
    """Put all of it into the index; answers how many rows."""
    organs, n = list(Organ.objects.exclude(kind=Organ.Kind.HOTLINE).order_by("path")), 0
    for channel, kind, code, title, content, reply in matters():
        concerned = [one for one in organs if one.code.startswith(code)] if code != "LL" else organs[:1]
        for time in range(TIMES):
            n += 1
            index_document(
                IndexEntry(
                    source="reply", key=str(n), title=title, text=content, answer=reply, address=f"/replies/{n}/",
                    organ=concerned[(n * 7 + time) % len(concerned)], on=LAST - timedelta(days=(n * 37) % 80),
                    channel=channel, kind=kind,
                )
            )  # fmt: skip
    gather_terms()
    return n
