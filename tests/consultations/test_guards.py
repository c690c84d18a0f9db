"""What the database itself refuses, whoever asks."""

import pytest
from django.db import IntegrityError, transaction

from interaction.consultations.models import Clause, FeedbackReport, Opinion, OpinionGroup
from interaction.workflow.models import LogEntry
from tests.consultations.acting import AFTER, FIRST, OPENS, OnDay, group, published, report, say
from tests.databases import owner

pytestmark = pytest.mark.django_db


def refused(words: str) -> "pytest.RaisesExc[IntegrityError]":
    return pytest.raises(IntegrityError, match=words)


def test_acts_are_only_added(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = published()
    for attempt in (lambda: LogEntry.objects.update(words="x"), lambda: found.log.first().delete()):
        with refused("append-only"), transaction.atomic(), owner():
            attempt()
    assert found.log.count() == 3


def test_a_published_draft_stays_as_people_read_it(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = published()
    for attempt in (
        lambda: Clause.objects.filter(consultation=found).update(text="另一个意思"),
        lambda: found.clauses.first().delete(),
        lambda: Clause.objects.create(consultation=found, position=9, label="第九条", text="新增"),
    ):
        with refused("frozen"), transaction.atomic():
            attempt()


def test_a_published_report_stays(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = published()
    on_day(OPENS)
    opinion = say(found)
    on_day(AFTER)
    made = group(found, [opinion])
    report(found)
    for attempt in (
        lambda: OpinionGroup.objects.filter(pk=made.pk).update(outcome="not_adopted"),
        lambda: Opinion.objects.update(group=None),
        lambda: FeedbackReport.objects.update(overview="x"),
        lambda: Opinion.objects.all().delete(),
    ):
        with refused("frozen|append-only"), transaction.atomic(), owner():
            attempt()


def test_a_decision_without_reasons_is_none(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = published()
    for outcome in ("adopted", "partly", "not_adopted"):
        with refused("opinion_group_decided_with_reasons"), transaction.atomic():
            OpinionGroup.objects.create(consultation=found, position=1, summary="某意见", outcome=outcome)


def test_only_who_agreed_is_quoted(county: None, on_day: OnDay) -> None:
    on_day(FIRST)
    found = published()
    on_day(OPENS)
    opinion = say(found, may_quote="")
    with refused("opinion_shown_by_consent"), transaction.atomic():
        Opinion.objects.filter(pk=opinion.pk).update(shown="shown", ground="", public_text="某意见")
