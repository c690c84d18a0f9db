"""A letter that is not public is seen by its sender, the staff in charge and those above them. By nobody else."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from channels.layers import get_channel_layer
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict

from demo.channels import sample
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.numbers import query_code
from interaction.casework.registry import channel
from interaction.errors import NotNow
from interaction.notices import live
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Post, Staff
from interaction.publicity.models import Publication
from interaction.publicity.similarity import similar
from interaction.workbench.live import LiveDesk
from interaction.workdays.now import now, override_now
from mailbox.models import Mailbox
from tests.conftest import do, staff
from tests.portal.crawling import text_of
from tests.portal.test_bad_input import png
from tests.publicity.published import TO_REPLY, page, published, signed_in

SECRET = {"title": "举报某厂夜间排污水", "content": "某厂每晚排污水到小河里，请保密。"}


def withheld(*, wish: str = "") -> Case:
    """A letter with a picture, whose sender does not agree to publication, at the housing bureau and answered."""
    from random import Random

    found = channel("letter")
    case = found.model()
    data = {**sample(found.key, "submit", case, Random(3)), **SECRET, "public_wish": wish}
    data["mailbox"] = Mailbox.objects.filter(organ__parent=None).values_list("pk", flat=True)[0]
    files = MultiValueDict({"attachments": [SimpleUploadedFile("现场.png", png(), "image/png")]})
    perform(case, "submit", Actor.party(), data, files)
    do(case, "accept")
    do(case, "dispatch", organ=Organ.objects.get(code="LL-ZJJ").pk)
    do(case, *TO_REPLY[2:])
    return case


def told(text: str) -> bool:
    return any(words in text for words in SECRET.values())


@pytest.mark.django_db
def test_the_public_finds_no_trace_of_it(county: None) -> None:
    case, visitor = withheld(), Client()
    with pytest.raises((NotNow, LookupError)):
        do(case, "publish_reply")
    do(case, "withhold_reply")
    assert not Publication.objects.exists()
    for address in ("/", "/replies/", "/replies/?channel=letter", "/answers/", f"/replies/{case.pk}/", "/statistics/"):
        assert not told(page(visitor.get(address))), address
    assert similar(*SECRET.values()) == []
    step = visitor.post("/send/letters/", {**SECRET, "submission": "x"})
    assert "有人问过类似的事" not in page(step)


@pytest.mark.django_db
def test_no_list_search_feed_file_or_interface_has_it(county: None) -> None:
    """Each of them has the letter beside it, which is public: they are not merely empty."""
    case = withheld()
    do(case, "withhold_reply")
    letter: Any = case.specific
    beside = published(public_wish="on")
    day = beside.received_on
    addresses = [
        "/search/?q=夜间排污水", "/search/?q=南关街", "/feeds/replies/", "/feeds/channels/letter/", "/feeds/search/?q=南关街",
        f"/feeds/organs/{beside.organ.code}/", "/api/v1/replies", f"/open-data/files/replies-{day.year}.csv",
        f"/open-data/files/replies-{day.year}.jsonl.gz", "/open311/v2/requests.json", "/open311/v2/requests.xml",
        f"/organs/{beside.organ.code}/replies/", f"/mailboxes/{letter.mailbox_id}/",
    ]  # fmt: skip
    later = now() + timedelta(minutes=5)  # changes are listed when no transaction can come before them any more
    with override_now(later):
        for address in addresses:
            for language in ("", "/en") if not address.startswith(("/api", "/open")) else ("",):
                answer = Client().get(language + address)
                assert answer.status_code == 200, address
                said = re.sub("</?mark>", "", text_of(answer.getvalue(), answer.headers["Content-Type"]))
                assert not told(said), address
                assert beside.title in said or "排污水" in address or "mailboxes" in address, address
        rows = Client().get("/sitemap-0.xml").content.decode()
    assert f"/replies/{beside.pk}/" in rows
    assert rows.count("<loc>") == 2  # the one reply, in two languages


@pytest.mark.django_db
def test_agreed_but_not_yet_published_is_not_public_either(county: None) -> None:
    withheld(wish="on")
    assert not told(page(Client().get("/replies/")) + page(Client().get("/")))
    assert similar(*SECRET.values()) == []


@pytest.mark.django_db
def test_receipt_tracking_and_files_are_the_senders(county: None) -> None:
    case = withheld()
    file = case.attachments.get()
    private = [
        f"/receipt/{case.number}/", f"/receipt/{case.number}/pdf/", f"/track/{case.number}/",
        f"/track/{case.number}/files/{file.pk}/",
    ]  # fmt: skip
    stranger, sender = Client(), Client()
    for address in private:
        answer = stranger.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/track/")
        assert not told(page(answer))
    assert sender.post("/track/", {"number": case.number, "code": "AAAAAAAAAA"}).status_code == 422
    sender.post("/track/", {"number": case.number, "code": query_code(case.number, case.query_key_id)})
    assert told(page(sender.get(f"/track/{case.number}/")))
    assert sender.get(private[-1]).status_code == 200
    assert sender.get(private[0]).status_code == 302  # the receipt is the browser's that sent it
    another = withheld()
    assert sender.get(f"/track/{another.number}/").status_code == 302
    assert sender.get(f"/track/{case.number}/files/{another.attachments.get().pk}/").status_code == 404


@pytest.mark.django_db
def test_the_desk_of_another_organ_does_not_have_it(county: None) -> None:
    case = withheld()
    file = case.attachments.get()
    desk = [
        f"/desk/cases/{case.pk}/",
        f"/desk/cases/{case.pk}/files/{file.pk}/",
        f"/desk/cases/{case.pk}/do/withhold_reply/",
        *(f"/desk/cases/{case.pk}/files/{file.pk}/{more}/" for more in ("look", "original", "page/1")),
    ]
    # One for each role at each kind of organ: what is seen is decided by nothing else.
    posts = Post.objects.exclude(organ__code__in=["LL", "LL-ZJJ"]).select_related("staff", "organ")
    own = set(Post.objects.filter(organ__code__in=["LL", "LL-ZJJ"]).values_list("staff", flat=True))
    outsiders = {(post.role, post.organ.kind): post.staff for post in posts if post.staff_id not in own}
    assert len(outsiders) > 5
    for person in outsiders.values():
        client = Client()
        client.force_login(person)
        assert [client.get(address).status_code for address in desk] == [404] * 6, person.username
        listed = page(client.get("/desk/?tab=all")) + page(client.get("/desk/", {"q": case.number}))
        listed += page(client.get("/desk/", {"q": "排污水"}))
        assert f"/desk/cases/{case.pk}/" not in listed, person.username
        assert not told(listed), person.username
    for username in ("chengban-zjj", "duban"):
        assert told(page(signed_in(username).get(desk[0])))
        assert signed_in(username).get(f"{desk[1]}look/").status_code == 200


class Socket(ApplicationCommunicator):
    """An open desk of somebody."""

    def __init__(self, person: Staff) -> None:
        scope = {"type": "websocket", "path": "/live/", "headers": [], "user": person, "session": {}}
        super().__init__(LiveDesk.as_asgi(), scope)

    async def open(self) -> None:
        await self.send_input({"type": "websocket.connect"})
        assert (await self.receive_output())["type"] == "websocket.accept"

    async def heard(self) -> list[Any]:
        found = []
        while not await self.receive_nothing(timeout=0.2):
            found.append(json.loads((await self.receive_output())["text"]))
        return found


@pytest.mark.django_db(transaction=True)
def test_open_desks_hear_an_id_and_only_where_it_concerns_them(
    county: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    sent: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(live, "send", lambda group, message: sent.append((group, message)))
    case = withheld()
    people = {name: staff(name).staff for name in ("chengban-zjj", "chengban-czj", "duban")}
    (group, message) = sent[-1]
    assert message == {"type": "case.changed", "case": case.pk, "organs": [Organ.objects.get(code="LL-ZJJ").path]}

    async def listen() -> dict[str, list[Any]]:
        sockets = {name: Socket(person) for name, person in people.items() if person}
        for socket in sockets.values():
            await socket.open()
        await get_channel_layer().group_send(group, message)
        return {name: await socket.heard() for name, socket in sockets.items()}

    only_the_id = [{"type": "case", "id": case.pk}]
    assert async_to_sync(listen)() == {"chengban-zjj": only_the_id, "duban": only_the_id, "chengban-czj": []}
