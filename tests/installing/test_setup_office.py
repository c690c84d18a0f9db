"""From an empty database to an office: everything is checked before anything is done, and whoever is named can sign in."""

import stat
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from python_calamine import CalamineWorkbook

from config.servers import BASE_DIR
from interaction.installing.environment import settle, settled
from interaction.installing.organ_sheet import COLUMNS
from interaction.organs.models import Organ, Post, Staff
from interaction.sign_in.passwords import Due, password_due
from interaction.workflow.models import LogEntry
from tests.databases import owner

EXAMPLE = BASE_DIR / "deploy" / "office.example.toml"
Filled = Callable[..., Path]
BUREAU = {
    "代码": "QH-CZJ", "名称": "青禾县财政局", "简称": "县财政局", "类别": "部门", "发文字号代字": "青财",
    "行政复议机关": "青禾县人民政府", "管辖法院": "青禾县人民法院", "复议申请的互联网渠道": "https://fuyi.example.gov.cn/",
}  # fmt: skip


@pytest.fixture
def empty(settings: Any, db: None) -> None:
    """A database with tables and nobody in it."""
    settings.DEMONSTRATION = False
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("TRUNCATE organs_organ, organs_staff, workflow_logentry CASCADE")
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    """The example, as an office fills it in."""

    def make(*rows: dict[str, str], **changes: str) -> Path:
        with xlsxwriter.Workbook(tmp_path / "organs.xlsx") as book:
            sheet = book.add_worksheet()
            for line, row in enumerate([{name: name for name in COLUMNS}, *(rows or (BUREAU,))]):
                for column, heading in enumerate(COLUMNS):
                    sheet.write(line, column, row.get(heading, ""))
        text = EXAMPLE.read_text(encoding="utf-8")
        for before, after in changes.items():
            assert before in text
            text = text.replace(before, after)
        path = tmp_path / "office.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return make


def set_up(plan: Path, **options: Any) -> str:
    out = StringIO()
    call_command("setup_office", str(plan), stdout=out, **options)
    return out.getvalue()


def refused(plan: Path) -> str:
    with pytest.raises(CommandError) as wrong:
        set_up(plan)
    return str(wrong.value)


def test_an_office_begins_and_its_administrators_sign_in(empty: None, filled: Filled, tmp_path: Path) -> None:
    said = set_up(
        filled(
            {**BUREAU, "代码": "QH-CZJ-1", "上级代码": "QH-CZJ", "名称": "青禾县国库支付中心", "简称": "支付中心"},
            BUREAU,
        )
    )
    assert [one.path for one in Organ.objects.all()] == ["/QH/", "/QH/QH-CZJ/", "/QH/QH-CZJ/QH-CZJ-1/"]
    roles = sorted(Post.objects.values_list("staff__username", "role"))
    assert roles == [
        ("anquan1", "security"),
        ("anquan2", "security"),
        ("shenji", "auditor"),
        ("xitong", "administrator"),
    ]
    assert LogEntry.objects.filter(kind="appointment", action="establish").count() == len(roles)
    password = next(line.split()[-1] for line in said.splitlines() if "xitong" in line)
    person = Staff.objects.get(username="xitong")
    assert person.check_password(password)
    assert password_due(person) == Due.SET_BY_OTHERS
    client = Client()
    assert client.post("/accounts/login/", {"login": "xitong", "password": password}).status_code == 302
    assert "GOVERNMENT='青禾县人民政府'" in said
    # Run again it changes nothing, shows no password, and adds what is new.
    again = set_up(filled(BUREAU, {**BUREAU, "代码": "QH-JYJ", "名称": "青禾县教育局", "简称": "县教育局"}))
    assert "新录入单位 1 个" in again
    assert "一次性密码" not in again
    assert person.check_password(password)


def test_every_fault_is_named_and_nothing_is_done(empty: None, filled: Filled) -> None:
    said = refused(filled(**{'"https://huiyin': '"http://huiyin', "anquan2": "anquan1", "陈管": ""}))
    assert all(words in said for words in ("https://", "anquan1 用了不止一次", "没有写姓名"))
    rows = (
        {**BUREAU, "类别": "局"}, {**BUREAU, "代码": "QH-A", "名称": ""}, {**BUREAU, "代码": "QH-B", "上级代码": "QH-X"},
        {**BUREAU, "代码": "QH-D", "上级代码": "QH-E"}, {**BUREAU, "代码": "QH-E", "上级代码": "QH-D"}, BUREAU,
        {**BUREAU, "代码": "QH-F", "行政复议机关": "有管辖权的机关"},
    )  # fmt: skip
    said = refused(filled(*rows))
    assert all(
        words in said
        for words in (
            "第 2 行",
            "类别“局”",
            "第 3 行",
            "上级代码 QH-X 不在表里",
            "互为上级",
            "代码 QH-CZJ 重复",
            "第 8 行",
            "全称",
        )
    ), said
    assert not Organ.objects.exists()
    assert not Staff.objects.exists()


def test_it_asks_where_there_is_no_file(empty: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers = iter([
        "青禾县人民政府", "青禾县", "QH", "青政", "澄州市人民政府", "澄州市中级人民法院", "https://f.gov.cn/", "0539-1", "某路 1 号", "",
        "https://h.example.gov.cn", "xitong", "陈管", "an1", "沈安", "an2", "韩安", "shenji", "杨审",
    ])  # fmt: skip
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    out = StringIO()
    call_command("setup_office", stdout=out)
    assert Post.objects.count() == 4
    assert "SITE_URL='https://h.example.gov.cn'" in out.getvalue()


@pytest.mark.django_db
def test_a_database_with_another_government_and_a_demonstration_are_refused(
    county: None, filled: Filled, settings: Any
) -> None:
    assert "演示" in refused(filled())
    settings.DEMONSTRATION = False
    assert "只供一个政府使用" in refused(filled())


def test_settings_go_into_the_file_and_the_rest_stays(tmp_path: Path) -> None:
    file = tmp_path / "huiyin.env"
    file.write_text("# 数据库\nDATABASE_URL=postgresql://x\n#SITE_URL=https://\nHTTPS=0\n")
    file.chmod(0o640)
    settle(file, {"SITE_URL": "https://a.gov.cn", "HTTPS": "1", "EMAIL_HOST_PASSWORD": 'a"b$c d'})
    assert file.read_text().splitlines() == [
        "# 数据库", "DATABASE_URL=postgresql://x", "SITE_URL='https://a.gov.cn'", "HTTPS='1'", "EMAIL_HOST_PASSWORD='a\"b$c d'",
    ]  # fmt: skip
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert settled("", {"A": "it's $1"}) == 'A="it\'s \\$1"\n'


def test_the_template_has_every_column_and_its_example_is_left_out(tmp_path: Path) -> None:
    call_command("setup_office", template=tmp_path / "t.xlsx", stdout=StringIO())
    lines = CalamineWorkbook.from_path(str(tmp_path / "t.xlsx")).get_sheet_by_index(0).to_python()
    assert [str(one).rstrip("*") for one in lines[0]] == list(COLUMNS)
