"""Every kind of document, driven through random acts by random people: four eyes, a whole log, nothing overwritten unseen."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hotline.knowledge.models import Article
from interaction.appointments.models import Appointment
from interaction.archive.models import Appraisal, Package, TermVersion
from interaction.consultations.models import Catalogue, Consultation, Survey
from interaction.errors import Refused, StaleVersion
from interaction.leave.models import Leave
from interaction.organs.actors import Actor
from interaction.organs.models import Absence, Organ, Role, Staff
from interaction.outreach.models import Announcement, Entry, OpenDay
from interaction.recovery.models import Recovery
from interaction.workdays.now import SHANGHAI, override_now
from interaction.workflow.actions import DocumentAction, actions_of, kinds
from interaction.workflow.engine import perform, sent_before
from interaction.workflow.models import LogEntry
from requests_app.annual.models import AnnualReport
from requests_app.complaints.models import Complaint
from requests_app.disclosure.models import CatalogueEntry, DisclosureGuide
from requests_app.law.models import LawVersion
from tests.conftest import staff
from tests.consultations.acting import AFTER, FIRST, OPENS, draft_data
from tests.databases import owner
from tests.depth import examples
from tests.outreach.entries import typed
from tests.requests_app.test_disclosure import ENTRY, GUIDE

pytestmark = pytest.mark.django_db
BEGINS = ("write", "draft", "save", "enter", "propose", "order")
DAYS = (FIRST, OPENS, AFTER)
# Each holds some of the roles at one organ, several of them more than one, as in small offices.
PEOPLE: tuple[tuple[str, ...], ...] = (
    (Role.HANDLER, Role.SIGNER, Role.PUBLISHER), (Role.HANDLER, Role.REVIEWER), (Role.PUBLISHER, Role.SIGNER),
    (Role.INTAKE, Role.SIGNER), (Role.SIGNER, Role.PUBLISHER, Role.ADMINISTRATOR, Role.REVIEWER), (Role.SUPERVISOR, Role.LEGAL),
    (Role.LEGAL, Role.ARCHIVIST), (Role.ARCHIVIST, Role.SECURITY), (Role.SECURITY,),
)  # fmt: skip
Given = tuple[dict[str, Any], Any]


@dataclass
class Kind:
    """How a kind is begun, and what a form of it takes: {action: data and thing within}, else an empty form."""

    make: Callable[[Organ], Any]
    forms: dict[str, Callable[[Any, str], Given]] = field(default_factory=dict)


def _entry(kind: str) -> dict[str, Callable[[Any, str], Given]]:
    return {
        "write": lambda entry, words: ({**typed(kind, body=words), "note": "更正"}, None),
        "withdraw": lambda entry, words: ({"why": words}, None),
    }


def _first(relation: str) -> Callable[[Any, str], Given]:
    return lambda document, words: ({}, getattr(document, relation).first())


def _note(document: Any, words: str) -> Given:
    return {"note": words}, None


def _draft(found: Any, words: str) -> Given:
    return {**draft_data(explanation=words), "organ": found.organ_id}, None


def _survey(found: Any, words: str) -> Given:
    return {
        "organ": found.organ_id, "title": "出行调查", "intro": words, "questions": "【打分】满意吗？",
        "opens_on": OPENS.isoformat(), "closes_on": AFTER.isoformat(),
    }, None  # fmt: skip


def _item(found: Any, words: str) -> Given:
    facts = {"matter": words, "organ": found.organ_id, "timetable": "第三季度", "way": "座谈会", "state": "planned"}
    return {**facts, "note": words}, found.items.first()


def _group(found: Any, words: str) -> Given:
    return {"summary": words, "outcome": "adopted", "reasons": words}, found.groups.first()


def _rule(found: Any, words: str) -> Given:
    said = {"value": "first", "effective_from": "2099-01-01", "law": "第一条", "source": "原文", "strength": "text"}
    return {**said, "reason": words}, None


def _term(found: Any, words: str) -> Given:
    return {"term": "D30", "effective_from": "2099-01-01", "law": "某号文", "reason": words}, None


def _appraisal(found: Any, words: str) -> Given:
    organ = Organ.objects.get(code="LL-SLJ")
    return {"organ": organ.pk, "expired_by": "2020-12-31", "outcome": "destroy", "opinion": words}, None


def _package(found: Any, words: str) -> Given:
    return {"organ": Organ.objects.get(code="LL-SLJ").pk, "year": 2020}, None


def _reason(found: Any, words: str) -> Given:
    return {"reason": words}, None


def _complaint(found: Any, words: str) -> Given:
    organ = Organ.objects.get(code="LL-SLJ").pk
    facts = {"organ": organ, "about": organ, "kind": "other", "way": "phone", "received_on": FIRST.isoformat()}
    return {**facts, "matter": words, "name": "", "contact": ""}, None


def _closed(found: Any, words: str) -> Given:
    return {"finding": words, "outcome": "unfounded"}, None


def _article(found: Any, words: str) -> Given:
    facts = {"organ": found.organ_id, "title": "怎么办证？", "body": words, "valid_until": "2027-01-01"}
    return {**facts, **({"withdrawn": "on"} if len(words) % 2 else {})}, None


def _leave(found: Any, words: str) -> Given:
    substitute = {f"post_{post.pk}": Staff.objects.get(username="shenhe-slj").pk for post in found.staff.posts.all()}
    return {"first_day": AFTER.isoformat(), "last_day": AFTER.isoformat(), **substitute}, None


def _appointment(found: Any, words: str) -> Given:
    organ, person = Organ.objects.get(code="LL-SLJ").pk, Staff.objects.get(username="chengban-slj").pk
    return {"organ": organ, "staff": person, "role": Role.SIGNER if len(words) % 2 else Role.LEGAL}, None


def _recovery(found: Any, words: str) -> Given:
    person = Staff.objects.get(username="chengban-slj").pk
    return {"staff": person, "what": "password", "checked": words}, None


KINDS: dict[type[Any], Kind] = {
    Recovery: Kind(lambda organ: Recovery(), {"propose": _recovery, "refuse": _reason}),
    Appointment: Kind(lambda organ: Appointment(), {"propose": _appointment, "refuse": _reason}),
    Entry: Kind(lambda organ: Announcement(kind="announcement", organ=organ), _entry("announcement")),
    OpenDay: Kind(lambda organ: OpenDay(kind="open_day", organ=organ), _entry("open_day")),
    Consultation: Kind(
        lambda organ: Consultation(organ=organ),
        {
            "draft": _draft, "revise": _draft, "send_back": _note, "withdraw": _note, "return_report": _note,
            "write_report": lambda found, words: ({"overview": words}, None), "save_group": _group,
            "drop_group": _first("groups"),
        },
    ),
    AnnualReport: Kind(
        lambda organ: AnnualReport.objects.create(organ=organ, year=2024),
        {"send_back": _note, "withdraw": _note, "submit": _note},
    ),
    LawVersion: Kind(
        lambda organ: LawVersion(organ=organ, rule="remedy.other"),
        {"draft": _rule, "drop": lambda found, words: ({"reason": words}, None)},
    ),
    TermVersion: Kind(
        lambda organ: TermVersion(organ=organ, file_class="letter.petition"), {"draft": _term, "drop": _reason}
    ),
    Appraisal: Kind(lambda organ: Appraisal(), {"propose": _appraisal, "drop": _reason}),
    Package: Kind(lambda organ: Package(), {"order": _package, "drop": _reason}),
    Complaint: Kind(lambda organ: Complaint(), {"save": _complaint, "close": _closed}),
    Article: Kind(lambda organ: Article(organ=organ), {"save": _article}),
    DisclosureGuide: Kind(lambda organ: DisclosureGuide(organ=organ), {"save": lambda found, words: (GUIDE, None)}),
    CatalogueEntry: Kind(
        lambda organ: CatalogueEntry(organ=organ),
        {
            "save": lambda found, words: ({**ENTRY, "summary": words}, None),
            "withdraw": lambda found, words: ({"reason": words}, None),
        },
    ),
    Survey: Kind(
        lambda organ: Survey(organ=organ),
        {"draft": _survey, "revise": _survey, "send_back": _note, "withdraw": _note},
    ),
    Leave: Kind(lambda organ: Leave(organ=organ, staff=Staff.objects.get(username="qianfa-slj")), {
        "enter": _leave, "refuse": lambda found, words: ({"reason": words}, None),
    }),
    Catalogue: Kind(
        lambda organ: Catalogue(organ=organ),
        {
            "draft": lambda found, words: ({"organ": found.organ_id, "year": 2025}, None), "send_back": _note,
            "save_item": _item, "drop_item": _first("items"), "withdraw": _note,
        },
    ),
}  # fmt: skip


def test_every_registered_kind_is_driven() -> None:
    assert set(KINDS) == set(kinds())


def people(organ: Organ) -> list[Actor]:
    found = []
    for number, roles in enumerate(PEOPLE):
        one = Staff.objects.create(username=f"somebody-{number}", name=f"某{number}")
        for role in roles:
            one.posts.create(organ=organ, role=role)
        found.append(Actor.of(one))
    return found


# (who, which action, over which version less than the present one, whether a day of the calendar goes by)
# Without shrinking: an example is a long walk, and its steps are told.
PHASES = (Phase.explicit, Phase.generate)
STEPS = st.lists(
    st.tuples(st.integers(0, len(PEOPLE) - 1), st.integers(0, 99), st.sampled_from((0, 0, 0, 0, 1, 3)), st.booleans()),
    min_size=12, max_size=30,
)  # fmt: skip


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture], phases=PHASES)
@given(steps=STEPS)
def test_four_eyes_log_and_versions_hold_whatever_is_tried(
    county: None, model: type[Any], steps: list[tuple[int, int, int, bool]]
) -> None:
    with transaction.atomic():
        organ = Organ.objects.get(code="LL-SLJ")
        _drive(KINDS[model], organ, people(organ), steps)
        transaction.set_rollback(True)


def _drive(kind: Kind, organ: Organ, somebody: list[Actor], steps: list[tuple[int, int, int, bool]]) -> None:
    document, days = kind.make(organ), list(DAYS)
    authors: set[int] = set()
    before: list[tuple[Any, ...]] = []
    for number, (who, which, lag, day_over) in enumerate(steps):
        if day_over and which % 5 == 0 and len(days) > 1:
            days.pop(0)
        actor, actions = somebody[who], list(actions_of(document).values())
        # Mostly what this person may do now, so that documents get far; sometimes anything at all.
        possible = [one for one in actions if one.is_open_to(actor, document)] if which % 4 else []
        declared = (possible or actions)[which % len(possible or actions)]
        data, about = {}, None
        if not document._state.adding or declared.name in BEGINS:
            data, about = kind.forms.get(declared.name, lambda document, words: ({}, None))(document, f"话{number}")
        seen, stood = max(document.version - lag, 0), "" if document._state.adding else document.stored_state
        overwrites = _overwrites(document, declared, about, seen)
        entry, data = None, {**data, "submission": str(UUID(int=number, version=4))}
        begins, key = document._state.adding, str(about.pk) if about is not None else None
        with override_now(datetime.combine(days[0], time(10), SHANGHAI)), suppress(Refused), transaction.atomic():
            entry = perform(document, declared.name, actor, data, about=about, seen=seen)
            # The same form again: to what it began, or to the document as it stands.
            again = kind.make(organ) if begins else document
            assert sent_before(again, declared.name, actor, data, key) == entry
            if about is None or about.pk:
                again = kind.make(organ) if begins else document
                assert perform(again, declared.name, actor, data, about=about, seen=seen) == entry
            assert again.pk == document.pk
        after = list(LogEntry.objects.filter(pk__in=document.log).order_by("version").values_list())
        if entry is None:
            assert after == before
            continue
        assert not overwrites, "something was overwritten unseen"
        if declared.second_person:
            assert actor.staff.pk not in authors, "published by one of its authors"
        if entry.settles:
            authors = set()
        elif declared.writes:
            authors.add(actor.staff.pk)
        assert after[: len(before)] == before, "the past of the log has changed"
        assert len(after) == document.version > len(before)
        assert entry.state_before == (LogEntry.objects.get(pk=before[-1][0]).state_after if before else stood)
        assert document.log.last().state_after == document.stored_state
        before = after


def _overwrites(document: Any, declared: DocumentAction, about: Any, seen: int) -> bool:
    """Whether somebody wrote since what this action would write over, told apart from the code it is held against."""
    if document._state.adding:
        return False
    since = [one for one in document.log if one.version > seen]
    part = f"{declared.within.relation}:{about.pk}" if about is not None else ""
    if declared.within and about is None:
        return False
    return any(one.writes and (not part or one.part in ("", part)) for one in since)


def _drafted() -> Consultation:
    found = Consultation(organ=Organ.objects.get(code="LL-JTY"))
    perform(found, "draft", staff("chengban-jty"), {"organ": found.organ_id, **draft_data()})
    return found


def test_what_another_one_wrote_meanwhile_is_not_overwritten(county: None, on_day: Callable[[date], None]) -> None:
    on_day(FIRST)
    found = _drafted()
    perform(found, "revise", staff("gongkai-jty"), draft_data(title="改过的标题"), seen=1)
    with pytest.raises(StaleVersion, match="没有丢失"):
        perform(found, "revise", staff("chengban-jty"), draft_data(title="旧的标题"), seen=1)
    assert Consultation.objects.get(pk=found.pk).title == "改过的标题"


def test_a_substitute_and_the_one_they_stand_for_are_one_author(county: None, on_day: Callable[[date], None]) -> None:
    """At the door, and where a program comes past it."""
    on_day(FIRST)
    found, leader = _drafted(), Staff.objects.get(username="shenhe-jty")
    post = leader.posts.get()
    Absence.objects.create(
        post=post, staff=leader, role=post.role, first_day=FIRST, last_day=FIRST, named_by=leader, in_force=True,
        substitute=Staff.objects.get(username="chengban-jty"),
    )  # fmt: skip
    perform(found, "submit", staff("chengban-jty"))
    with pytest.raises(Refused):
        perform(found, "publish", staff("chengban-jty"))
    wrote = found.log.filter(writes=True).latest("version")
    common = {
        "kind": "consultation", "key": str(found.pk), "version": found.version + 1, "action": "publish", "at": wrote.at,
        "on": FIRST, "needs_second_person": True, "state_before": "submitted", "state_after": "submitted",
    }  # fmt: skip
    for who, details in (("chengban-jty", {}), ("shenhe-jty", {"behalf": {"id": wrote.by_id, "name": "承办"}})):
        with pytest.raises(IntegrityError, match="one of its authors"), transaction.atomic():
            LogEntry.objects.create(**common, by=Staff.objects.get(username=who), details=details)


def test_the_log_is_append_only_and_leaves_no_gap(county: None, on_day: Callable[[date], None]) -> None:
    on_day(FIRST)
    found = _drafted()
    for attempt in (
        lambda: found.log.update(words="x"),
        found.log.delete,
        lambda: LogEntry.objects.create(
            kind="consultation", key=str(found.pk), version=7, action="submit", at=found.log.get().at, on=FIRST
        ),
        lambda: Consultation.objects.filter(pk=found.pk).update(title="绕过"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), owner():
            attempt()
