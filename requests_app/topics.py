"""What several applicants ask one organ for (条例 A.44): requests for the same information, gathered as they are registered.

Each new request is compared with the few that share a key of its title: keys are minima of hashes over the title's pairs
of characters (MinHash in bands), kept in an indexed table, so no page and no registration reads all requests. Numbers (a
year, a document number) must agree to the letter: last year's list is another list.
"""

import re
import unicodedata
from datetime import timedelta
from difflib import SequenceMatcher
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q, QuerySet

from interaction.workdays.now import today
from requests_app.records import Topic, TopicKey, TopicRequest

if TYPE_CHECKING:
    from requests_app.models import DisclosureRequest, Topic

WITHIN = timedelta(days=365)
# Titles of different applicants that read so much alike ask for the same; a person decides what follows.
ALIKE = 0.75
# Twelve keys of two minima each: titles alike by six tenths share one in 995 of 1000 cases.
BANDS, ROWS = 12, 2
MOST_CANDIDATES = 50
_PRIME = (1 << 61) - 1
_NUMBER = re.compile(r"\d+")
_IDLE = re.compile(r"[\W_]|关于|申请|公开|相关|有关|信息|情况|[的及和]")


def plain(title: str) -> str:
    """A title without what does not tell it from others."""
    return _IDLE.sub("", unicodedata.normalize("NFKC", title).casefold())


def keys_of(title: str) -> list[int]:
    """The keys under which requests for the same are found; two titles that share none are not compared."""
    text = plain(title)
    numbers = ",".join(sorted(_NUMBER.findall(text)))
    words = _NUMBER.sub("", text)
    pairs = {_hash(words[place : place + 2]) for place in range(max(len(words) - 1, 1))}
    minima = [min((pair * (2 * turn + 3) + turn * turn) % _PRIME for pair in pairs) for turn in range(BANDS * ROWS)]
    bands = (minima[band * ROWS : (band + 1) * ROWS] for band in range(BANDS))
    return sorted({_hash(f"{band}:{numbers}:{found}") for band, found in enumerate(bands)})


def _hash(text: str) -> int:
    """Below 2^61, so that it fits a signed column."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 3


def gather(request: "DisclosureRequest") -> Topic:
    """Put a registered request beside those that ask its organ for the same, or open a topic for it.

    Registrations of one organ come one after the other: the receipt's document number holds the organ's series until
    the transaction ends, so two of them do not open the same topic twice.
    """
    assert request.received_on
    keys = keys_of(request.title)
    topic = _nearest(request, keys)
    if topic is None:
        topic = Topic.objects.create(
            organ=request.addressed_to, title=request.title, asked_last=request.received_on, applicants=0
        )
        TopicKey.objects.bulk_create([TopicKey(topic=topic, organ=request.addressed_to, key=key) for key in keys])
    party = request.party
    asked = {"topic": topic, "applicant": party.id_number_index or party.phone_index, "asked_on": request.received_on}
    TopicRequest.objects.get_or_create(case=request, defaults=asked)
    topic.asked_last = max(topic.asked_last, request.received_on)
    topic.applicants = applicants_of(topic)
    topic.save(update_fields=["asked_last", "applicants"])
    return topic


def _nearest(request: "DisclosureRequest", keys: list[int]) -> Topic | None:
    assert request.received_on
    candidates = Topic.objects.filter(
        pk__in=Topic.objects.filter(
            keys__organ=request.addressed_to, keys__key__in=keys, asked_last__gte=request.received_on - WITHIN
        ).values("pk")[:MOST_CANDIDATES]
    )
    wanted = plain(request.title)
    scored = [(SequenceMatcher(None, wanted, plain(one.title)).ratio(), -one.pk, one) for one in candidates]
    best = max(scored, default=None)
    return best[2] if best and best[0] >= ALIKE else None


def applicants_of(topic: Topic) -> int:
    """How many different applicants asked within the year before the last: by document number, else by telephone."""
    asked = topic.requests.filter(asked_on__gte=topic.asked_last - WITHIN).exclude(applicant="")
    return asked.values("applicant").distinct().count()


def asked_by_many(topic: Topic) -> bool:
    """Whether the supervisor is to look at it: asked by enough applicants, or suggested by one."""
    return not topic.outcome and (topic.suggested or topic.applicants >= settings.PROACTIVE_APPLICANTS)


def waiting(organs: Any) -> QuerySet[Topic]:
    """The topics of these organs that somebody should decide on; read by an index that holds none of the others."""
    many = Q(applicants__gte=settings.PROACTIVE_APPLICANTS) | Q(suggested=True)
    return Topic.objects.filter(many, outcome="", organ__in=organs, asked_last__gte=today() - WITHIN)


def topic_of(case: Any) -> Topic | None:
    found = getattr(case, "asked_with", None)
    return found.topic if found else None
