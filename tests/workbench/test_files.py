"""Files at the desk: looked at before they are fetched, copies for everybody, the original for intake, all in the chain."""

import io
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils.datastructures import MultiValueDict
from PIL import Image

from interaction.casework.engine import perform
from interaction.casework.models import Attachment, Case
from interaction.casework.timeline import verify
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from mailbox.models import Mailbox
from tests.conftest import do, open_case, staff
from tests.formats.honest import photo, signed_pdf, written_docx, written_pdf

pytestmark = pytest.mark.django_db
NAME = "欧阳某某"
SENT = {
    f"{NAME}的家.heic": photo("HEIF"), "合同.pdf": written_pdf(), f"{NAME}说明.docx": written_docx(NAME), "说明.txt": "经过".encode(),
    "签过的.pdf": signed_pdf(),
}  # fmt: skip


def add(case: Any, **files: bytes) -> None:
    sent = MultiValueDict({"attachments": [SimpleUploadedFile(name, content) for name, content in files.items()]})
    perform(case, "add_material", Actor.party(case.pk), {"material": "补充"}, sent)


@pytest.fixture
def letter(county: None, on_day: Callable[[date], None]) -> Any:
    """From a sender who stays hidden, at the handling organ."""
    on_day(date(2025, 3, 3))
    case = open_case(
        "letter", mailbox=Mailbox.objects.get(organ__code="LL").pk, kind="complaint", identity="hidden", name=NAME,
        title="路灯不亮",
    )  # fmt: skip
    add(case, **SENT)
    perform(case, "accept", staff("shoujian"), {"kind": "complaint", "urgency": "ordinary"})
    do(case, "clear_for_others")  # with every file handed on
    perform(case, "dispatch", staff("shoujian"), {"organ": Organ.objects.get(code="LL-ZFJ").pk})
    return case


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(staff(username).staff)  # type: ignore[arg-type]
    return client


def files_of(case: Any) -> list[Attachment]:
    return list(case.attachments.order_by("position"))


def address(file: Attachment, *more: object) -> str:
    return f"/desk/cases/{file.case_id}/files/{file.pk}/" + "".join(f"{one}/" for one in more)


def test_pages_are_looked_at_before_a_file_is_fetched(letter: Any) -> None:
    handler = signed_in("chengban-zfj")
    contract = files_of(letter)[1]
    assert handler.get(address(contract))["Location"] == address(contract, "look")
    page = handler.get(address(contract, "look")).content.decode()
    assert address(contract, "page", 1) in page
    drawn = handler.get(address(contract, "page", 1))
    with Image.open(io.BytesIO(drawn.content)) as picture:
        assert (picture.format, picture.width) == ("JPEG", 1240)
        assert picture.convert("L").getextrema()[0] < 100  # something stands on it
    fetched = handler.get(address(contract))
    assert fetched["Content-Disposition"].startswith("attachment")
    assert fetched.content.startswith(b"%PDF")
    assert signed_in("chengban-zfj").get(address(contract)).status_code == 302  # another session has not looked


def test_a_picture_is_seen_as_it_is_and_a_document_by_its_words_and_pictures(letter: Any) -> None:
    handler = signed_in("chengban-zfj")
    home, _contract, told, text, _signed = files_of(letter)
    assert handler.get(address(home, "page", 1)).content == handler_copy(handler, home)
    page = handler.get(address(told, "look")).content.decode()
    assert "情况说明" in page
    assert NAME not in page
    assert handler.get(address(told, "picture", 1))["Content-Type"] == "image/jpeg"
    assert "经过" in handler.get(address(text, "look")).content.decode()
    for wrong in (("page", 0), ("page", 9), ("picture", 7), ("sheet", 1)):
        assert handler.get(address(told, *wrong)).status_code == 404


def handler_copy(client: Client, file: Attachment) -> bytes:
    client.get(address(file, "look"))
    return client.get(address(file)).content


def test_a_hidden_senders_files_have_neutral_names_and_tell_nothing(letter: Any) -> None:
    handler = signed_in("chengban-zfj")
    shown = handler.get(f"/desk/cases/{letter.pk}/").content.decode()
    assert ["附件1.jpg" in shown, "附件3.docx" in shown, "的家" in shown] == [True, True, False]
    for number, file in enumerate(files_of(letter), 1):
        content = handler_copy(handler, file)
        assert b"HUAWEI" not in content
        name = unquote(handler.get(address(file))["Content-Disposition"])
        assert f"附件{number}." in name
    assert f"{NAME}的家.jpg" in signed_in("shoujian").get(f"/desk/cases/{letter.pk}/").content.decode()


def test_the_original_is_for_intake_alone(letter: Any) -> None:
    home, _contract, _told, text, signed = files_of(letter)
    assert (home.original, text.original) == (None, None)  # drawn anew; kept as it came
    intake = signed_in("shoujian")
    assert "下载原件" in intake.get(address(signed, "look")).content.decode()
    assert intake.get(address(signed, "original")).content == SENT["签过的.pdf"]
    assert intake.get(address(home, "original")).status_code == 403
    for other in ("chengban-zfj", "duban", "shenhe-zfj"):
        client = signed_in(other)
        assert "下载原件" not in client.get(address(signed, "look")).content.decode()
        assert client.get(address(signed, "original")).status_code == 403


def test_the_chain_covers_copy_and_original(letter: Any) -> None:
    cases, file = Case.objects.filter(pk=letter.pk), files_of(letter)[1]
    assert list(verify(cases)) == [None]
    for change in ({"sha256": "0" * 64}, {"original_sha256": "0" * 64}, {"original_sha256": ""}):
        Attachment.objects.filter(pk=file.pk).update(**change)
        assert [broken and broken.reason for broken in verify(cases)] == ["its files were altered"]
        file.save()
    Attachment.objects.filter(pk=file.pk).delete()
    assert list(verify(cases)) != [None]


def test_a_stored_file_that_was_exchanged_is_found(letter: Any) -> None:
    out = StringIO()
    call_command("verify_timeline", letter.number, files=True, stdout=out)
    assert "every file is what came in" in out.getvalue()
    file = files_of(letter)[1]
    place = f"sealed/{str(file.original)[:2]}/{file.original}"
    default_storage.delete(place)
    default_storage.save(place, ContentFile(b"\x01" + bytes(40)))
    with pytest.raises(SystemExit):
        call_command("verify_timeline", letter.number, files=True, stdout=out, stderr=out)
    assert str(file.pk) in out.getvalue()


def test_what_an_organ_gives_out_is_the_copy_but_a_signed_document_itself() -> None:
    from interaction.casework.uploads import inspect

    for name, content in {"公开信息.pdf": written_pdf(), "签过.pdf": signed_pdf()}.items():
        taken = inspect(io.BytesIO(content), name, 10**7)
        given = taken.to_hand_on()
        assert (given.content == content) is taken.signed
        assert given.original == b""
