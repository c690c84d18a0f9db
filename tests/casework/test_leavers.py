"""People who leave or move leave their cases to the post: in a queue, with its holders told."""

from typing import Any

import pytest

from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.queries import Filter, awaiting_me, open_cases
from interaction.casework.sweep import sweep
from interaction.casework.vacancies import release_vacated
from interaction.errors import InvalidData
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Post, Role, Staff
from tests.casework.invariants import check_case
from tests.conftest import staff
from tests.mailbox.acting import MONDAY, OnDay, accept, dispatch, letter, organ

pytestmark = pytest.mark.django_db


def colleague(code: str = "LL-SLJ") -> Actor:
    """Another handler of the organ."""
    other = Staff.objects.create(username="tongshi", name="同事")
    Post.objects.create(staff=other, organ=organ(code), role=Role.HANDLER)
    return Actor.of(other)


def taken_up() -> Any:
    case = letter()
    accept(case)
    dispatch(case, "LL-SLJ")
    perform(case, "take_up", staff("chengban-slj"))
    return case


def leaves(person: Staff) -> None:
    person.is_active = False
    person.save()


def moves(person: Staff) -> None:
    person.posts.update(organ=organ("LL-JTJ"))


@pytest.mark.parametrize("goes", [leaves, moves])
def test_the_cases_of_whoever_goes_are_in_the_queue_of_the_post(county: None, on_day: OnDay, goes: Any) -> None:
    on_day(MONDAY)
    case, other = taken_up(), colleague()
    goes(staff("chengban-slj").staff)
    assert release_vacated() == 1
    assert release_vacated() == 0
    case = Case.objects.get(pk=case.pk).specific
    assert case.handler is None
    assert case.pk in [row.pk for row in open_cases(awaiting_me(other), Filter()).rows]
    assert Notice.objects.filter(staff=other.staff, subject__contains="承办人已离岗").exists()
    perform(case, "take_up", other)
    check_case(case)


def test_added_material_and_warnings_go_to_who_holds_the_post_now(county: None, on_day: OnDay) -> None:
    """Before anybody has taken a case up, and in the minute in which its handler has left."""
    on_day(MONDAY)
    untaken = letter()
    perform(untaken, "add_material", Actor.party(untaken.pk), {"material": "还有一件事。"})
    assert Notice.objects.filter(staff=staff("shoujian").staff, subject__contains="补充了材料").exists()
    case, other = taken_up(), colleague()
    leaves(staff("chengban-slj").staff)  # type: ignore[arg-type]
    perform(case, "add_material", Actor.party(case.pk), {"material": "四楼还是没有水。"})
    assert Notice.objects.filter(staff=other.staff, about_case=case.pk, subject__contains="补充了材料").exists()
    Notice.objects.all().delete()
    on_day(MONDAY.replace(month=4))
    sweep()
    warned = Notice.objects.filter(about_case=case.pk)
    assert warned.filter(staff=other.staff).exists()
    assert not warned.filter(staff__is_active=False).exists()


def test_leaving_frees_the_cases_at_once(county: None, on_day: OnDay, django_capture_on_commit_callbacks: Any) -> None:
    on_day(MONDAY)
    case = taken_up()
    with django_capture_on_commit_callbacks(execute=True):
        leaves(staff("chengban-slj").staff)  # type: ignore[arg-type]
    assert Case.objects.get(pk=case.pk).handler is None


def test_a_case_is_not_sent_where_nobody_handles_it(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = letter()
    accept(case)
    Post.objects.filter(role=Role.HANDLER, organ__in=[organ("LL-SLJ"), Organ.objects.get(code="LL")]).delete()
    with pytest.raises(InvalidData) as refused:
        dispatch(case, "LL-SLJ")
    assert "没有在岗的承办人" in str(refused.value.form.errors)
