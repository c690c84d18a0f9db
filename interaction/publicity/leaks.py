"""Whether anybody could read a particular of another sender: in what was published, mailed and answered since a moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t

from interaction.casework.models import Event, Party
from interaction.notices.models import Notice
from interaction.privacy.encryption import blind_index
from interaction.privacy.particulars import named_in, numbers_in
from interaction.publicity.models import Publication, TypicalReply
from interaction.replies.drafting import signed

BATCH = 500


@dataclass(frozen=True)
class Shown:
    """A text that somebody reads: where it stands, whose case it is about (none: everybody reads it)."""

    where: str
    text: str
    about: int | None


@dataclass(frozen=True)
class Leak:
    """A particular of a sender where others read it. The particular itself is not repeated."""

    where: str
    number: str


def shown_since(moment: datetime) -> Iterator[Shown]:
    """Yield what was published, and what was mailed or texted to a sender, since a moment (UTC)."""
    for one in Publication.objects.filter(published_at__gte=moment, withdrawn_at__isnull=True).iterator(BATCH):
        yield Shown(
            _t("公开页面 %(number)s") % {"number": one.number}, f"{one.title}\n{one.content}\n{one.reply}", None
        )
    typical = TypicalReply.objects.filter(pinned_at__gte=moment).select_related("publication")
    for pinned in typical.iterator(BATCH):
        yield Shown(_t("典型答复 %(number)s") % {"number": pinned.publication.number}, pinned.question, None)
    sent = Notice.objects.exclude(channel=Notice.Channel.SITE)
    for notice in sent.filter(send_after__gte=moment, about_case__isnull=False).iterator(BATCH):
        yield Shown(_t("通知 %(key)s") % {"key": notice.key}, f"{notice.subject}\n{notice.body}", notice.about_case)


def leaks_in(shown: Iterator[Shown]) -> Iterator[Leak]:
    """Yield telephone and identity numbers of senders that stand where others read them, found by their blind indexes."""
    while batch := list(islice(shown, BATCH)):
        numbers = {one: numbers_in(one.text) for one in batch}
        wanted = {number for found in numbers.values() for number in found}
        owners = _owners(wanted)
        for one, found in numbers.items():
            for number in found:
                cases = owners.get(number, {})
                if cases and (one.about is None or one.about not in cases):
                    yield Leak(one.where, next(iter(cases.values())))


def _owners(numbers: set[str]) -> dict[str, dict[int, str]]:
    """{number: {case: its number}} of the senders to whom numbers belong."""
    phones = {blind_index("phone", one): one for one in numbers}
    papers = {blind_index("id_number", one): one for one in numbers}
    of_them = Party.telephoned_from(*phones) | Q(id_number_index__in=papers)
    known = Party.objects.filter(of_them, case__use_ended_on__isnull=True).select_related("case")
    found: dict[str, dict[int, str]] = {}
    for party in known.only("case__number", "phone_index", "second_phone_index", "id_number_index"):
        indexes = (
            phones.get(party.phone_index),
            phones.get(party.second_phone_index),
            papers.get(party.id_number_index),
        )
        for number in filter(None, indexes):
            found.setdefault(number, {})[party.case_id] = party.case.number
    return found


def common_answers_since(moment: datetime) -> QuerySet[Event]:
    """Return the events by which a case was answered along with its lead since a moment (UTC)."""
    return Event.objects.filter(action="answer_with_lead", at__gte=moment).select_related("case")


def leaks_in_answers(answers: QuerySet[Event]) -> Iterator[Leak]:
    """Yield the answers to several senders that name one of the others."""
    for event in answers.iterator(BATCH):
        draft = signed(event.case)
        group = Event.objects.filter(action="answer_with_lead", details__lead=event.details["lead"]).values("case")
        others = Party.objects.filter(Q(case=event.details["lead"]) | Q(case__in=group)).exclude(case=event.case_id)
        for party in others.select_related("case") if draft else ():
            if draft and named_in(draft.body, party.names, party.particulars):
                yield Leak(_t("答复 %(number)s") % {"number": event.case.number}, party.case.number)


def leaks_since(moment: datetime) -> Iterator[Leak]:
    """Yield every particular of a sender that others could read in what is new since a moment (UTC)."""
    return chain(leaks_in(shown_since(moment)), leaks_in_answers(common_answers_since(moment)))
