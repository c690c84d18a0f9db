"""What people (and machines) get wrong: a clear answer in Chinese, nothing lost, never a server error."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from demo.channels import sample
from interaction.casework.file_store import read
from interaction.casework.models import Attachment, Case
from interaction.casework.stash import stashed_files
from interaction.workdays.now import today

pytestmark = pytest.mark.django_db


def png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (4, 4), "white").save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def citizen(county: None) -> Client:
    return Client()


def application(**changes: Any) -> dict[str, Any]:
    good = sample("disclosure", "submit", Case(), Random(7))
    return {**good, "submission": str(uuid.uuid4()), **changes}


def send(client: Client, **changes: Any) -> Any:
    return client.post("/send/requests/", application(**changes))


def typed_back(answer: Any, words: str) -> bool:
    return words in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "请填写“所需信息的名称”。"),
        ({"wanted": "字" * 1_000_000}, "5000"),
        ({"wanted": "预算\x00决算"}, "字符"),
        ({"wanted": "预算\uffff决算"}, "字符"),
        ({"title": "预算\ufffe决算"}, "字符"),
        ({"id_number": "110105194912310021"}, "身份证"),
        ({"id_number": "37999920990101001X"}, "身份证"),
        ({"id_kind": "credit_code"}, "居民身份证"),
        ({"phone": "12"}, "电话"),
        ({"email": "not an address"}, "name@example.com"),
        ({"postcode": "12"}, "邮政编码"),
        ({"party_kind": "enterprise", "contact": ""}, "联系人"),
        ({"way": "email", "email": ""}, "电子邮箱"),
        ({"addressed_to": "999999"}, "受理机关"),
        ({"addressed_to": "' OR 1=1"}, "受理机关"),
        ({"party_kind": "ghost"}, "申请人类型"),
    ],
)  # fmt: skip
def test_a_fault_is_explained_and_the_rest_kept(citizen: Client, changes: dict[str, Any], says: str) -> None:
    answer = send(citizen, address="某街道某社区甲乙丙", **changes)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert typed_back(answer, "某街道某社区甲乙丙")
    assert not Case.objects.exists()


def test_script_is_text(citizen: Client) -> None:
    words = "<script>alert(1)</script>"
    answer = citizen.post("/send/requests/", application(title=words), follow=True)
    page = answer.content.decode()
    assert words not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("virus.exe", b"MZ\x90\x00" + b"0" * 100, "virus.exe"),
        ("photo.png", b"GIF89a" + b"0" * 100, "photo.png"),
        ("empty.pdf", b"", "empty"),
        ("big.pdf", b"%PDF-1.4\n" + b"0" * (10 * 1024 * 1024 + 1), "10 MB"),
        ("page.html", b"<html><script>alert(1)</script>", "page.html"),
    ],
)  # fmt: skip
def test_files_that_may_not_come_in_are_named(citizen: Client, name: str, content: bytes, says: str) -> None:
    answer = send(citizen, attachments=SimpleUploadedFile(name, content))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Case.objects.exists()


def test_a_good_file_survives_a_fault_elsewhere(
    citizen: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    key = str(uuid.uuid4())
    faulty = application(submission=key, title="", attachments=SimpleUploadedFile("证件.png", png()))
    answer = citizen.post("/send/requests/", faulty)
    assert answer.status_code == 422
    kept = stashed_files(uuid.UUID(key)).get()
    assert kept.name in answer.content.decode()
    again = application(submission=key)
    with django_capture_on_commit_callbacks(execute=True):
        assert citizen.post("/send/requests/", again).status_code == 302
    assert [one.name for one in Attachment.objects.all()] == ["证件.png"]
    assert not stashed_files(uuid.UUID(key)).exists()
    with pytest.raises(FileNotFoundError):  # nobody's file is kept twice
        read(kept.pk)


def test_a_file_survives_that_too_much_was_sent(citizen: Client, settings: Any) -> None:
    key, settings.SUBMISSIONS_PER_HOUR = str(uuid.uuid4()), 1
    faulty = application(submission=key, title="", attachments=SimpleUploadedFile("证件.png", png()))
    assert citizen.post("/send/requests/", faulty).status_code == 422
    answer = citizen.post("/send/requests/", application(submission=key))
    assert answer.status_code == 429
    assert stashed_files(uuid.UUID(key)).get().name in answer.content.decode()
    settings.SUBMISSIONS_PER_HOUR = 2
    assert citizen.post("/send/requests/", application(submission=key)).status_code == 302
    assert [one.name for one in Attachment.objects.all()] == ["证件.png"]


def test_a_form_sent_twice_opens_one_case(citizen: Client) -> None:
    page = citizen.get("/send/requests/", follow=True).content.decode()
    key = re.search(r'name="submission" value="([^"]+)"', page)
    assert key
    first = citizen.post("/send/requests/", application(submission=key[1]))
    again = citizen.post("/send/requests/", application(submission=key[1], title="换了标题"))
    assert first["Location"] == again["Location"]
    stranger = Client().post("/send/requests/", application(submission=key[1]))
    assert stranger.status_code == 409
    assert Case.objects.get().number not in stranger.content.decode()


def test_too_many_fields_is_a_plain_refusal(citizen: Client) -> None:
    answer = citizen.post("/send/requests/", {f"field{n}": "x" for n in range(1200)})
    assert answer.status_code == 400
    assert "请返回上一页" in answer.content.decode()


def test_a_flood_is_slowed_down(citizen: Client, settings: Any) -> None:
    settings.SUBMISSIONS_PER_HOUR = 2
    assert [send(citizen).status_code for _one in range(3)] == [302, 302, 429]


def test_codes_cannot_be_guessed(citizen: Client) -> None:
    send(citizen)
    number = Case.objects.get().number
    stranger = Client()
    answers = [stranger.post("/track/", {"number": number, "code": f"GUESS{n:05d}"}).status_code for n in range(31)]
    assert answers == [422] * 30 + [429]
    assert stranger.get(f"/track/{number}/").status_code == 302


def test_a_future_date_of_receipt_is_refused(citizen: Client) -> None:
    from tests.conftest import open_case, staff

    case = open_case("disclosure")
    clerk = Client()
    someone = next(one for one in ("shoujian",))
    clerk.force_login(staff(someone).staff)  # type: ignore[arg-type]
    answer = clerk.post(f"/desk/cases/{case.pk}/do/register/", {"received_on": today() + timedelta(days=1)})
    assert answer.status_code == 422
    assert "日期不能晚于今天" in answer.content.decode()
    answer = clerk.post(f"/desk/cases/{case.pk}/do/register/", {"received_on": "2026-02-31"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "address",
    [
        "/replies/?after=%00", "/replies/?organ=%27%22&channel=x", "/replies/?after=9999-99-99.1",
        "/replies/999999999999/", "/replies/99999999999999999999999/",
        "/replies/?after=2026-01-01.9999999999999999999999",
        "/statistics/?year=99999999999999&channel=%00", "/statistics/?year=٢٠٢٦", "/statistics/?year=²",
        "/time-limit/?received=x", "/time-limit/?received=0001-01-01", "/time-limit/?rule=nope&received=2026-01-01",
        "/time-limit/?rule=disclosure.reply&received=0001-01-01",
        "/time-limit/?rule=disclosure.reply&received=9999-12-31",
        "/time-limit/?rule=disclosure.reply&received=2044-12-30", "/time-limit/?received=%00",
        "/time-limit/?rule=disclosure.reply&received=2026-03-02&corrected=2026-03-05", "/track/?number=%00",
        "/send/nothing/", "/view/care/on/", "/view/evil/on/", "/track/%00/", "/receipt/XX-2026-000001/",
        "/send/letters/?title=%00%0a",
    ],
)  # fmt: skip
def test_odd_addresses_get_plain_answers(citizen: Client, address: str) -> None:
    assert citizen.get(address).status_code < 500
