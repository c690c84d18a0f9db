"""The annual report from the desk to the public: written, signed, published, frozen, withdrawn; and who may."""

import json
import re
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from demo.county.names import NAMED
from interaction.errors import NotNow, NotPermitted
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Post, Role
from interaction.workflow.engine import perform
from interaction.workflow.models import LogEntry
from requests_app.annual.counting import table3, table4
from requests_app.annual.editing import Conflict, report_row, save, versions
from requests_app.annual.models import AnnualEntry, AnnualReport
from requests_app.annual.report import CHAPTERS
from requests_app.annual.reports import published, report_of
from requests_app.annual.table2 import Table2
from requests_app.annual.table3 import COLUMNS, FIGURE_ROWS
from requests_app.annual.table4 import REMEDIES, RESULTS
from requests_app.importing import import_ledger
from requests_app.models import DisclosureRequest, Remedy
from tests.conftest import staff, status_of
from tests.databases import owner
from tests.portal.reading import squeezed
from tests.requests_app.test_ledger_import import as_csv
from tests.workbench.test_reads import signed_in

pytestmark = pytest.mark.django_db
YEAR = 2025
DESK = f"/desk/annual/LL-CZJ/{YEAR}/"
PUBLIC = f"/reports/LL-CZJ/{YEAR}/"
TODAY = date(2026, 1, 20)
Live = Callable[[date], None]


@pytest.fixture
def finance(county: None, on_day: Live) -> Organ:
    """The finance bureau in January, its year behind it."""
    on_day(TODAY)
    organ = Organ.objects.get(code="LL-CZJ")
    import_ledger(as_csv([
        ("2024-12-20", "自然人", "上年来的", "3.1", "2025-01-10"),
        ("2025-02-03", "自然人", "预算公开", "3.1", "2025-02-20"),
        ("2025-03-03", "商业企业", "采购合同", "3.3.4", "2025-03-28"),
        ("2025-05-06", "科研机构", "统计口径", "3.6.3", "2025-05-09"),
        ("2025-12-22", "其他", "决算说明", "", ""),
    ]), "台账.csv", organ)  # fmt: skip
    contested = DisclosureRequest.objects.get(outcome_row="3.3.4")
    for kind, result, decided in (
        ("reconsideration", "corrected", date(2025, 7, 1)), ("litigation_after", "pending", None),
    ):  # fmt: skip
        Remedy.objects.create(case=contested, kind=kind, filed_on=date(2025, 5, 6), result=result, decided_on=decided)
    return organ


def write_all(organ: Organ, year: int = YEAR) -> None:
    for chapter in CHAPTERS:
        save(organ, year, chapter.code, staff("shoujian-czj"), seen=0, text=f"{chapter.title}的正文。\n第二段。")
    figures = Table2({("normative", "in_force"): 12}).as_json()
    save(organ, year, "table2", staff("chengban-czj"), seen=0, figures=figures)


def take(organ: Organ, year: int, name: str, actor: Actor, note: str = "") -> None:
    perform(report_row(organ, year), name, actor, {"note": note})


def steps_taken() -> list[str]:
    return list(LogEntry.objects.filter(kind="annualreport").exclude(action="write").values_list("action", flat=True))


def post_step(client: Client, name: str, note: str) -> int:
    """Read an action's page and send its form."""
    version = client.get(f"{DESK}do/{name}/", follow=True).context["document"].version
    return client.post(f"{DESK}do/{name}/", {"note": note, "version": version}).status_code


def publish(organ: Organ, year: int = YEAR, note: str = "") -> None:
    take(organ, year, "submit", staff("shoujian-czj"), note)
    take(organ, year, "sign", staff("qianfa-czj"))
    take(organ, year, "publish", staff("gongkai-czj"))


def numbers(page: str) -> list[int]:
    """The figures of a page's tables, in their order."""
    return [
        int(text) for text in re.findall(r"<td(?: colspan=\"\d\")?>(?:<a [^>]*>)?(\d+)(?:</a>)?</td>", squeezed(page))
    ]


