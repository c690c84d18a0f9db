"""Entries of the demo county, put before the public by two of its people."""

from datetime import date, datetime, time
from typing import Any

from django.test import Client

from interaction.organs.models import Organ
from interaction.outreach import signing_up
from interaction.outreach.kinds import KINDS
from interaction.outreach.models import OpenDay, SignUp
from interaction.workdays.now import SHANGHAI
from interaction.workflow.engine import perform
from tests.conftest import staff

WRITER, OTHER = "gongkai-slj", "gongkai"
MONDAY, THE_DAY = date(2026, 3, 2), date(2026, 3, 20)
DATA: dict[str, dict[str, Any]] = {
    "announcement": {"title": "停水公告", "body": "本周六检修管网，停水半天。", "valid_until": ""},
    "programme": {"title": "面对面问政", "body": "每月一期。", "medium": "television"},
    "episode": {"title": "供水专场", "body": "回答供水问题。", "batch": "2026年第7期", "aired_on": "2026-03-02", "recording": ""},
    "open_day": {
        "title": "走进自来水厂", "body": "参观净化车间。", "place": "县自来水厂", "quota": 5, "starts_at": "2026-03-20T09:00",
        "ends_at": "2026-03-20T11:00", "sign_up_from": "2026-03-02", "sign_up_until": "2026-03-18",
    },
    "point": {
        "title": "县政务公开体验区", "body": "查询政府信息。", "address": "演示路1号", "township": "", "phone": "0539-5211234",
        "accessibility": "有坡道。", "latitude": "34.85", "longitude": "118.07", "datum": "wgs84", "day0": "08:30-12:00",
    },
}  # fmt: skip


def typed(kind: str, **changes: Any) -> dict[str, Any]:
    organ = Organ.objects.get(code="LL-SLJ")
    return {"organ": organ.pk, "checked": "on", **DATA[kind], **changes}


def drafted(kind: str, writer: str = WRITER, **changes: Any) -> Any:
    entry = KINDS[kind].model(kind=kind)
    perform(entry, "write", staff(writer), typed(kind, **changes))
    return entry


def public(kind: str, **changes: Any) -> Any:
    entry = drafted(kind, **changes)
    perform(entry, "publish", staff(OTHER))
    return KINDS[kind].model.objects.get(pk=entry.pk)


def episode(**changes: Any) -> Any:
    """An episode of a published programme."""
    organs = [Organ.objects.get(code="LL-SLJ").pk]
    return public("episode", **{"programme": public("programme").pk, "organs": organs, **changes})


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)


def wish(n: int, people: int = 1, **changes: Any) -> signing_up.Wish:
    import uuid

    facts = {"key": uuid.uuid4(), "name": f"王小{n}", "phone": f"1380000{n:04d}", "email": "", "people": people}
    return signing_up.Wish(**{**facts, **changes})


def comers(day: OpenDay) -> list[tuple[int, str]]:
    """(people, state) of everybody who signed up, in their order."""
    return [(one.people, one.state) for one in SignUp.objects.filter(day=day).order_by("number")]


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(staff(username).staff)  # type: ignore[arg-type]
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())
