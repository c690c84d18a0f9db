"""Files of closed cases: in use, filed, put out of use, handed over or appraised, forgotten - and never in another order."""

import hashlib
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from lxml import etree

from interaction.archive import working
from interaction.archive.models import Appraisal, ArchiveFile, Build, Package, TermVersion
from interaction.archive.packaging import DamagedPackageError, build, verify
from interaction.casework.engine import perform
from interaction.casework.file_store import read
from interaction.casework.models import Attachment, Case, Party
from interaction.casework.queries import find, visible
from interaction.errors import InvalidData, NotNow, NotPermitted
from interaction.organs.actors import Actor
from interaction.organs.models import Organ
from interaction.publicity.retention import anonymise_due, file_due
from interaction.workflow.engine import perform as perform_on
from interaction.workflow.todos import todos_of
from requests_app.annual.counting import table3
from requests_app.exporting import rows
from tests.casework.invariants import check_case, check_figures
from tests.conftest import do, open_case, staff

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]
ASKED, YEAR_OVER = date(2025, 3, 3), date(2026, 1, 5)
PUT_AWAY, EXPIRED = date(2030, 6, 3), date(2036, 1, 7)


def organ(code: str = "LL-CZJ") -> Organ:
    return Organ.objects.get(code=code)


def answered(**changes: Any) -> Any:
    """A request of somebody well known, answered with a numbered letter."""
    case = open_case(
        "disclosure", addressed_to=organ().pk, matter="information", name="诸葛砚秋", phone="13987650011",
        email="zhuge@example.org", **changes,
    )  # fmt: skip
    do(case, "register", "accept", "dispatch", "take_up", "draft_reply", "approve", "sign", "deliver_reply")
    do(case, "withhold_reply")
    return case


def put_away(on_day: OnDay) -> Any:
    on_day(ASKED)
    case = answered()
    on_day(YEAR_OVER)
    file_due()
    on_day(PUT_AWAY)
    anonymise_due()
    case.refresh_from_db()
    return case


def file_of(case: Case) -> ArchiveFile:
    return ArchiveFile.objects.get(case=case)


def test_what_closed_in_a_year_is_filed_when_the_year_is_over(county: None, on_day: OnDay) -> None:
    on_day(ASKED)
    case, still_open = answered(), open_case("disclosure", addressed_to=organ().pk)
    assert file_due() == 0
    on_day(YEAR_OVER)
    assert file_due() == 1
    assert file_due() == 0
    file = file_of(case)
    assert (file.number, file.keep_until) == ("LL-CZJ-WS·2025-D10-YSQ-0001", date(2035, 12, 31))
    assert not ArchiveFile.objects.filter(case=still_open).exists()
    assert case.events.latest("seq").details["archive"] == {"number": file.number, "term": "D10"}
    with pytest.raises(NotNow, match="已经归档"):
        perform(case, "archive", staff("dangan"))
    do(case, "record_remedy")  # on file, and still to be contested
    check_case(case)


def test_a_numbered_document_outlives_the_purpose_and_only_the_archive_opens_it(county: None, on_day: OnDay) -> None:
    case = put_away(on_day)
    before = table3(organ(), 2025)
    assert case.use_ended_on == PUT_AWAY
    assert case.anonymised_on is None
    pdf = case.documents.get(kind="reply").pdf
    assert hashlib.sha256(read(pdf.pk)).hexdigest() == pdf.sha256
    handler, intake, archivist = staff("chengban-czj"), staff("shoujian-czj"), staff("dangan")
    for actor in (handler, intake, archivist):
        assert not visible(case, actor)
        assert find(actor, case.number).rows == find(actor, case.title).rows == []
    assert list(rows(organ())) == []
    client = signed_in("shoujian-czj")
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 404
    for name in ("view_party", "record_remedy"):
        with pytest.raises(NotPermitted):
            perform(case, name, intake, {})
    with pytest.raises(NotPermitted):
        perform(case, "open_archived", intake, {"reason": "想看看"})
    with pytest.raises(InvalidData):
        perform(case, "open_archived", archivist, {"reason": ""})
    perform(case, "open_archived", archivist, {"reason": "法院调取证据，经局长批准。"})
    assert visible(case, archivist)
    assert not visible(case, staff("dangan-fuhe"))
    assert signed_in("dangan").get(f"/desk/cases/{case.pk}/").status_code == 200
    on_day(date(2030, 6, 4))
    assert not visible(case, archivist)
    assert table3(organ(), 2025) == before
    check_case(case)
    check_figures()


