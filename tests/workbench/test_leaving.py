"""Ending somebody's service, or a post of theirs: what is in hand is shown before, and handed over with events."""

from typing import Any

import pytest
from django.test import Client

from interaction.casework.models import Case
from interaction.casework.queries import Filter, awaiting_me, open_cases
from interaction.casework.waiting import unattended
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from interaction.organs.models import Post, Role, Staff
from interaction.workflow.todos import todos_of
from tests.casework.invariants import check_case
from tests.casework.test_leave import at_work, person
from tests.conftest import staff
from tests.consultations.acting import FIRST, drafted
from tests.consultations.acting import do as act_on
from tests.mailbox.acting import MONDAY, OnDay, organ

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(county: None) -> Client:
    client = Client()
    client.force_login(person("anquan"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def colleague() -> Staff:
    other = Staff.objects.create(username="tongshi", name="同事")
    Post.objects.create(staff=other, organ=organ("LL-SLJ"), role=Role.HANDLER)
    return other


def page_of(username: str) -> str:
    return f"/desk/people/{person(username).pk}/leaving/"


def test_what_is_in_hand_is_shown_and_goes_to_a_colleague(administrator: Client, on_day: OnDay) -> None:
    on_day(MONDAY)
    case, other = at_work(), colleague()
    shown = administrator.get(page_of("chengban-slj")).content.decode()
    assert case.title not in shown  # not an administrator's to read
    assert case.number in shown
    assert "承办的领导信箱：1" in shown
    assert administrator.post(page_of("chengban-slj"), {"handler": other.pk}).status_code == 302
    case = Case.objects.get(pk=case.pk).specific
    assert case.handler == other
    assert not person("chengban-slj").is_active
    event = case.events.latest("seq")
    assert (event.action, event.actor, event.details["names"]) == (
        "release",
        person("anquan"),
        ["县水利局承办", "同事"],
    )
    assert Notice.objects.filter(staff=other, about_case=case.pk, subject__startswith="原承办人已离岗").exists()
    check_case(case)
    assert administrator.post(page_of("chengban-slj"), {"handler": ""}).status_code == 302  # sent again: nothing more
    assert case.events.filter(action="release").count() == 1


def test_a_post_is_taken_away_and_its_cases_go_back_to_the_queue(administrator: Client, on_day: OnDay) -> None:
    on_day(MONDAY)
    case, other = at_work(), colleague()
    post = person("chengban-slj").posts.get()
    assert administrator.post(f"{page_of('chengban-slj')}?post={post.pk}", {"handler": ""}).status_code == 302
    assert not person("chengban-slj").posts.exists()
    assert person("chengban-slj").is_active
    assert Case.objects.get(pk=case.pk).handler is None
    assert case.pk in [row.pk for row in open_cases(awaiting_me(Actor.of(other)), Filter()).rows]
    assert list(unattended()) == []


def test_what_nobody_else_attends_is_said_before(administrator: Client, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = at_work()
    Post.objects.filter(organ=organ("LL"), role=Role.HANDLER).delete()
    shown = administrator.get(page_of("chengban-slj")).content.decode()
    assert "承办人”没有别人在岗，等待这个岗位办理的：1" in shown
    administrator.post(page_of("chengban-slj"), {"handler": ""})
    system = Client()
    system.force_login(person("guanli"), backend="django.contrib.auth.backends.ModelBackend")
    assert '<td class="field-lacking">承办人</td>' in system.get("/settings/organs/organ/").content.decode()
    assert any("水利局没有人在岗：承办人" in todo.title for todo in todos_of(staff("anquan")))
    assert [fault.number for fault in unattended()] == [case.number]


def test_nobody_leaves_past_the_page(administrator: Client) -> None:
    """Neither the account's box nor a post's can be unticked in the settings, and clerks have no such page."""
    one = person("chengban-slj")
    form: Any = administrator.get(f"/settings/organs/staff/{one.pk}/change/").context["adminform"].form
    assert "is_active" not in form.fields
    assert page_of("chengban-slj") in administrator.get(f"/settings/organs/staff/{one.pk}/change/").content.decode()
    clerk = Client()
    clerk.force_login(person("duban"), backend="django.contrib.auth.backends.ModelBackend")
    assert clerk.get(page_of("chengban-slj")).status_code == 403


def test_no_post_is_added_or_changed_in_the_settings(administrator: Client) -> None:
    one, post = person("chengban-slj"), person("chengban-slj").posts.get()
    data = {
        "username": one.username, "name": one.name, "posts-TOTAL_FORMS": "2", "posts-INITIAL_FORMS": "1",
        "posts-MIN_NUM_FORMS": "0", "posts-MAX_NUM_FORMS": "1000",
        "posts-0-id": post.pk, "posts-0-staff": one.pk, "posts-0-organ": organ("LL-JTJ").pk, "posts-0-role": "signer",
        "posts-0-DELETE": "on", "posts-1-staff": one.pk, "posts-1-organ": organ("LL-SLJ").pk, "posts-1-role": "reviewer",
    }  # fmt: skip
    assert administrator.post(f"/settings/organs/staff/{one.pk}/change/", data).status_code == 302
    held = set(Post.objects.filter(staff=one).values_list("organ__code", "role"))
    assert held == {("LL-SLJ", "handler")}
    assert person("chengban-slj").is_active


def test_texts_that_nobody_has_published_are_named(administrator: Client, on_day: OnDay) -> None:
    """What a colleague has to go on with; what was published since is nobody's concern."""
    on_day(FIRST)
    consultation, waiting = drafted(), "还没有公布或者决定的文稿（同单位的人可以接着办）：1"
    assert waiting in administrator.get(page_of("chengban-jty")).content.decode()
    act_on(consultation, "chengban-jty", "submit")
    act_on(consultation, "qianfa-jty", "publish")
    assert "还没有公布" not in administrator.get(page_of("chengban-jty")).content.decode()
