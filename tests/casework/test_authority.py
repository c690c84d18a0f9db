"""Who may do what: every action x every role x own organ, one above, one beside - from the declarations themselves."""

from itertools import product
from random import Random

import pytest
from django.test import Client

from interaction.casework.actions import Action, actions_of, available
from interaction.casework.dispatch_forms import within_reach
from interaction.casework.engine import perform
from interaction.casework.models import NEW, Assist, Case, Event
from interaction.casework.registry import channel, channels
from interaction.errors import NotPermitted, Refused
from interaction.organs.actors import PARTY, SYSTEM, Actor
from interaction.organs.models import Organ, Post, Role, Staff
from interaction.workdays.now import today
from tests.conftest import do, everybody, open_case
from tests.depth import DEEP

pytestmark = pytest.mark.django_db
ACTIONS = [(one.key, declared) for one in channels() for declared in actions_of(one.model).values()]
NAMES = [f"{key}.{declared.name}" for key, declared in ACTIONS]
# Where the actor's post is, seen from the organ whose matter it is.
PLACES = {"own": "LL-CZJ", "above": "LL", "beside": "LL-ZJJ"}


def somebody(role: str, code: str) -> Actor:
    person = Staff.objects.create(username=f"{role}-{code}", name="甲")
    post = Post.objects.create(staff=person, organ=organ(code), role=role)
    return Actor("staff", staff=person, posts=(post,))


def organ(code: str) -> Organ:
    return Organ.objects.get(code=code)


def case_of(key: str) -> Case:
    """A case applied for at the finance bureau, and theirs to answer, lead and assisting organ in one."""
    finance = organ("LL-CZJ")
    case = open_case(key, addressed_to=finance.pk) if key == "disclosure" else open_case(key)
    Case.objects.filter(pk=case.pk).update(organ=finance, addressed_to=finance, assisted=True)
    Assist.objects.create(case=case, organ=finance, asked_on=today())
    return Case.objects.get(pk=case.pk).specific


def refused_for_want_of_authority(case: Case, declared: Action, actor: Actor) -> bool:
    """Whether the engine says that this actor may not; any other answer comes after that question."""
    events = Event.objects.count()
    try:
        perform(case, declared.name, actor, {})
    except NotPermitted:
        assert Event.objects.count() == events
        return True
    except Refused:
        return False
    return False


@pytest.mark.parametrize(("key", "declared"), ACTIONS, ids=NAMES)
def test_role_and_organ_decide(county: None, key: str, declared: Action) -> None:
    """Every role at every place is asked of the declaration; the engine refuses one of those who may not, and no other."""
    case = channel(key).model() if NEW in declared.sources else case_of(key)
    people = {
        (role, place): Actor("staff", staff=Staff(username=role), posts=(Post(organ=organ(code), role=role),))
        for role, (place, code) in product(Role.values, PLACES.items())
    }
    may = {one for one, actor in people.items() if declared.may_be_done_by(actor, case)}
    # A petition's review is the organ's above the one that answered (信访工作条例 A.35).
    places = {"above"} if declared.at == "reviewing_organ" else {"own", "above"}
    assert may == {
        (role, place) for role, place in people if role in declared.by and (place in places or NEW in declared.sources)
    }
    role, place = next(one for one in people if one not in may)
    assert refused_for_want_of_authority(case, declared, somebody(role, PLACES[place]))
    for role, place in sorted(may)[:1]:
        assert not refused_for_want_of_authority(case, declared, somebody(role, PLACES[place]))


@pytest.mark.parametrize(("key", "declared"), ACTIONS, ids=NAMES)
def test_a_party_acts_on_its_own_case_alone(county: None, key: str, declared: Action) -> None:
    mine, anothers = case_of(key), case_of(key)
    for actor, whose in (
        (Actor.party(mine.pk), "own"),
        (Actor.party(anothers.pk), "another's"),
        (Actor.party(), "none"),
    ):
        allowed = PARTY in declared.by and (whose == "own" or NEW in declared.sources)
        case = channel(key).model() if NEW in declared.sources else mine
        if allowed and NEW not in declared.sources and mine.state in declared.sources:
            continue  # it would be done: the journeys do it
        assert refused_for_want_of_authority(case, declared, actor) != allowed, whose
    if SYSTEM not in declared.by:
        assert refused_for_want_of_authority(mine, declared, Actor.system())


