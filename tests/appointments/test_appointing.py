"""Posts are granted by appointment: by two where it matters, never to oneself, and nobody holds two of the three."""

from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from interaction.appointments.models import Appointment
from interaction.casework.engine import perform as perform_on_case
from interaction.casework.queries import seen_by, visible
from interaction.errors import InvalidData, NotNow, NotPermitted, Refused
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from interaction.organs.models import ADMINISTRATORS, Organ, Post, Role, Staff
from interaction.workflow.engine import perform
from interaction.workflow.todos import todos_of
from tests.conftest import open_case, staff
from tests.databases import owner

pytestmark = pytest.mark.django_db


def person(username: str) -> Staff:
    return Staff.objects.get(username=username)


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(person(username))
    return client


def proposed(role: str, to: str = "chengban-czj", by: str = "anquan", organ: str = "LL-CZJ") -> Appointment:
    found = Appointment()
    data = {"staff": person(to).pk, "organ": Organ.objects.get(code=organ).pk, "role": role}
    perform(found, "propose", staff(by), data)
    return found


def test_a_handler_is_appointed_at_once_and_a_signer_by_two(county: None) -> None:
    proposed(Role.REVIEWER)
    assert person("chengban-czj").posts.filter(role=Role.REVIEWER).exists()
    asked = proposed(Role.SIGNER)
    assert not person("chengban-czj").posts.filter(role=Role.SIGNER).exists()
    with pytest.raises(NotNow, match="请由另一位同志确认"):
        perform(asked, "confirm", staff("anquan"))
    for nobody in ("guanli", "shenji", "duban"):
        with pytest.raises(NotPermitted):
            perform(asked, "confirm", staff(nobody))
    assert [str(todo.label) for todo in todos_of(staff("anquan-fuhe")) if "承办" in todo.title] == ["确认任命"]
    perform(asked, "confirm", staff("anquan-fuhe"))
    assert person("chengban-czj").posts.filter(role=Role.SIGNER).exists()
    assert Notice.objects.filter(staff=person("chengban-czj"), subject__contains="您已获任命").count() == 2


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_the_three_are_granted_by_two_and_never_to_oneself(county: None, role: str) -> None:
    asked = proposed(role, organ="LL")
    assert asked.state == "proposed"
    with pytest.raises(InvalidData):
        proposed(role, to="anquan")
    assert not person("anquan").posts.exclude(role=Role.SECURITY).exists()
    perform(asked, "confirm", staff("qianfa"))
    given = person("chengban-czj")
    assert given.is_staff
    assert role in Actor.of(given).roles
    with pytest.raises(InvalidData):
        proposed(next(one for one in ADMINISTRATORS if one != role))


def test_whoever_is_appointed_confirms_nothing_of_it(county: None) -> None:
    Post.objects.create(staff=person("qianfa-czj"), organ=Organ.objects.get(code="LL"), role=Role.SIGNER)
    asked = proposed(Role.AUDITOR, to="qianfa-czj", organ="LL")
    with pytest.raises(NotNow, match="不能确认对自己"):
        perform(asked, "confirm", staff("qianfa-czj"))


def test_the_database_itself_refuses(county: None) -> None:
    county_organ = Organ.objects.get(code="LL")
    with pytest.raises(IntegrityError, match="one person holds one"), transaction.atomic():
        Post.objects.create(staff=person("guanli"), organ=county_organ, role=Role.SECURITY)
    with pytest.raises(IntegrityError, match="nobody_may_everything"), transaction.atomic():
        Staff.objects.filter(username="guanli").update(is_superuser=True)
    asked = proposed(Role.SIGNER)
    for change in (
        {"state": "granted"}, {"state": "granted", "confirmed_by": person("anquan")}, {"confirmed_by": asked.staff},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.filter(pk=asked.pk).update(**change, version=2)


@pytest.mark.parametrize("username", ["guanli", "anquan", "shenji"])
def test_none_of_the_three_reads_a_case_by_being_one(county: None, username: str) -> None:
    case, actor, client = open_case("letter"), staff(username), signed_in(username)
    assert not visible(case, actor)
    assert [type(case).objects.filter(one).count() for one in seen_by(actor)] == [0]
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 404
    for address in ("/desk/?tab=all", f"/desk/?q={case.number}"):
        assert case.title not in client.get(address).content.decode()
    for name in ("accept", "view_party"):
        with pytest.raises(Refused):
            perform_on_case(case, name, actor, {})


def test_nobody_stands_in_for_an_administrator(county: None) -> None:
    shown = signed_in("guanli").get("/desk/leave/new/", follow=True).content.decode()
    assert "由谁代班" not in shown


def test_pages(county: None) -> None:
    asked = proposed(Role.PUBLISHER)
    for reader in ("anquan", "anquan-fuhe", "qianfa", "shenji"):
        assert "待另一人确认" in signed_in(reader).get("/desk/appointments/").content.decode()
        assert signed_in(reader).get(f"/desk/appointments/{asked.pk}/").status_code == 200
    for other in ("guanli", "duban", "chengban-czj"):
        assert signed_in(other).get("/desk/appointments/").status_code == 403
        assert signed_in(other).get(f"/desk/appointments/{asked.pk}/").status_code == 404
        assert signed_in(other).get("/desk/appointments/new/").status_code == 403
    assert signed_in("anquan").get("/desk/appointments/new/", follow=True).status_code == 200
    done = signed_in("anquan-fuhe").post(f"/desk/appointments/{asked.pk}/do/confirm/", {"version": 1})
    assert done.status_code == 302
    assert person("chengban-czj").posts.filter(role=Role.PUBLISHER).exists()


def test_who_might_everything_becomes_a_system_administrator_and_no_more(county: None) -> None:
    both = Staff.objects.filter(username__in=["fazhi", "guanli"])
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE organs_staff DROP CONSTRAINT staff_nobody_may_everything")
        both.update(is_superuser=True, is_staff=True)
        Staff.objects.filter(username="duban").update(is_staff=True)
        migration = import_module("interaction.organs.migrations.0008_no_superusers")
        cursor.execute(migration.SYSTEM_ADMINISTRATORS)
    assert {(one.is_superuser, one.is_staff) for one in both} == {(False, True)}
    assert list(person("fazhi").posts.order_by("role").values_list("role", flat=True)) == ["administrator", "legal"]
    assert person("guanli").posts.count() == 1
    assert not person("duban").is_staff
    assert Post.objects.filter(role__in=[Role.SECURITY, Role.AUDITOR]).count() == 3  # the demo county's own


def first(**named: Any) -> str:
    out = StringIO()
    call_command("first_administrators", stdout=out, **named)
    return out.getvalue()


def test_the_first_are_named_at_the_machine_and_never_again(county: None) -> None:
    with pytest.raises(CommandError, match="已经有人担任"):
        first(security=["chengban-czj"])
    Post.objects.filter(role__in=ADMINISTRATORS).delete()
    assert "chengban-czj: 安全管理员" in first(security=["chengban-czj", "shenhe-czj"], auditor=["fazhi"])
    assert Appointment.objects.filter(proposed_by=None).count() == 3
    with pytest.raises(CommandError, match="已经有人担任"):
        first(security=["qianfa-czj"])
    with pytest.raises(CommandError, match="nobody"):
        first(system=["nobody"])