def test_the_whole_way_through_the_browser(finance: Organ) -> None:
    intake, signer, publisher = (signed_in(f"{who}-czj") for who in ("shoujian", "qianfa", "gongkai"))
    page = intake.get(DESK).content.decode()
    figures = [n for row in table3(finance, YEAR).as_json().values() for n in row.values()]
    assert numbers(page)[-len(figures) - 15 : -15] == figures
    for chapter in CHAPTERS:
        form = intake.get(f"{DESK}edit/{chapter.code}/").context["form"]
        text = form.initial["text"].replace("【请补充", "［已补充")
        assert intake.post(f"{DESK}edit/{chapter.code}/", {"seen": "0", "text": text}).status_code == 302
    assert intake.post(f"{DESK}edit/table2/", {"seen": "0", "licences.decisions": "１７"}).status_code == 302
    for who, step in ((intake, "submit"), (signer, "sign"), (publisher, "publish")):
        assert Client().get(PUBLIC).status_code == 404
        assert who.get(f"{DESK}do/{step}/", follow=True).status_code == 200
        assert post_step(who, step, "") == 302
    public = Client().get(PUBLIC).content.decode()
    assert "本年新收政府信息公开申请4件" in public
    assert "17" in public
    assert "2026年1月20日" in public
    assert f"{NAMED['LL-CZJ'].name}2025年" in Client().get("/reports/").content.decode()
    assert steps_taken() == ["submit", "sign", "publish"]


def test_the_public_page_shows_every_figure_and_says_what_it_heads(finance: Organ) -> None:
    write_all(finance)
    publish(finance)
    page = Client().get(PUBLIC).content.decode()
    report = report_of(finance, YEAR)
    wanted = [int(n) for row in report.table2.as_json().values() for n in row.values() if isinstance(n, int)]
    wanted += [n for row in report.table3.as_json().values() for n in row.values()]
    wanted += [n for row in report.table4.as_json().values() for n in row.values()]
    assert numbers(page) == wanted
    assert page.count("<table") == 3
    assert "<th>" not in page  # every header says for what
    assert not re.search(r"<script(?! src=\"/static/portal/forms\.js\")|style=|/desk/annual|href=\"/desk/cases", page)
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype html>")):
        answer = Client().get(f"{PUBLIC}{form}/")
        assert answer.content.startswith(start), form
        assert "attachment" in answer["Content-Disposition"]
    assert Client().get(f"{PUBLIC}exe/").status_code == 404


def test_a_published_report_stays_when_cases_change(finance: Organ) -> None:
    write_all(finance)
    publish(finance)
    before = Client().get(PUBLIC).content
    import_ledger(as_csv([("2025-04-01", "自然人", "补录的", "3.1", "2025-04-02")]), "台账.csv", finance)
    assert table3(finance, YEAR).cell("1", "total") == 5
    assert Client().get(PUBLIC).content == before
    with pytest.raises(NotNow, match="已公布"):
        save(finance, YEAR, "overview", staff("shoujian-czj"), seen=1, text="改写")
    answer = signed_in("shoujian-czj").post(f"{DESK}edit/overview/", {"seen": "1", "text": "我打的字"})
    assert answer.status_code == 422
    assert "我打的字" in answer.content.decode()


def test_between_handing_in_and_publishing_the_desk_says_that_figures_moved(finance: Organ) -> None:
    write_all(finance)
    take(finance, YEAR, "submit", staff("shoujian-czj"))
    assert "有变化" not in signed_in("qianfa-czj").get(DESK).content.decode()
    import_ledger(as_csv([("2025-04-01", "自然人", "补录的", "3.1", "2025-04-02")]), "台账.csv", finance)
    assert "有变化" in signed_in("qianfa-czj").get(DESK).content.decode()


