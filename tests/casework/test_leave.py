"""People on leave, and who stands in for them: in their own name, for the other; four eyes count both; nobody waits unseen."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.queries import Filter, awaiting_me, open_cases
from interaction.casework.sweep import sweep
from interaction.casework.vacancies import release_vacated
from interaction.casework.waiting import unattended
from interaction.errors import InvalidData, NotNow, NotPermitted
from interaction.leave.models import Leave
from interaction.notices.models import Notice
from interaction.organs.actors import Actor, holders
from interaction.organs.models import Absence, Post, Role, Staff
from interaction.workflow.engine import perform as do_to
from interaction.workflow.todos import todos_of
from tests.casework.invariants import check_case
from tests.conftest import staff
from tests.mailbox.acting import MONDAY, OnDay, accept, dispatch, letter, organ

pytestmark = pytest.mark.django_db
FRIDAY = MONDAY + timedelta(days=4)
DRAFT = {"body": "您反映的停水问题已经查明，今天恢复供水。"}


def person(username: str) -> Staff:
    return Staff.objects.get(username=username)


def goes(username: str, *, by: str = "", first: date = MONDAY, last: date = FRIDAY, **substitutes: str) -> Leave:
    """Enter a leave; `substitutes` by role, or `everywhere`."""
    one = person(username)
    posts = list(one.posts.select_related("organ"))
    data: dict[str, Any] = {"first_day": first.isoformat(), "last_day": last.isoformat()}
    for post in posts:
        name = substitutes.get(str(post.role))
        data[f"post_{post.pk}"] = str(person(name).pk) if name else ""
    if "everywhere" in substitutes:
        data["everywhere"] = str(person(substitutes["everywhere"]).pk)
    leave = Leave(staff=one, organ=posts[0].organ)
    do_to(leave, "enter", staff(by or username), data)
    return leave


def at_work() -> Any:
    """A letter that chengban-slj handles."""
    case = letter()
    accept(case)
    dispatch(case, "LL-SLJ")
    perform(case, "take_up", staff("chengban-slj"))
    return case


def mine(actor: Actor) -> list[int]:
    return [row.pk for row in open_cases(awaiting_me(actor), Filter()).rows]


def complaint(refused: Any) -> str:
    return str(refused.value.form.errors)


def test_a_substitute_sees_and_does_it_in_the_own_name_for_the_other(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = at_work()
    assert case.pk not in mine(staff("shoujian-slj"))
    goes("chengban-slj", handler="shoujian-slj")
    stands_in = staff("shoujian-slj")
    assert case.pk in mine(stands_in)
    perform(case, "add_material", Actor.party(case.pk), {"material": "四楼也没有水。"})
    told = Notice.objects.filter(about_case=case.pk, subject__contains="补充了材料").values_list(
        "staff__username", flat=True
    )
    assert set(told) == {"chengban-slj", "shoujian-slj"}
    event = perform(case, "draft_reply", stands_in, DRAFT)
    assert (event.actor, event.actor_name) == (stands_in.staff, f"{stands_in.name}（代{person('chengban-slj').name}）")
    case = Case.objects.get(pk=case.pk).specific
    assert case.handler == person("chengban-slj")
    check_case(case)
    client = Client()
    client.force_login(person("shenhe-slj"), backend="django.contrib.auth.backends.ModelBackend")
    assert event.actor_name in client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert list(unattended()) == []


def test_it_is_over_when_its_last_day_is(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = at_work()
    goes("chengban-slj", first=MONDAY + timedelta(days=1), handler="shoujian-slj")
    assert case.pk not in mine(staff("shoujian-slj"))
    on_day(FRIDAY)
    assert case.pk in mine(staff("shoujian-slj"))
    on_day(FRIDAY + timedelta(days=1))
    stands_in = staff("shoujian-slj")
    assert case.pk not in mine(stands_in)
    with pytest.raises(NotPermitted):
        perform(case, "draft_reply", stands_in, DRAFT)


def test_four_eyes_count_the_substitute_and_the_one_they_stand_for(county: None, on_day: OnDay) -> None:
    """Neither who drafted for another, nor that other, reviews it - by no own post and by no lent one."""
    on_day(MONDAY)
    Post.objects.create(staff=person("chengban-slj"), organ=organ("LL-SLJ"), role=Role.REVIEWER)
    case = at_work()
    goes("chengban-slj", handler="shoujian-slj", reviewer="shoujian-slj")
    perform(case, "draft_reply", staff("shoujian-slj"), DRAFT)
    for name in ("shoujian-slj", "chengban-slj"):
        with pytest.raises(NotNow, match="拟稿人不能审核"):
            perform(case, "approve", staff(name), {"remarks": ""})
    perform(case, "approve", staff("shenhe-slj"), {"remarks": ""})


def test_who_drafted_does_not_sign_for_the_signer(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = at_work()
    leave = goes("qianfa-slj", signer="chengban-slj")
    do_to(leave, "confirm", staff("duban"))
    perform(case, "draft_reply", staff("chengban-slj"), DRAFT)
    perform(case, "approve", staff("shenhe-slj"), {"remarks": ""})
    with pytest.raises(NotNow, match="拟稿人不能审核"):
        perform(case, "sign", staff("chengban-slj"), {"remarks": ""})
    event = perform(case, "sign", staff("qianfa"), {"remarks": ""})
    assert event.details.get("behalf") is None


def test_a_signers_substitute_is_named_by_two_others(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    with pytest.raises(InvalidData) as refused:
        goes("qianfa-slj", by="duban", signer="duban")
    assert "不能由您提名自己" in complaint(refused)
    leave = goes("qianfa-slj", signer="shenhe-slj")
    assert leave.state == Leave.State.REQUESTED
    assert not staff("shenhe-slj").stands_in
    assert f"/desk/leave/{leave.pk}/" in [todo.address for todo in todos_of(staff("duban"))]
    assert f"/desk/leave/{leave.pk}/" not in [todo.address for todo in todos_of(staff("qianfa-slj"))]
    with pytest.raises(NotNow, match="您提名的"):
        do_to(leave, "confirm", staff("qianfa-slj"))
    Post.objects.create(staff=person("shenhe-slj"), organ=organ("LL-SLJ"), role=Role.SUPERVISOR)
    with pytest.raises(NotNow, match="代班的人是您"):
        do_to(leave, "confirm", staff("shenhe-slj"))
    do_to(leave, "confirm", staff("duban"))
    assert [post.role for post in staff("shenhe-slj").stands_in] == [Role.SIGNER]
    absence = Absence.objects.get()
    assert (absence.named_by.username, absence.confirmed_by.username) == ("qianfa-slj", "duban")  # type: ignore[union-attr]


def test_a_refused_substitute_never_acts(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    leave = goes("qianfa-slj", signer="shenhe-slj")
    do_to(leave, "refuse", staff("duban"), {"reason": "请由局长代签。"})
    assert not Absence.objects.exists()
    assert Notice.objects.filter(staff=person("qianfa-slj"), subject__contains="没有获得同意").exists()


def test_without_a_substitute_cases_go_to_the_queue_of_the_post(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    other = Staff.objects.create(username="tongshi", name="同事")
    Post.objects.create(staff=other, organ=organ("LL-SLJ"), role=Role.HANDLER)
    case = at_work()
    goes("chengban-slj")
    assert [fault.number for fault in unattended()] == [case.number]
    assert release_vacated() == 1
    assert list(unattended()) == []
    assert case.pk in mine(Actor.of(other))
    with pytest.raises(NotNow, match="您正在请假"):
        perform(case, "take_up", staff("chengban-slj"))
    perform(case, "take_up", Actor.of(other))


def test_the_last_of_a_post_names_somebody(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    Post.objects.filter(organ=organ("LL"), role=Role.HANDLER).delete()
    with pytest.raises(InvalidData) as refused:
        goes("chengban-slj")
    assert "没有别人在岗" in complaint(refused)


def test_no_chains_and_no_two_leaves_at_once(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    goes("chengban-slj", handler="shoujian-slj")
    with pytest.raises(InvalidData) as refused:
        goes("shoujian-slj", intake="gongkai-slj")
    assert "正代" in complaint(refused)
    with pytest.raises(InvalidData) as refused:
        goes("shenhe-slj", reviewer="chengban-slj")
    assert "也请假" in complaint(refused)
    with pytest.raises(InvalidData) as refused:
        goes("chengban-slj", handler="shenhe-slj", first=FRIDAY, last=FRIDAY + timedelta(days=3))
    assert "已经有一次请假" in complaint(refused)
    goes("chengban-slj", handler="shenhe-slj", first=FRIDAY + timedelta(days=1), last=FRIDAY + timedelta(days=3))


def test_the_database_refuses_what_must_not_be(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    one, other, third = person("qianfa-slj"), person("shenhe-slj"), person("duban")
    post = one.posts.get()
    good: dict[str, Any] = {
        "post": post, "staff": one, "role": Role.SIGNER, "first_day": MONDAY, "last_day": FRIDAY, "substitute": other,
        "in_force": True, "named_by": one, "confirmed_by": third,
    }  # fmt: skip
    for wrong in (
        {"last_day": MONDAY - timedelta(days=1)}, {"substitute": one}, {"confirmed_by": None}, {"confirmed_by": one},
        {"confirmed_by": other}, {"named_by": other},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Absence.objects.create(**{**good, **wrong})
    Absence.objects.create(**good)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(**{**good, "first_day": FRIDAY, "last_day": FRIDAY + timedelta(days=9)})


def test_back_early(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = at_work()
    leave = goes("chengban-slj", handler="shoujian-slj")
    later = goes(
        "chengban-slj", handler="shoujian-slj", first=FRIDAY + timedelta(days=3), last=FRIDAY + timedelta(days=4)
    )
    on_day(MONDAY + timedelta(days=2))
    with pytest.raises(NotPermitted):
        do_to(leave, "end", staff("shenhe-slj"))
    do_to(leave, "end", staff("chengban-slj"))
    assert (leave.state, leave.last_day) == (Leave.State.ENDED, MONDAY + timedelta(days=1))
    assert case.pk not in mine(staff("shoujian-slj"))
    assert Notice.objects.filter(staff=person("shoujian-slj"), subject__contains="代班结束").exists()
    do_to(later, "end", staff("duban"))
    assert Absence.objects.count() == 1
    goes("chengban-slj", handler="shenhe-slj", first=MONDAY + timedelta(days=2))


def test_a_substitute_who_leaves_service_leaves_nobody_waiting(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = at_work()
    goes("chengban-slj", handler="shoujian-slj")
    substitute = person("shoujian-slj")
    substitute.is_active = False
    substitute.save()
    assert release_vacated() == 1
    assert Case.objects.get(pk=case.pk).handler is None
    assert person("chengban") in holders(Role.HANDLER, organ("LL-SLJ"))  # the county's, one level up
    assert list(unattended()) == []
    Post.objects.filter(organ=organ("LL"), role=Role.HANDLER).delete()
    assert [str(fault.why) for fault in unattended()] == ["等的岗位上没有在岗人员"]


def test_warnings_reach_the_substitute(county: None, on_day: OnDay) -> None:
    on_day(MONDAY)
    case = at_work()
    goes("chengban-slj", handler="shoujian-slj", last=MONDAY + timedelta(days=90))
    on_day(MONDAY + timedelta(days=30))
    sweep()
    warned = set(
        Notice.objects.filter(about_case=case.pk, key__startswith="clock:").values_list("staff__username", flat=True)
    )
    assert {"chengban-slj", "shoujian-slj"} <= warned
