"""Files kept for a form that is not sent yet: seen small, put in order, taken off, without any script; and so many."""

import re
import uuid
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from interaction.casework.models import Attachment, Case, StashedFile
from interaction.casework.stash import stashed_files
from tests.conftest import open_case, staff
from tests.formats.honest import photo, written_docx, written_pdf
from tests.portal.test_bad_input import application

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen(county: None) -> Client:
    return Client()


def begun(client: Client, slug: str = "requests") -> str:
    page = client.get(f"/send/{slug}/", follow=True).content.decode()
    key = re.search(r'name="submission" value="([^"]+)"', page)
    assert key
    return key[1]


def send(client: Client, key: str, *files: tuple[str, bytes], **more: Any) -> Any:
    attached = [SimpleUploadedFile(*file) for file in files]
    return client.post("/send/requests/", application(submission=key, attachments=attached, **more))


def test_a_form_says_why_a_file_that_waits_for_the_scanner_has_no_preview(citizen: Client, settings: Any) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:1"  # nothing listens there
    key = begun(citizen)
    page = send(citizen, key, ("路灯.jpg", photo()), stashed="keep").content.decode()
    assert "正在等待查毒，暂时不能预览，可以照常提交。" in page
    settings.CLAMD_ADDRESS = ""
    page = send(citizen, begun(citizen), ("路灯.jpg", photo()), stashed="keep").content.decode()
    assert "查毒" not in page


def names(key: str) -> list[str]:
    return [one.name for one in stashed_files(uuid.UUID(key))]


def test_files_are_kept_shown_ordered_and_taken_off_without_a_script(
    citizen: Client, django_capture_on_commit_callbacks: Any
) -> None:
    key = begun(citizen)
    page = send(citizen, key, ("一.heic", photo("HEIF")), ("二.pdf", written_pdf()), ("三.docx", written_docx()),
                title="写到一半", stashed="keep")  # fmt: skip
    assert page.status_code == 200
    assert not Case.objects.exists()
    text = page.content.decode()
    assert "写到一半" in text  # nothing typed is lost
    assert names(key) == ["一.jpg", "二.pdf", "三.docx"]
    first, second, third = stashed_files(uuid.UUID(key))
    assert text.count('name="stashed" value="remove:') == 3
    assert text.count('name="stashed" value="up:') == 2
    for row, drawn in ((first, True), (second, True), (third, False)):
        address = f"/send/files/{key}/{row.pk}/"
        assert (address in text) is drawn
        answer = citizen.get(address)
        assert answer.status_code == (200 if drawn else 404)
        if drawn:
            with Image.open(SimpleUploadedFile("a", answer.content)) as small:
                assert max(small.size) <= 400
    send(citizen, key, stashed=f"up:{third.pk}")
    assert names(key) == ["一.jpg", "三.docx", "二.pdf"]
    with django_capture_on_commit_callbacks(execute=True):
        again = send(citizen, key, stashed=f"remove:{first.pk}")
    assert "一.jpg" not in again.content.decode()
    assert not default_storage.exists(f"sealed/{str(first.pk)[:2]}/{first.pk}")
    with django_capture_on_commit_callbacks(execute=True):
        assert send(citizen, key, ("四.txt", b"4")).status_code == 302
    assert [one.name for one in Attachment.objects.order_by("position")] == ["三.docx", "二.pdf", "四.txt"]
    kept = next(one for one in Attachment.objects.all() if one.name == "二.pdf")
    assert default_storage.exists(f"sealed/{str(kept.original)[:2]}/{kept.original}")


def test_a_small_picture_is_for_whose_form_it_is(citizen: Client) -> None:
    key = begun(citizen)
    send(citizen, key, ("一.jpg", photo()), stashed="keep")
    address = f"/send/files/{key}/{stashed_files(uuid.UUID(key)).get().pk}/"
    assert citizen.get(address)["Content-Type"] == "image/jpeg"
    assert b"HUAWEI" not in citizen.get(address).content
    assert Client().get(address).status_code == 404


def test_nobody_changes_what_is_kept_for_another_form(citizen: Client) -> None:
    key, other = begun(citizen), begun(citizen)
    send(citizen, key, ("一.jpg", photo()), stashed="keep")
    for wanted in (f"remove:{stashed_files(uuid.UUID(key)).get().pk}", "remove:", "up:1", "remove", "x"):
        send(citizen, other, stashed=wanted)
    assert names(key) == ["一.jpg"]


def test_good_files_are_kept_beside_a_bad_one_which_is_named(citizen: Client) -> None:
    key = begun(citizen)
    page = send(citizen, key, ("好.jpg", photo()), ("坏.exe", b"MZ"))
    assert page.status_code == 422
    assert names(key) == ["好.jpg"]
    assert "没有收好" in page.content.decode()
    assert "坏.exe" in page.content.decode()


@pytest.mark.parametrize("limit", ["STASH_BYTES_OF_FORM", "STASH_BYTES_OF_VISITOR", "STASH_BYTES"])
def test_what_waits_is_limited(citizen: Client, settings: Any, limit: str) -> None:
    setattr(settings, limit, 2_500)
    key = begun(citizen)
    page = send(
        citizen, key, *((f"{n}.txt", f"{n}".encode() * 1000) for n in range(3)), stashed="keep"
    ).content.decode()
    assert names(key) == ["0.txt", "1.txt"]
    assert "2.txt" in page
    other = begun(citizen)
    send(citizen, other, ("别的.txt", b"x" * 1000), stashed="keep")
    assert names(other) == (["别的.txt"] if limit == "STASH_BYTES_OF_FORM" else [])
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    third = begun(stranger)
    send(stranger, third, ("外地.txt", b"y" * 1000), stashed="keep")
    assert names(third) == ([] if limit == "STASH_BYTES" else ["外地.txt"])


def test_originals_count_as_well(citizen: Client, settings: Any) -> None:
    content = written_pdf()
    settings.STASH_BYTES_OF_FORM = len(content) + 100
    send(citizen, key := begun(citizen), ("a.pdf", content), stashed="keep")
    assert names(key) == []


def test_staff_arrange_files_too(citizen: Client) -> None:
    case = open_case("letter")
    desk = Client()
    desk.force_login(staff("shoujian").staff)  # type: ignore[arg-type]
    address = "/desk/new/letters/enter_letter/"
    form = desk.get(address, follow=True)
    key = re.search(r'name="submission" value="([^"]+)"', form.content.decode())
    assert key
    sent = {
        "submission": key[1],
        "title": "手写来信",
        "stashed": "keep",
        "attachments": SimpleUploadedFile("信.jpg", photo()),
    }
    page = desk.post(address, sent)
    assert page.status_code == 200
    row = StashedFile.objects.get()
    assert (row.visitor, "手写来信" in page.content.decode()) == (f"staff:{staff('shoujian').staff.pk}", True)
    assert desk.get(f"/send/files/{key[1]}/{row.pk}/").status_code == 200
    page = desk.post(address, {"submission": key[1], "title": "手写来信", "stashed": f"remove:{row.pk}"})
    assert not StashedFile.objects.exists()
    assert Case.objects.get() == Case.objects.get(pk=case.pk)  # nothing was entered by it
