"""The demo county's outreach, by its people and the real steps on a pretended clock. The same on every day it is loaded."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from demo.channels import sample
from demo.outreach import entries
from demo.people import person
from demo.simulation import County
from interaction.casework.actions import actions_of
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.registry import channel
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Staff
from interaction.outreach import questions, signing_up
from interaction.outreach.kinds import KINDS
from interaction.outreach.models import Entry, SignUp
from interaction.workdays.current import calendar
from interaction.workdays.now import SHANGHAI, override_now, today
from interaction.workflow.engine import perform as act

SEED = 2026
WEEKDAY_HOURS, SATURDAY_HOURS = "08:30-12:00、14:00-17:30", "09:00-11:30"
PAST_SIGN_UPS, COMING_SIGN_UPS = 14, 9
# Working days from the broadcast on which each step of a question is taken.
COURSE = (("accept", 0), ("dispatch", 1), ("draft_reply", 3), ("approve", 4), ("sign", 5), ("publish_reply", 7))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def actor(username: str) -> Actor:
    return Actor.of(Staff.objects.get(username=username))


@dataclass(frozen=True)
class Desk:
    """Who writes for an organ, and who of the county publishes."""

    writer: Actor
    publisher: Actor

    @classmethod
    def of(cls, organ: Organ) -> "Desk":
        name = f"gongkai-{organ.code.removeprefix('LL-').lower()}"
        return cls(actor(name) if not organ.is_root else actor("gongkai-fuhe"), actor("gongkai"))

    def put(self, kind: str, organ: Organ, day: date, data: dict[str, Any]) -> Any:
        """A new entry: written in the morning, published an hour later."""
        chosen = KINDS[kind]
        entry = chosen.model(kind=kind)
        with override_now(at(day, 9)):
            act(entry, "write", self.writer, {**data, "organ": organ.pk, "checked": "on"})
        with override_now(at(day, 10)):
            act(entry, "publish", self.publisher)
        return chosen.model.objects.get(pk=entry.pk)

    def correct(self, entry: Any, day: date, **changes: Any) -> None:
        """Something added to a published entry, by two people."""
        chosen = KINDS[entry.kind]
        with override_now(at(day, 9)):
            before = chosen.form(case=entry, actor=self.writer)
            typed = {
                bound.name: bound.field.prepare_value(bound.value()) if not hasattr(bound.field.widget, "format_value")
                else bound.field.widget.format_value(bound.value()) for bound in before
            }  # fmt: skip
            act(entry, "write", self.writer, {**typed, **changes, "checked": "on"})
        with override_now(at(day, 10)):
            act(entry, "publish", self.publisher)


def load() -> bool:
    """Fill an empty room; answers whether it was empty. Questions that are there already are noted either way."""
    questions.note_all()
    if Entry.objects.exists():
        return False
    organs = {one.code: one for one in Organ.objects.all()}
    for code, title, body, ago, holds in entries.ANNOUNCEMENTS:
        day = today() - timedelta(days=ago)
        until = (day + timedelta(days=holds)).isoformat() if holds else ""
        data = {"title": title, "body": body, "valid_until": until}
        Desk.of(organs[code]).put("announcement", organs[code], day, data)
    _programmes(organs)
    _open_days(organs)
    _points(organs)
    return True


def _programmes(organs: dict[str, Organ]) -> None:
    programmes: dict[str, Any] = {}
    for medium, code, title, body in entries.PROGRAMMES:
        day = today() - timedelta(days=70)
        programmes[title] = Desk.of(organs[code]).put(
            "programme", organs[code], day, {"title": title, "body": body, "medium": medium}
        )
    numbers: dict[str, int] = {}
    for name, ago, codes, title, body, recording, asked in entries.EPISODES:
        programme, aired = programmes[name], _workday(today() - timedelta(days=ago))
        numbers[name] = numbers.get(name, 0) + 1
        batch = f"{name}{aired.year}年第{numbers[name]}期"
        data = {
            "programme": programme.pk, "batch": batch, "title": f"第{numbers[name]}期：{title}", "body": body,
            "aired_on": aired.isoformat(), "organs": [organs[code].pk for code in codes], "recording": recording,
        }  # fmt: skip
        Desk.of(programme.organ).put("episode", programme.organ, aired, data)
        for position, question in enumerate(asked):
            _ask(Random(f"{SEED}{batch}{position}"), programme, batch, aired, question)  # noqa: S311


def _workday(day: date) -> date:
    days = calendar()
    while not days.is_workday(day):
        day += timedelta(days=1)
    return day


def _ask(random: Random, programme: Any, batch: str, aired: date, question: Any) -> None:
    """A question of an episode as a letter, taken by the real actions as far as it went."""
    kind, code, title, content, reply, last = question
    described, county = channel("letter"), County(SEED)
    letter: Any = described.model()
    entered = {
        **sample("letter", "enter_letter", letter, random), **person(random), "source": programme.medium, "batch": batch,
        "received_on": aired.isoformat(), "upstream_number": "", "upstream_days": "", "kind": kind, "title": title,
        "content": content, "identity": Case.Identity.WITHHELD, "public_wish": "on",
    }  # fmt: skip
    with override_now(at(aired, 15)):
        perform(letter, "enter_letter", actor("shoujian"), entered)
    said = {
        "dispatch": {"organ": Organ.objects.get(code=code).pk, "note": "请按节目中的承诺办理，按期答复提问人。"},
        "draft_reply": {"body": reply},
        "publish_reply": {"title": title, "content": content, "reply": reply, "checked": "on"},
    }  # fmt: skip
    for name, after in COURSE:
        with override_now(at(calendar().add(aired, after) if after else aired, 16)):
            for _level in range(1, letter.organ.review_levels if name == "approve" else 1):
                _step(county, letter, "pass_on", {"remarks": ""})
            _step(county, letter, name, said.get(name) or sample("letter", name, letter, random))
        if name == last:
            break


def _step(county: County, letter: Case, name: str, data: dict[str, Any]) -> None:
    declared = actions_of(type(letter))[name]
    who = county.actor_for(declared, letter)
    assert who is not None, name
    perform(letter, name, who, data)


def _open_days(organs: dict[str, Organ]) -> None:
    code, title, body, place, outcome, feedback = entries.OPEN_DAY_PAST
    held = today() - timedelta(days=20)
    desk = Desk.of(organs[code])
    past = desk.put(
        "open_day", organs[code], held - timedelta(days=25), _day(title, body, place, held, quota=30, opens=20)
    )
    ones = [_sign_up(past, n, at(held - timedelta(days=15), 10, n), Random(f"{SEED}{n}").randint(1, 3))  # noqa: S311
            for n in range(PAST_SIGN_UPS)]  # fmt: skip
    with override_now(at(held - timedelta(days=5), 9)):
        signing_up.cancel(ones[2])
    with override_now(at(held, 17)):
        came = {f"came-{one.pk}": one.people for one in ones if one.pk != ones[5].pk}
        act(past, "attend", desk.writer, came)
    for position, words in enumerate(entries.RATED):
        with override_now(at(held + timedelta(days=1), 20, position)):
            one = SignUp.objects.select_related("day").filter(day=past, came__gte=1).order_by("number")[position]
            signing_up.rate(one, 5 - position % 2, words)
    past.refresh_from_db()
    desk.correct(past, held + timedelta(days=6), outcome=outcome, feedback=feedback, note="补充活动情况和反馈摘要。")
    code, title, body, place = entries.OPEN_DAY_COMING
    coming_on = _workday(today() + timedelta(days=12))
    desk = Desk.of(organs[code])
    day = _day(title, body, place, coming_on, quota=16, opens=(coming_on - today()).days + 3)
    coming = desk.put("open_day", organs[code], today() - timedelta(days=4), day)
    for n in range(COMING_SIGN_UPS):
        _sign_up(coming, 100 + n, at(today() - timedelta(days=2), 11, n), 1 + n % 3)


def _day(title: str, body: str, place: str, on: date, *, quota: int, opens: int) -> dict[str, Any]:
    """An open day's form; signing up opens so many days before and closes two days before."""
    return {
        "title": title, "body": body, "place": place, "quota": quota, "starts_at": f"{on}T09:00",
        "ends_at": f"{on}T11:30", "sign_up_from": (on - timedelta(days=opens)).isoformat(),
        "sign_up_until": (on - timedelta(days=2)).isoformat(),
    }  # fmt: skip


def _sign_up(day: Any, n: int, moment: datetime, people: int) -> SignUp:
    who: Any = person(Random(f"{SEED}{n}"))  # noqa: S311 - invented people
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"huiyin-demo-{day.title}-{n}")
    with override_now(moment):
        wish = signing_up.Wish(key, str(who["name"]), f"1390000{n:04d}", str(who["email"]), people)
        return signing_up.sign_up(day, wish)


def _points(organs: dict[str, Organ]) -> None:
    day = today() - timedelta(days=30)
    for code, township, name, address, offers, north, east, datum, access, saturday in entries.POINTS:
        hours = [WEEKDAY_HOURS] * 5 + [SATURDAY_HOURS if saturday else "", ""]
        data = {
            "title": name, "body": offers, "address": address, "township": organs[township].pk, "phone": "12345",
            "accessibility": access, "latitude": Decimal(north), "longitude": Decimal(east), "datum": datum,
            **{f"day{index}": text for index, text in enumerate(hours)},
        }  # fmt: skip
        Desk.of(organs[code]).put("point", organs[code], day, data)