def test_withdrawing_takes_it_down_and_leaves_a_trace(finance: Organ) -> None:
    write_all(finance)
    publish(finance)
    publisher = signed_in("gongkai-czj")
    assert post_step(publisher, "withdraw", "") == 422
    assert post_step(publisher, "withdraw", "表二填错") == 302
    assert Client().get(PUBLIC).status_code == 404
    assert "表二填错" in publisher.get(DESK).content.decode()
    once = LogEntry.objects.get(kind="annualreport", action="publish")
    assert once.text["table3"]["1"]["total"] == 4
    save(finance, YEAR, "table2", staff("chengban-czj"), seen=1, figures=Table2({("fees", "amount_wan"): 3}).as_json())
    publish(finance)
    assert "3.00" in Client().get(PUBLIC).content.decode()
    assert steps_taken().count("publish") == 2


def test_every_version_stays_and_nobody_overwrites_unseen(finance: Organ) -> None:
    one, other = signed_in("shoujian-czj"), signed_in("chengban-czj")
    address = f"{DESK}edit/problems/"
    assert one.post(address, {"seen": "0", "text": "甲写的。"}).status_code == 302
    late = other.post(address, {"seen": "0", "text": "乙写的，写了很久。"})
    page = late.content.decode()
    assert late.status_code == 422
    assert "别人已经保存了新的一版" in page
    assert "甲写的。" in page
    assert "乙写的，写了很久。" in page
    assert 'name="seen" value="1"' in page
    assert other.post(address, {"seen": "1", "text": "甲写的。乙写的。"}).status_code == 302
    assert [entry.text for entry in versions(finance, YEAR, "problems")] == ["甲写的。乙写的。", "甲写的。"]
    first = other.get(f"{DESK}versions/problems/1/").content.decode()
    assert "甲写的。" in first
    assert "县财政局收件" in first
    # Saved without a change: no new version.
    one.post(address, {"seen": "2", "text": "甲写的。乙写的。"})
    assert versions(finance, YEAR, "problems").count() == 2


def test_table_2_keeps_what_was_typed_and_sums_over_the_tree(finance: Organ) -> None:
    client = signed_in("shoujian-czj")
    wrong = client.post(f"{DESK}edit/table2/", {"seen": "0", "penalties.decisions": "一百", "licences.decisions": "5"})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert 'value="一百"' in page
    assert "“行政处罚：本年处理决定数量”应填写不小于0的整数。" in page
    assert not AnnualEntry.objects.exists()
    client.post(f"{DESK}edit/table2/", {"seen": "0", "licences.decisions": "5", "fees.amount_wan": "1.5"})
    conflict = client.post(f"{DESK}edit/table2/", {"seen": "0", "licences.decisions": "6"})
    assert conflict.status_code == 422
    assert 'value="6"' in conflict.content.decode()
    county = Organ.objects.get(code="LL")
    figures = Table2({("licences", "decisions"): 30}).as_json()
    save(county, YEAR, "table2", staff("shoujian"), seen=0, figures=figures)
    assert report_of(county, YEAR).table2.cell("licences", "decisions") == 35
    assert report_of(finance, YEAR).table2.cell("licences", "decisions") == 5


def test_a_carried_in_figure_must_be_last_years(finance: Organ) -> None:
    write_all(finance, YEAR - 1)
    publish(finance, YEAR - 1)
    assert "上年结转为" not in signed_in("shoujian-czj").get(DESK).content.decode()
    import_ledger(as_csv([("2024-12-24", "科研机构", "漏登的", "", "")]), "台账.csv", finance)
    assert "“科研机构”列的上年结转为1，上年度报告的结转下年度继续办理为0" in (
        signed_in("shoujian-czj").get(DESK).content.decode()
    )
    write_all(finance)
    with pytest.raises(NotNow, match="写明原因"):
        take(finance, YEAR, "submit", staff("shoujian-czj"))
    publish(finance, note="上年漏登一件，已补登。")
    last_year = published(finance, YEAR - 1)
    assert last_year is not None
    assert last_year.table3.cell("4", "total") == 1