def test_somebody_without_a_post_may_nothing(county: None) -> None:
    nobody = Actor("staff", staff=Staff.objects.create(username="nobody", name="无岗"))
    cases = {one.key: case_of(one.key) for one in channels()}
    for key, declared in ACTIONS:
        if PARTY not in declared.by:
            assert refused_for_want_of_authority(cases[key], declared, nobody), declared.name


def test_another_organs_case_does_not_exist_for_me(county: None) -> None:
    case = case_of("disclosure")
    do(case, "register", "accept", "dispatch")
    outsider, insider = Client(), Client()
    outsider.force_login(Staff.objects.get(username="chengban-zjj"))
    insider.force_login(Staff.objects.get(username="chengban-czj"))
    file = case.attachments.first()
    addresses = [f"/desk/cases/{case.pk}/", f"/desk/cases/{case.pk}/do/take_up/"]
    if file:
        addresses.append(f"/desk/cases/{case.pk}/files/{file.pk}/")
    for address in addresses:
        assert outsider.get(address).status_code == 404
        assert insider.get(address, follow=True).status_code == 200
    assert outsider.post(f"/desk/cases/{case.pk}/do/take_up/").status_code == 404
    assert outsider.post(f"/desk/cases/{case.pk}/party/").status_code == 404
    for address in ("/desk/?tab=all", f"/desk/?q={case.number}"):
        assert f"/desk/cases/{case.pk}/" not in outsider.get(address).content.decode()
        assert f"/desk/cases/{case.pk}/" in insider.get(address).content.decode()


def test_the_page_offers_what_the_engine_allows(county: None) -> None:
    """A page offers just what is permitted; an address that it does not offer is refused when it is called anyway: of each
    person three that are offered and three that are not, all of them in a deep run."""
    case = case_of("disclosure")
    do(case, "register", "accept", "dispatch")
    people = {frozenset((post.organ_id, post.role) for post in actor.posts): actor for actor in everybody()}
    near, many = {organ("LL").pk, organ("LL-CZJ").pk}, None if DEEP else 3
    names = [one.name for one in actions_of(type(case)).values() if one.name != "view_party" and NEW not in one.sources]
    for actor in [one for posts, one in people.items() if near & {place for place, _role in posts}]:
        client = Client()
        client.force_login(actor.staff)
        page = client.get(f"/desk/cases/{case.pk}/").content.decode()
        offered = [name for name in names if f"/do/{name}/" in page]
        assert set(offered) == {one.name for one in available(case, actor)} & set(names), actor.staff
        for status, some in ((True, offered), (False, [name for name in names if name not in offered])):
            for name in Random(1).sample(some, min(len(some), many or len(some))):
                answer = client.get(f"/desk/cases/{case.pk}/do/{name}/", follow=True)
                assert (answer.status_code == 200) == status, (actor.staff, name, answer.status_code)


@pytest.mark.parametrize("other", [None, "LL-12345"], ids=["above", "both"])
def test_who_stands_in_for_the_hotline_reaches_as_far_as_it_does(county: None, other: str | None) -> None:
    """The office above it, when nobody is at the centre: its orders go to the whole county, as ever; letters of its own do not."""
    above = somebody(Role.INTAKE, "LL-ZFB")
    if other:
        Post.objects.create(staff=above.staff, organ=organ(other), role=Role.INTAKE)
        above = Actor("staff", staff=above.staff, posts=tuple(above.staff.posts.all()))  # type: ignore[union-attr]
    order = open_case("order")
    do(order, "accept")
    perform(order, "dispatch", above, {"organ": organ("LL-ZJJ").pk, "note": "请核实。", "not_accused": "on"})
    assert order.organ == organ("LL-ZJJ")
    assert organ("LL-ZJJ") not in within_reach(above, organ("LL-ZFB"), Role.INTAKE)
