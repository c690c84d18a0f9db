"""Where a virus scanner is configured, nobody opens a file before it answered; and it is asked until it does."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict

from interaction.casework import scanning
from interaction.casework.attachments import AttachmentsField
from interaction.casework.engine import perform
from interaction.casework.files import Scan
from interaction.casework.models import Attachment
from interaction.casework.tasks import scan_waiting_files
from interaction.errors import InvalidData
from interaction.notices.models import Notice
from interaction.organs.actors import Actor
from tests.casework.scanner import scanner
from tests.conftest import open_case, staff
from tests.formats.honest import written_pdf

NOWHERE = "127.0.0.1:1"  # nothing listens there


@pytest.fixture(params=["socket", "port"])
def address(request: pytest.FixtureRequest, settings: Any) -> Iterator[Any]:
    with tempfile.TemporaryDirectory() as folder, scanner(Path(folder) if request.param == "socket" else None) as found:
        settings.CLAMD_ADDRESS = found[0]
        yield found[1]


def test_the_scanner_gets_the_whole_file_and_is_believed(address: Any) -> None:
    content = bytes(range(256)) * 1000
    assert scanning.scan(content) == Scan.CLEAN
    assert scanning.scan(content + b"VIRUS") == Scan.INFECTED
    assert address.heard == [content, content + b"VIRUS"]


def test_a_scanner_that_is_silent_or_gone_lets_wait(address: Any, settings: Any) -> None:
    address.silent = True
    assert scanning.scan(b"a") == Scan.WAITING
    settings.CLAMD_ADDRESS = NOWHERE
    assert scanning.scan(b"a") == Scan.WAITING
    settings.CLAMD_ADDRESS = "unix:/nowhere/at/all"
    assert scanning.scan(b"a") == Scan.WAITING
    settings.CLAMD_ADDRESS = ""
    assert scanning.scan(b"a") == Scan.UNASKED


def add(case: Any, name: str, content: bytes) -> Attachment:
    files = MultiValueDict({"attachments": [SimpleUploadedFile(name, content)]})
    perform(case, "add_material", Actor.party(case.pk), {"material": "补充"}, files)
    return Attachment.objects.get(case=case, origin="party")


@pytest.mark.django_db
def test_a_virus_is_not_taken(county: None, settings: Any) -> None:
    with scanner() as (settings.CLAMD_ADDRESS, _one), pytest.raises(InvalidData) as refused:
        add(open_case("letter"), "说明.txt", b"VIRUS")
    assert "查出病毒" in str(refused.value.form.errors)
    assert not Attachment.objects.filter(origin="party").exists()


@pytest.mark.django_db
def test_a_file_waits_until_the_scanner_answered(county: None, settings: Any) -> None:
    settings.CLAMD_ADDRESS = NOWHERE
    case = open_case("letter")
    file = add(case, "合同.pdf", written_pdf())
    desk = Client()
    desk.force_login(staff("shoujian").staff)  # type: ignore[arg-type]
    address = f"/desk/cases/{case.pk}/files/{file.pk}/"
    assert file.scan == Scan.WAITING
    assert "正在等待查毒" in desk.get(f"{address}look/").content.decode()
    assert desk.get(f"{address}page/1/").status_code == 404
    assert desk.get(f"{address}original/").status_code == 403
    assert desk.get(address).status_code == 302
    sender = Client()
    sender.post("/track/", {"number": case.number, "code": case.query_code})
    page = sender.get(f"/track/{case.number}/").content.decode()
    assert "正在等待查毒" in page
    assert f"/files/{file.pk}/" not in page
    assert sender.get(f"/track/{case.number}/files/{file.pk}/").status_code == 503
    assert scan_waiting_files() == 0
    with scanner() as (settings.CLAMD_ADDRESS, one):
        assert scan_waiting_files() == 1
        assert len(one.heard) == 2  # copy and original
    assert sender.get(f"/track/{case.number}/files/{file.pk}/").status_code == 200
    assert desk.get(f"{address}look/").status_code == 200
    assert desk.get(address).status_code == 200


@pytest.mark.django_db
def test_what_turns_out_to_be_a_virus_is_deleted_and_both_sides_are_told(
    county: None, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.CLAMD_ADDRESS = NOWHERE
    case = open_case("letter", email="a@example.com")
    file = add(case, "说明.txt", b"VIRUS")
    place = f"sealed/{str(file.pk)[:2]}/{file.pk}"
    assert default_storage.exists(place)
    with scanner() as (settings.CLAMD_ADDRESS, _one), django_capture_on_commit_callbacks(execute=True):
        assert scan_waiting_files() == 1
        assert scan_waiting_files() == 0
    assert not default_storage.exists(place)
    told = [notice.subject for notice in Notice.objects.filter(about_case=case.pk)]
    assert any("附件查出病毒，内容已经删除" in subject for subject in told)
    assert "您的一份附件查出病毒，没有收下" in told
    sender = Client()
    sender.post("/track/", {"number": case.number, "code": case.query_code})
    assert sender.get(f"/track/{case.number}/files/{file.pk}/").status_code == 410


def test_who_hands_files_on_comes_again_when_the_scanner_answers(settings: Any) -> None:
    settings.CLAMD_ADDRESS = NOWHERE
    field = AttachmentsField(handed_on=True)
    with pytest.raises(Exception, match="查毒服务暂时没有应答"):
        field.clean([SimpleUploadedFile("a.txt", b"a")])
    assert AttachmentsField().clean([SimpleUploadedFile("a.txt", b"a")])[0].scan == Scan.WAITING
