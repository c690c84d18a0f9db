"""Searching a million public things: the page as a visitor opens it, over a mix of what people type."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random
from statistics import median
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from pypinyin.phrases_dict import phrases_dict as PHRASES_DICT  # noqa: N812

from bench.measuring import ReportLine, count, ms, progress, say, seconds
from demo.channels.hotline import MATTERS as ORDERS
from demo.channels.mailbox import MATTERS as LETTERS
from interaction.organs.models import Organ
from interaction.publicity.search.county import county
from interaction.publicity.search.index import IndexEntry
from interaction.publicity.search.lexicon import Lexicon
from interaction.publicity.search.models import IndexRow
from interaction.publicity.search.terms import gather_terms
from interaction.publicity.search.vectors import quoted, vector_of
from interaction.visitors.models import ThrottleCount

BAR, ROUNDS, WARM = 100.0, 4, 1
YEARS = 4
# Beside what the matters say, each text has so many words of a vocabulary in which few are frequent and most are rare.
VOCABULARY, OTHERS = 16_000, 24
# One word stands in three of ten texts, whatever they are about.
COMMON, SHARE = "路灯", 0.3
COLUMNS = ("source", "key", "title", "question", "answer", "text", "address", "organ_id", "on", "channel", "kind", "place",
           "typical", "words", "changed_at", "indexed_at")  # fmt: skip


def measure(size: int, day: date) -> ReportLine:
    """Fill the index up to `size` rows of the years before `day`, and search."""
    taken, _none = seconds(lambda: seed(size, day))
    say(f"  {count(size)} rows to search in, made in {taken:.0f} s")
    client, times = Client(SERVER_NAME="localhost"), list[tuple[float, str]]()
    asked = addresses()
    for turn in progress(range(WARM + ROUNDS), "searching"):
        for address in asked:
            ThrottleCount.objects.all().delete()  # the limit is not what is measured
            took, answer = seconds(lambda address=address: client.get(address))  # type: ignore[misc]
            assert answer.status_code == 200, (address, answer.status_code)
            if turn >= WARM:
                times.append((took * 1000, address))
    times.sort()
    p95, slowest = times[len(times) * 95 // 100][0], times[-1]
    say(f"  slowest: {ms(slowest[0])} {slowest[1]}")
    return ReportLine(
        what=f"search page, {count(IndexRow.objects.count())} published items, {len(asked)} queries: 95 of 100",
        result=f"{ms(p95)} (half of them {ms(median(took for took, _address in times))})", bar=f"< {BAR:.0f} ms",
        met=p95 < BAR,
    )  # fmt: skip


def addresses() -> list[str]:
    """Common and rare words, several words, questions, pinyin, what sounds the same, nothing; narrowed, and further pages."""
    words = vocabulary()
    queries: list[dict[str, object]] = [{"q": COMMON}, {"q": COMMON, "page": 5}, {"q": f"{COMMON} 自来水"}]
    queries += [{"q": one[2]} for one in LETTERS] + [{"q": one[3]} for one in ORDERS]
    queries += [{"q": words[n]} for n in (0, 5, 20, 100, 500, 2000, 8000, 15_000, 15_999)]
    queries += [{"q": f"{words[n]} {words[n * 3 + 7]}"} for n in (0, 4, 40, 400, 4000)]
    queries += [{"q": f"{COMMON} {words[n]}"} for n in (3, 30, 300, 3000)]
    queries += [{"q": one} for one in ("ludeng", "gongjijin", "yibao baoxiao", "tuoqian gongzi", "gjj", "honglvdeng")]
    queries += [
        {"q": one} for one in ("公基金", "医报报销", "路登不亮", "红路灯", "量子纠缠", "qwertyuiop", "黑洞辐射")
    ]
    queries += [{"q": one} for one in ("孩子刚出生医保在哪里办", "包工头不给工钱怎么办", "晚上工地太吵没有人管")]
    queries += [{"q": COMMON, "organ": "LL-SLJ"}, {"q": COMMON, "year": 2024}, {"q": COMMON, "channel": "letter"},
                {"q": COMMON, "organ": "LL-ZFJ", "year": 2025}, {"q": "医保", "kind": "咨询"}, {"q": "停水", "place": "青禾镇"},
                {"year": 2025}, {"organ": "LL-JTY"}, {"q": COMMON, "by": "day"}, {"q": "扰民", "channel": "order"}]  # fmt: skip
    return ["/search/?" + urlencode(one) for one in queries]


@cache
def vocabulary() -> list[str]:
    """Words of two characters that the dictionary has, in no order: the first ones will be the frequent ones."""
    cutter = county().lexicon
    known = [word for word in PHRASES_DICT if len(word) == 2 and cutter.cut(word) == [word]]
    Random(7).shuffle(known)
    return known[:VOCABULARY]


def seed(size: int, day: date) -> None:
    """By COPY, without the index of words, which is made once at the end."""
    size -= IndexRow.objects.count()
    # Nothing else may be asked of the connection while it copies.
    vocabulary()
    organs, lexicon = list(Organ.objects.exclude(kind="hotline").order_by("path")), county().lexicon
    with connection.cursor() as cursor:
        if size > 0:
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute("DROP INDEX IF EXISTS index_row_words")
            columns = ", ".join(f'"{one}"' for one in COLUMNS)
            with cursor.copy(f"COPY {IndexRow._meta.db_table} ({columns}) FROM STDIN") as copy:
                for row in progress(_rows(size, day, organs, lexicon), "index rows", size):
                    copy.write_row(row)
            cursor.execute("CREATE INDEX index_row_words ON search_indexrow USING gin (words) WITH (fastupdate = off)")
        cursor.execute("VACUUM ANALYZE search_indexrow")
        cursor.execute("CHECKPOINT")
    gather_terms()


def _rows(size: int, day: date, organs: list[Organ], lexicon: Lexicon) -> Iterator[tuple[object, ...]]:
    random, words = Random(11), vocabulary()
    towns = [one.short_name for one in organs if one.kind == Organ.Kind.TOWNSHIP]
    matters = [("letter", *one) for one in LETTERS] + [("order", *one) for one in ORDERS]
    made, moment = dict[tuple[int, int, str], str](), f"{day} 10:00+08"
    for n in range(size):
        matter, organ, town = n % len(matters), organs[n * 7 % len(organs)], towns[n * 13 % len(towns)]
        # In the order in which they became public, as everywhere.
        on = day - timedelta(days=(size - n) * 365 * YEARS // size)
        channel, kind, _code, title, content, reply = matters[matter]
        if (matter, organ.pk, town) not in made:
            entry = IndexEntry("reply", "", title, content, "/", organ, date.min, channel, kind, answer=reply)
            made[matter, organ.pk, town] = (
                vector_of(entry, town, lexicon).replace(" 'd:0001-01-01' 'm:0001-01'", "").replace(" 'y:1'", "")
            )
        others = {words[int(len(words) * random.random() ** 4)] for _one in range(OTHERS)}
        others |= {COMMON} if random.random() < SHARE else set()
        own = next(iter(others))
        marks = " ".join([*(f"{quoted(one)}:{900 + at}D" for at, one in enumerate(others - {"路灯"} if matter == 5 else others)),
                          f"'t:{own}'", f"'d:{on}'", f"'m:{on:%Y-%m}'", f"'y:{on.year}'"])  # fmt: skip
        yield (
            "reply", f"b{n}", f"{title}（{own}）", "", reply, f"{content}{'，'.join(others)}。", f"/replies/{10**7 + n}/",
            organ.pk, on, channel, kind, town, False, f"{made[matter, organ.pk, town]} {marks}", moment, moment,
        )  # fmt: skip