def test_what_is_not_ready_is_not_handed_in(finance: Organ, on_day: Live) -> None:
    with pytest.raises(NotNow, match="还没有写"):
        take(finance, YEAR, "submit", staff("shoujian-czj"))
    write_all(finance)
    save(finance, YEAR, "problems", staff("shoujian-czj"), seen=1, text="【请补充：问题】")
    with pytest.raises(NotNow, match="请补充"):
        take(finance, YEAR, "submit", staff("shoujian-czj"))
    on_day(date(YEAR, 12, 31))
    with pytest.raises(NotNow, match="还没有结束"):
        take(finance, YEAR, "submit", staff("shoujian-czj"))


@pytest.mark.parametrize(
    ("username", "steps"),
    [
        ("shoujian-czj", {"submit"}), ("chengban-czj", {"submit"}), ("shoujian", {"submit"}),
        ("qianfa-czj", {"sign", "send_back"}), ("qianfa", {"sign", "send_back"}), ("gongkai-czj", {"publish", "withdraw"}),
        ("shenhe-czj", set()), ("duban", set()), ("shoujian-mzj", set()), ("qianfa-mzj", set()), ("gongkai-mzj", set()),
    ],
)  # fmt: skip
def test_each_step_has_its_role_and_organ(finance: Organ, username: str, steps: set[str]) -> None:
    """Of all steps in every state a report can be in, these and no others."""
    write_all(finance)
    done = set()
    for path in ([], ["submit"], ["submit", "sign"], ["submit", "sign", "publish"]):
        for name in ("submit", "sign", "send_back", "publish", "withdraw"):
            with transaction.atomic():
                for way, who in zip(path, ("chengban-czj", "qianfa-czj", "gongkai-czj"), strict=False):
                    take(finance, YEAR, way, staff(who))
                try:
                    take(finance, YEAR, name, staff(username), "理由")
                    done.add(name)
                except (NotPermitted, NotNow):
                    pass
                transaction.set_rollback(True)
    assert done == steps


def test_who_sees_and_edits(finance: Organ) -> None:
    pages = (
        "",
        "edit/overview/",
        "edit/table2/",
        "versions/overview/",
        "file/html/",
        "requests/1/total/",
        "do/submit/",
    )
    for client, right in (
        (signed_in("shoujian-czj"), [200] * 7),
        (signed_in("duban"), [200, 403, 403, 200, 200, 200, 403]),
        (signed_in("shoujian-mzj"), [404] * 7),
        (Client(), [302] * 7),
    ):
        assert [status_of(client, DESK + page) for page in pages] == right
    assert signed_in("shoujian-mzj").post(f"{DESK}edit/overview/", {"seen": "0", "text": "外单位"}).status_code == 404
    assert signed_in("duban").post(f"{DESK}edit/overview/", {"seen": "0", "text": "督办"}).status_code == 403
    with pytest.raises(NotPermitted):
        save(finance, YEAR, "overview", staff("duban"), seen=0, text="督办")
    assert not AnnualEntry.objects.exists()
    listed = signed_in("shoujian-mzj").get("/desk/annual/").content.decode()
    assert NAMED["LL-MZJ"].name in listed
    assert NAMED["LL-CZJ"].name not in listed


@pytest.mark.parametrize("author", ["shoujian-czj", "chengban-czj"])
def test_nobody_signs_what_he_handed_in_or_wrote(finance: Organ, author: str) -> None:
    """Also where somebody else handed it in: all authors since the last publication count."""
    write_all(finance)
    Post.objects.create(staff=staff(author).staff, organ=finance, role=Role.SIGNER)
    take(finance, YEAR, "submit", staff("shoujian-czj"))
    with pytest.raises(NotNow, match="其他签发人"):
        take(finance, YEAR, "sign", staff(author))
    take(finance, YEAR, "sign", staff("qianfa-czj"))


def test_a_step_over_what_another_one_changed_meanwhile_is_refused(finance: Organ) -> None:
    write_all(finance)
    take(finance, YEAR, "submit", staff("shoujian-czj"))
    signer = signed_in("qianfa-czj")
    version = signer.get(f"{DESK}do/sign/", follow=True).context["document"].version
    take(finance, YEAR, "send_back", staff("qianfa"), "再核一遍")
    take(finance, YEAR, "submit", staff("shoujian-czj"))
    answer = signer.post(f"{DESK}do/sign/", {"note": "", "version": version})
    assert answer.status_code == 422
    assert "别人刚刚办理过" in answer.content.decode()