def test_the_same_person_asks_again_and_the_old_file_is_not_used(county: None, on_day: OnDay) -> None:
    from requests_app.duplicates import of_same_applicant

    put_away(on_day)
    again = open_case("disclosure", addressed_to=organ().pk, matter="information", name="诸葛砚秋", phone="13987650011")
    assert list(of_same_applicant(again)) == []


def test_the_database_destroys_nothing_that_is_on_file(county: None, on_day: OnDay) -> None:
    case = put_away(on_day)
    unfiled = answered()
    pdf, moment = case.documents.get(kind="reply").pdf, case.submitted_at
    numbered = unfiled.documents.get(kind="reply").pdf
    assert not ArchiveFile.objects.filter(case=unfiled).exists()
    file = file_of(case)
    for attempt in (
        lambda: Case.objects.filter(pk=case.pk).update(anonymised_on=PUT_AWAY),
        lambda: Attachment.objects.filter(pk=pdf.pk).update(destroyed_at=moment),
        lambda: Attachment.objects.filter(pk=numbered.pk).update(destroyed_at=moment),
        lambda: ArchiveFile.objects.filter(pk=file.pk).update(ended_on=PUT_AWAY),
        lambda: ArchiveFile.objects.filter(pk=file.pk).update(keep_until=date(2031, 1, 1)),
        lambda: ArchiveFile.objects.filter(pk=file.pk).update(number="另一个"),
        file.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    with pytest.raises(NotNow, match="保管期限还没有届满"):
        perform(case, "anonymise", Actor.system())


def test_what_is_still_contested_stays_in_use(county: None, on_day: OnDay) -> None:
    on_day(ASKED)
    case = answered()
    do(case, "record_remedy")
    on_day(PUT_AWAY)
    assert anonymise_due() == 0
    case.refresh_from_db()
    assert case.use_ended_on is None
    do(case, "record_remedy_result")
    anonymise_due()
    case.refresh_from_db()
    assert case.use_ended_on == PUT_AWAY
    assert file_of(case).term == "D30"  # contested


def test_two_people_appraise_what_has_expired_and_then_it_is_forgotten(county: None, on_day: OnDay) -> None:
    case = put_away(on_day)
    file, key = file_of(case), case.documents.get(kind="reply").pdf.pk
    proposal = {
        "organ": organ("LL").pk,
        "expired_by": "2030-01-01",
        "outcome": "destroy",
        "opinion": "没有继续保存的价值。",
    }
    early = Appraisal()
    perform_on(early, "propose", staff("dangan"), proposal)
    with pytest.raises(NotNow, match="没有期满"):
        perform_on(early, "decide", staff("dangan-fuhe"))
    on_day(EXPIRED)
    appraisal = Appraisal()
    perform_on(appraisal, "propose", staff("dangan"), {**proposal, "expired_by": "2035-12-31"})
    with pytest.raises(NotNow, match="另一位档案管理人员"):
        perform_on(appraisal, "decide", staff("dangan"))
    assert [one.title for one in todos_of(staff("dangan-fuhe")) if "档案鉴定" in one.title]
    before = table3(organ(), 2025)
    perform_on(appraisal, "decide", staff("dangan-fuhe"))
    file.refresh_from_db()
    assert (file.ended_on, file.appraisal_id) == (EXPIRED, appraisal.pk)
    assert appraisal.last_entry("decide").details["numbers"] == [file.number]  # type: ignore[union-attr]
    assert anonymise_due() == 1
    stored: Any = Case.objects.get(pk=case.pk).specific
    assert [stored.party.name, stored.party.phone, stored.party.phone_index] == ["", "", ""]
    assert not Party.objects.exclude(phone_index="").filter(case=case).exists()
    assert Attachment.objects.get(pk=key).destroyed_at is not None
    assert table3(organ(), 2025) == before
    check_case(stored)
    check_figures()


def test_an_appraisal_may_give_a_longer_term_or_leave_files_out(county: None, on_day: OnDay) -> None:
    case = put_away(on_day)
    file = file_of(case)
    on_day(EXPIRED)
    proposal = {"organ": organ("LL").pk, "expired_by": "2035-12-31", "outcome": "D30", "opinion": "有查考价值。"}
    with pytest.raises(InvalidData, match="没有这些档号"):
        perform_on(Appraisal(), "propose", staff("dangan"), {**proposal, "left_out": "不存在的档号"})
    left_out = Appraisal()
    perform_on(left_out, "propose", staff("dangan"), {**proposal, "left_out": file.number})
    with pytest.raises(NotNow):
        perform_on(left_out, "decide", staff("dangan-fuhe"))
    longer = Appraisal()
    perform_on(longer, "propose", staff("dangan"), proposal)
    perform_on(longer, "decide", staff("dangan-fuhe"))
    file.refresh_from_db()
    assert (file.term, file.keep_until, file.ended_on) == ("D30", date(2055, 12, 31), None)
    assert anonymise_due() == 0


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(staff(username).staff)  # type: ignore[arg-type]
    return client


def ordered(year: int = 2025) -> Package:
    package = Package()
    perform_on(package, "order", staff("dangan"), {"organ": organ().pk, "year": year})
    return package


def test_a_package_is_made_verified_fetched_and_handed_over(county: None, on_day: OnDay) -> None:
    case = put_away(on_day)
    package, receipt = ordered(), {"receipt": "青档交〔2030〕3号", "handed_on": PUT_AWAY.isoformat()}
    with pytest.raises(NotNow, match="没有生成好"):
        perform_on(package, "hand_over", staff("dangan-fuhe"), receipt)
    assert working.work() == 1
    assert working.work() == 0
    made = Build.objects.get(package=package)
    assert (made.done, made.total, made.failed) == (1, 1, False)
    answer = signed_in("dangan").post(f"/desk/archive/packages/{package.pk}/content/")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(content).hexdigest() == made.sha256
    assert verify(BytesIO(content)) == len(zipfile.ZipFile(BytesIO(content)).namelist()) - 1
    assert package.log.filter(action="take_out").count() == 1
    assert signed_in("shoujian-czj").post(f"/desk/archive/packages/{package.pk}/content/").status_code == 403
    with pytest.raises(NotNow, match="另一位档案管理人员"):
        perform_on(package, "hand_over", staff("dangan"), receipt)
    perform_on(package, "hand_over", staff("dangan-fuhe"), receipt)
    assert file_of(case).package_id == package.pk
    working.work()
    assert not working.content_of(made) or Build.objects.get(pk=made.pk).removed
    assert anonymise_due() == 1


def test_a_package_that_was_overtaken_is_not_handed_over(county: None, on_day: OnDay) -> None:
    on_day(ASKED)
    case = answered()
    on_day(YEAR_OVER)
    file_due()
    package = ordered()
    working.work()
    do(case, "record_remedy")
    receipt = {"receipt": "青档交〔2026〕1号", "handed_on": YEAR_OVER.isoformat()}
    with pytest.raises(NotNow, match="又有件办理过"):
        perform_on(package, "hand_over", staff("dangan-fuhe"), receipt)
    perform_on(package, "drop", staff("dangan"), {"reason": "已经不全。"})
    working.work()
    assert Build.objects.get(package=package).removed


def test_a_package_says_all_there_is_and_the_same_every_time(county: None, on_day: OnDay) -> None:
    case = put_away(on_day)
    files = [BytesIO(), BytesIO()]
    told: list[tuple[int, int]] = []
    packed = [build(one, organ(), 2025, lambda done, total: told.append((done, total))) for one in files]
    assert files[0].getvalue() == files[1].getvalue()
    assert packed[0].sha256 == hashlib.sha256(files[0].getvalue()).hexdigest()
    assert told == [(1, 1), (1, 1)]
    with zipfile.ZipFile(files[0]) as held:
        names = held.namelist()
        folder = f"件/{file_of(case).number}"
        document = case.documents.get(kind="reply")
        letter = next(name for name in names if document.number in name)
        assert hashlib.sha256(held.read(letter)).hexdigest() == document.pdf.sha256
        metadata = etree.fromstring(held.read(f"{folder}/元数据.xml"))
        assert metadata.findtext("文件实体/档号") == file_of(case).number
        assert document.number in [one.text for one in metadata.iter("文件编号")]
        assert len(metadata.findall("业务实体/业务")) == case.events.count()
        assert case.events.latest("seq").hash.hex() in held.read(f"{folder}/办理过程.json").decode()
        assert "诸葛砚秋" in held.read(f"{folder}/来件和答复.txt").decode()
        assert [one.findtext("档号") for one in etree.fromstring(held.read("归档目录.xml"))] == [file_of(case).number]
    broken = bytearray(files[0].getvalue())
    broken[len(broken) // 3] ^= 1
    with pytest.raises(DamagedPackageError):
        verify(BytesIO(bytes(broken)))


def test_the_command_writes_and_verifies(county: None, on_day: OnDay, tmp_path: Any) -> None:
    put_away(on_day)
    target = tmp_path / "2025.zip"
    for _again in range(2):
        call_command("archive_package", organ="LL-CZJ", year=2025, output=target)
    assert (target.stat().st_mode & 0o777, [one.name for one in tmp_path.iterdir()]) == (0o600, ["2025.zip"])
    call_command("archive_package", verify=target)
    target.write_bytes(target.read_bytes()[:-40])
    with pytest.raises(CommandError):
        call_command("archive_package", verify=target)
    with pytest.raises(CommandError, match="没有代码"):
        call_command("archive_package", organ="没有", year=2025, output=target)


TERM = {"term": "D30", "effective_from": "2026-01-01", "law": "青档发〔2025〕9号", "reason": "本县的表延长了。"}


def test_two_people_set_the_table_and_what_is_filed_already_keeps_its_term(county: None, on_day: OnDay) -> None:
    on_day(ASKED)
    first, version = answered(), TermVersion(organ=organ("LL"), file_class="disclosure.answered")
    perform(first, "archive", staff("dangan"))
    perform_on(version, "draft", staff("dangan"), TERM)
    with pytest.raises(NotNow, match="另一位档案管理人员"):
        perform_on(version, "confirm", staff("dangan"))
    perform_on(version, "confirm", staff("dangan-fuhe"))
    second = answered()
    on_day(YEAR_OVER)
    file_due()
    assert (file_of(first).term, file_of(second).term) == ("D10", "D30")


def test_whatever_has_a_number_is_kept_ten_years_even_where_the_table_says_no(county: None, on_day: OnDay) -> None:
    on_day(ASKED)
    case, version = answered(), TermVersion(organ=organ("LL"), file_class="disclosure.answered")
    perform_on(version, "draft", staff("dangan"), {**TERM, "term": "none", "effective_from": "2025-03-04"})
    perform_on(version, "confirm", staff("dangan-fuhe"))
    on_day(YEAR_OVER)
    assert file_due() == 1
    assert file_of(case).term == "D10"


def test_the_pages_of_the_archive(county: None, on_day: OnDay, django_assert_max_num_queries: Any) -> None:
    case = put_away(on_day)
    client, file = signed_in("dangan"), file_of(case)
    assert signed_in("chengban-czj").get("/desk/archive/").status_code == 403
    with django_assert_max_num_queries(15):
        page = client.get(f"/desk/archive/?number={file.number}").content.decode()
    assert "停止使用，查阅须写理由" in page
    assert "保管期限表" in page
    assert "各年度" in page
    assert "各年度" not in signed_in("gongkai-czj").get("/desk/archive/").content.decode()
    assert "诸葛" not in page
    address = client.get(f"/desk/archive/files/{file.pk}/open/", follow=True).redirect_chain
    where = address[-1][0] if address else f"/desk/archive/files/{file.pk}/open/"
    assert client.post(where, {"reason": ""}).status_code == 422
    assert client.post(where, {"reason": "核实旧案"}).status_code == 302
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 200
    for view in ("appraisals/new", "packages/new", "terms/letter.petition/new"):
        assert client.get(f"/desk/archive/{view}/", follow=True).status_code == 200
    package = ordered()
    assert "%（0 / 0 件）" in client.get(f"/desk/archive/packages/{package.pk}/").content.decode()
    working.work()
    assert "下载数据包" in client.get(f"/desk/archive/packages/{package.pk}/").content.decode()
