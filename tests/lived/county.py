"""A county that has worked over the turn of a year, lived through once a run for every test that reads what that left.

Its people write their particulars into every field that takes text; its supervisor reads the board every evening and
orders what is late; it works on until everything that can be done has been done.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from demo.simulation import Choice, County
from interaction.casework.actions import Action, actions_of
from interaction.casework.channels import Channel
from interaction.casework.engine import InvalidData, perform
from interaction.casework.models import Case, Event
from interaction.casework.registry import channel, channels
from interaction.organs.actors import PARTY, SYSTEM, Actor
from interaction.publicity.models import Publication
from interaction.publicity.publishing import PublishForm, SnapshotForm
from interaction.supervision.board import SECTIONS, page_of
from interaction.workdays.now import SHANGHAI, override_now
from mailbox.models import Letter
from mailbox.states import State
from tests.conftest import staff

START, SEED, PER_DAY = date(2025, 11, 10), 7, 3
# It works so long at least, and on until it has seen everything and a letter is late; no longer than eight months.
AT_LEAST, AT_MOST, SOON = 58, 243, 35
# What is done only where nobody answers; and the answer to what a third party or another organ is asked.
OF_SILENCE = {"abandon", "end_unpaid"}
SILENCE, OPINION = "record_silence", "record_opinion"
EVENING = time(18, 0)
# What can be done to records taken over from a ledger alone; this county has taken over none.
OF_LEDGERS = {("disclosure", "correct_record")}
# What can be done to files that were put out of use alone: years after they closed.
AFTER_YEARS = {(channel, "open_archived") for channel in ("disclosure", "letter", "order")}
# What can be done only where mail went out, and failed or came back; here nobody's does (demo.mails).
OF_MAILS = {
    ("disclosure", "deliver_again"),
    *(
        (channel, name)
        for channel in ("disclosure", "letter", "order")
        for name in ("record_bounce", "tell_another_way")
    ),
}
PLANTED = {
    "name": "诸葛砚秋", "phone": "13987650011", "id_number": "37999919770214051X", "email": "zhuge.yanqiu@example.org",
    "address": "青禾县卞庄街道银河小区7号楼2单元301室", "plate": "鲁Q8K6L2",
}  # fmt: skip
SENTENCE = "联系人：{name}，电话{phone}，身份证号{id_number}，邮箱{email}，住址{address}，车牌号{plate}。".format(
    **PLANTED
)


def live() -> None:
    """Live through it, in one transaction and with nobody to be woken."""
    with transaction.atomic():
        county = Careless(SEED)
        for number, day in enumerate(county.run(START, AT_MOST, PER_DAY)):
            with override_now(datetime.combine(day.day, EVENING, SHANGHAI)):
                _order_what_is_late()
            if number >= SOON:
                county.lacking = tuple(sorted({key for key, _action in undone()}))
            if number >= AT_LEAST and not county.lacking and _late_on(day.day):
                break
        connection.run_on_commit.clear()


def last_evening() -> datetime:
    """When it was left."""
    lived = Event.objects.latest("at").at.astimezone(SHANGHAI).date()
    return datetime.combine(lived, EVENING, SHANGHAI) + timedelta(hours=1)


def undone() -> list[tuple[str, str]]:
    """Actions that nobody has done yet, but those of the system alone."""
    done = {(channel, action) for channel, action in Event.objects.values_list("case__channel", "action").distinct()}
    return [
        (one.key, declared.name)
        for one in channels()
        for declared in actions_of(one.model).values()
        if (one.key, declared.name) not in done | OF_LEDGERS | OF_MAILS | AFTER_YEARS and set(declared.by) != {SYSTEM}
    ]


def planted_in_what_was_published() -> Counter[str]:
    """How often each of the planted particulars stands in the texts from which the publications were made."""
    found: Counter[str] = Counter()
    for publication in Publication.objects.select_related("case"):
        case = publication.case.specific
        form = next(one.form for one in actions_of(type(case)).values() if issubclass(one.form, PublishForm))
        for text in form(case=case, actor=Actor.system()).sources.values():
            found.update(what for what, planted in PLANTED.items() if planted in text)
    return found


class Careless(County):
    """People who write their particulars everywhere, and publishers who confirm what masking proposes."""

    afterwards = 0.15
    # The sorts of cases with which something is still to be done, once most has been: only they come in and are worked on.
    lacking: tuple[str, ...] = ()

    def _channel(self) -> Channel:
        return channel(self.random.choice(self.lacking)) if self.lacking else super()._channel()

    def _waiting(self, day: date) -> QuerySet[Case]:
        found = super()._waiting(day)
        return found.filter(channel__in=self.lacking) if self.lacking else found

    def _choose(self, possible: list[Choice], case: Case) -> Choice | None:
        """What nobody has done yet is done by the first who can; and nobody answers until one has waited in vain."""
        new = [one for one in possible if not self._done[case.channel, one[0].name]]
        if new:
            return self._rarest(new, case)
        if not self._done[case.channel, SILENCE]:
            possible = [one for one in possible if one[0].name != OPINION]
        ends = [name for name in OF_SILENCE & actions_of(type(case)).keys() if not self._done[case.channel, name]]
        in_vain = case.awaits == PARTY and any(case.state in actions_of(type(case))[one].sources for one in ends)
        return None if in_vain else super()._choose(possible, case)

    def _do(self, declared: Action, actor: Actor, case: Case) -> None:
        data = self.typed(declared, case)
        if issubclass(declared.form, SnapshotForm):
            proposed = declared.form(case=case, actor=actor).initial
            data |= {name: proposed[name] for name in (*SnapshotForm.PLACES, "shown")}
        try:
            perform(case, declared.name, actor, planted_in(declared.form, data))
        except InvalidData:  # what is going to be public refuses them
            perform(case, declared.name, actor, data)


def planted_in(form: Any, data: dict[str, object]) -> dict[str, object]:
    """The same answers, with people's particulars in every field that takes text."""
    found = dict(data)
    for name, field in form.base_fields.items():
        value = found.get(name)
        if name in PLANTED and name in found:
            found[name] = PLANTED[name] if value else value
        elif isinstance(value, str) and not hasattr(field, "choices") and value and not value.isascii():
            planted = f"{value}{SENTENCE}"
            fits = field.max_length is None or len(planted) <= field.max_length
            found[name] = planted if fits else value
    return found


def _order_what_is_late() -> None:
    for case in page_of(SECTIONS["overdue"], Q(), size=500).rows:
        if not case.supervised and case.channel == "letter" and case.state != State.MERGED:  # its lead is ordered
            _order(case.specific)


def _late_on(day: date) -> bool:
    return Letter.objects.filter(supervised=True, replied_on__isnull=True, due_on__lt=day).exists()


def _order(letter: Any) -> None:
    """Where the county's supervisor may: a letter that nobody has accepted is first accepted."""
    if letter.state == State.SCREENING:
        perform(letter, "accept", staff("shoujian"), {"kind": letter.kind, "urgency": letter.urgency})
    perform(letter, "order_supervision", staff("duban"), {"demand": "请立即答复来信人。"})