def test_the_lists_behind_the_figures_are_the_figures(finance: Organ) -> None:
    client = signed_in("chengban-czj")
    three, four = table3(finance, YEAR), table4(finance, YEAR)
    wanted = {f"requests/{row}/{one.code}/": three.cell(row, one.code) for row in FIGURE_ROWS for one in COLUMNS}
    wanted |= {f"remedies/{way.code}/{one.code}/": four.cell(way.code, one.code) for way in REMEDIES for one in RESULTS}
    found = {path: client.get(DESK + path).content.decode().count("data-case=") for path in wanted}
    assert found == wanted
    assert sum(wanted.values()) > 20
    report = client.get(DESK).content.decode()
    assert all(f'href="{DESK}{path}"' in report for path in wanted)
    assert client.get(f"{DESK}requests/3.3/total/").status_code == 404


def test_lists_go_on_by_key(finance: Organ, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("requests_app.annual.case_views.PAGE", 2)
    client, seen = signed_in("chengban-czj"), []
    for start in ("requests/1/total/", "remedies/reconsideration/total/"):
        address = DESK + start
        while address:
            page = client.get(address).content.decode()
            seen += re.findall(r'data-case="(\d+)"', page)
            following = re.search(r'rel="next" href="(\?after=[^"]+)"', page)
            address = DESK + start + following[1] if following else ""
    assert len(seen) == 4 + 1
    assert client.get(f"{DESK}requests/1/total/?after=x").status_code == 200
    assert client.get(f"{DESK}remedies/reconsideration/total/?after=9.x").status_code == 200


def test_the_command_says_what_was_entered(finance: Organ, tmp_path: Path) -> None:
    write_all(finance)
    out = StringIO()
    call_command("annual_report", "--organ", "LL-CZJ", "--year", str(YEAR), stdout=out)
    assert json.loads(out.getvalue())["table2"]["normative"]["in_force"] == 12
    file = tmp_path / "报告.html"
    call_command("annual_report", "--organ", "LL-CZJ", "--year", str(YEAR), "--format", "html", "--output", str(file))
    page = file.read_text(encoding="utf-8")
    assert "一、总体情况的正文。" in page
    assert not re.search(r"(?:src|href)=", page)  # it stands by itself


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE workflow_logentry SET words = 'x' WHERE kind = 'annualreport'",
        "DELETE FROM workflow_logentry WHERE kind = 'annualreport'",
        "UPDATE requests_app_annualentry SET text = 'x' WHERE part <> 'table2'",
        "DELETE FROM requests_app_annualentry",
        "DELETE FROM requests_app_annualreport",
        "UPDATE requests_app_annualreport SET snapshot = '{}'",
        "UPDATE requests_app_annualreport SET published_on = '2026-01-01'",
        "UPDATE requests_app_annualreport SET state = 'draft', snapshot = NULL, published_on = NULL",
        "UPDATE requests_app_annualreport SET state = 'signed', published_on = NULL",
        "INSERT INTO requests_app_annualentry (report_id, part, version, text, by_id, at)"
        " SELECT id, 'overview', 9, 'x', (SELECT min(id) FROM organs_staff), now() FROM requests_app_annualreport",
    ],
)
def test_the_database_refuses_to_change_what_happened(finance: Organ, statement: str) -> None:
    write_all(finance)
    publish(finance)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError), transaction.atomic(), owner():
            cursor.execute(statement)


def test_two_versions_with_one_number_do_not_exist(finance: Organ) -> None:
    save(finance, YEAR, "other", staff("shoujian-czj"), seen=0, text="甲")
    with pytest.raises(Conflict):
        save(finance, YEAR, "other", staff("chengban-czj"), seen=0, text="乙")
    row = AnnualReport.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualEntry.objects.create(report=row, part="other", version=1, text="乙", by=staff("duban").staff, at=None)
