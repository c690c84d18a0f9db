"""What is not well is found, said with what to do, and told: on the page, by `doctor`, at the desk, by mail, to Prometheus."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client

from config.servers import BASE_DIR
from interaction.casework.models import Clock
from interaction.evidence.models import DaySeal
from interaction.notices.models import Notice
from interaction.notices.outbox import tell_address
from interaction.organs.models import Staff
from interaction.periodic.models import PeriodicTask
from interaction.watching import checks
from interaction.watching.checks import GROUPS, Check, Group, Level, findings, watches
from interaction.watching.gauges import gauges
from interaction.workbench.system_status import standstill_for, tell_administrators
from interaction.workbench.tasks import watch
from interaction.workdays.models import Notice as Arrangement
from interaction.workdays.now import now
from tests.conftest import open_case, staff
from tests.databases import owner

pytestmark = pytest.mark.django_db
OnDay = Callable[[date], None]


def found(key: str) -> tuple[Level, str]:
    return next((one.level, one.words) for check, one in findings() if check.key == key)


def at_work() -> None:
    """Everything of the schedule was given out and done just now."""
    for name in settings.CELERY_BEAT_SCHEDULE:
        PeriodicTask.objects.update_or_create(name=name, defaults={"given_at": now(), "done_at": now()})


def test_a_county_at_work_is_well(county: None) -> None:
    at_work()
    for key in (
        "beat",
        "worker",
        "tasks",
        "broker",
        "outboxes",
        "dead",
        "sweep",
        "figures",
        "keys",
        "seals",
        "rights",
        "connections",
    ):
        assert found(key)[0] == Level.GOOD, (key, found(key))


@pytest.mark.parametrize(
    ("column", "check"), [("given_at", "beat"), ("done_at", "worker")], ids=["beat is away", "worker is away"]
)
def test_processes_that_stand_still_are_told_at_the_desk(county: None, column: str, check: str) -> None:
    at_work()
    assert list(standstill_for(staff("guanli"))) == []
    PeriodicTask.objects.update(**{column: now() - timedelta(minutes=10)})
    assert found(check)[0] == Level.BAD
    assert "10 分钟前" in found(check)[1]
    (todo,) = standstill_for(staff("guanli"))
    assert todo.address == "/desk/system/"
    assert list(standstill_for(staff("shoujian"))) == []


def test_a_task_that_fails_each_night_is_named(county: None) -> None:
    at_work()
    PeriodicTask.objects.filter(name="retention").update(done_at=now() - timedelta(days=3))
    assert found("tasks")[0] == Level.SOON
    assert "retention" in found("tasks")[1]
    PeriodicTask.objects.filter(name="retention").update(done_at=now())
    PeriodicTask.objects.filter(name="notices").update(done_at=now() - timedelta(minutes=30))
    assert "notices" in found("tasks")[1]


def test_an_outbox_that_waits_and_what_is_dead_are_told(county: None) -> None:
    tell_address(key="x", email="a@example.org", subject="通知", body="内容")
    assert found("outboxes")[0] == Level.GOOD
    Notice.objects.filter(key="x").update(send_after=now() - timedelta(hours=1))
    assert found("outboxes")[0] == Level.BAD
    Notice.objects.filter(key="x").update(state=Notice.State.DEAD)
    assert found("outboxes")[0] == Level.GOOD
    assert found("dead")[0] == Level.SOON


def test_limits_that_nobody_watches_over_are_told(county: None) -> None:
    case = open_case("disclosure")
    Clock.objects.filter(case=case).update(alert_on=now().date() - timedelta(days=3))
    assert found("sweep")[0] == Level.BAD


def test_a_day_without_seal_is_told(county: None) -> None:
    open_case("letter")
    assert found("seals")[0] == Level.GOOD
    with owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE evidence_link SET at = at - interval '2 days'")
        cursor.execute("SET session_replication_role = origin")
    assert DaySeal.objects.count() == 0
    assert found("seals")[0] == Level.BAD


def test_next_years_holidays_are_asked_for_in_november(county: None, on_day: OnDay) -> None:
    latest = Arrangement.objects.order_by("-year").values_list("year", flat=True)[0]
    on_day(date(latest, 10, 8))
    assert found("calendar")[0] == Level.GOOD
    on_day(date(latest, 11, 8))
    assert found("calendar")[0] == Level.SOON


def test_settings_of_an_office_are_looked_at(county: None, settings: Any) -> None:
    settings.DEMONSTRATION = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert found("mail")[0] == found("address")[0] == Level.BAD
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SECURE, settings.SITE_URL, settings.ALLOWED_HOSTS = (
        True,
        "https://hy.example.gov.cn",
        ["hy.example.gov.cn"],
    )
    assert found("mail")[0] == found("address")[0] == Level.GOOD
    settings.ALLOWED_HOSTS = ["localhost"]
    assert "hy.example.gov.cn" in found("address")[1]


def test_a_look_that_fails_is_not_taken_for_well_and_stops_nothing(county: None) -> None:
    def breaks() -> Any:
        raise RuntimeError

    watches(Check("broken", Group.MACHINE, "坏的", breaks))
    try:
        assert found("broken")[0] == Level.BAD
        assert "RuntimeError" in found("broken")[1]
    finally:
        del checks._checks["broken"]


def test_what_is_bad_is_told_once_a_day_at_the_desk_and_by_mail(county: None, settings: Any) -> None:
    settings.ALERT_EMAILS = ["watch@example.org"]
    PeriodicTask.objects.update_or_create(name="sweep", defaults={"given_at": now() - timedelta(hours=1)})
    assert watch() == tell_administrators() >= 2
    told = Notice.objects.filter(key__startswith="watch:beat:")
    assert sorted(told.values_list("channel", flat=True)) == ["email", "site"]
    site = told.get(channel="site")
    assert site.staff == Staff.objects.get(username="guanli")
    assert "huiyin-beat" in site.body


def test_the_page_is_the_system_administrators(county: None) -> None:
    for username, status in (("guanli", 200), ("anquan", 403), ("shoujian", 403)):
        client = Client()
        client.force_login(Staff.objects.get(username=username))
        assert client.get("/desk/system/").status_code == status, username
    client = Client()
    client.force_login(Staff.objects.get(username="guanli"))
    text = client.get("/desk/system/").content.decode()
    assert all(str(group) in text for group in GROUPS)
    assert "huiyin-beat" in text
    assert "系统状态" in client.get("/desk/").content.decode()


def test_doctor_says_what_to_do_and_sends_a_real_message(county: None, settings: Any) -> None:
    at_work()
    PeriodicTask.objects.update(given_at=now() - timedelta(hours=1))
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", mail="someone@example.org", stdout=out)
    assert ended.value.code == 1
    assert "要处理  定时派发" in out.getvalue()
    assert "→ beat 进程没有运行" in out.getvalue()
    assert [one.to for one in mail.outbox] == [["someone@example.org"]]
    assert "正常    试发邮件" in out.getvalue()


def test_figures_are_for_whoever_has_the_token(county: None, settings: Any) -> None:
    client = Client()
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "t" * 32
    assert client.get("/metrics", headers={"Authorization": "Bearer x"}).status_code == 404
    client.get("/replies/")
    at_work()
    open_case("letter")
    answer = client.get("/metrics", headers={"Authorization": "Bearer " + "t" * 32}, HTTP_HOST="10.0.0.5")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert all(f"# TYPE {one.name} gauge" in text for one in gauges())
    assert 'huiyin_requests_total{method="GET",status="200",view="portal:replies"}' in text
    assert 'huiyin_task_age_seconds{task="sweep"}' in text
    assert "huiyin_calendar_days_left" in text


def test_logs_are_lines_of_json_where_that_is_asked_for() -> None:
    told = "import django, logging; django.setup(); logging.getLogger('interaction.x').error('坏了 %s', 7)"
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=BASE_DIR, env={**os.environ, "LOG_FORMAT": "json", "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    line = json.loads(done.stderr)
    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "interaction.x", "坏了 7")
    assert line["at"]


def test_the_guide_answers_every_check_and_every_alarm(county: None) -> None:
    guide = (BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")
    alarms = re.findall(
        r"alert: (\w+)", (BASE_DIR / "deploy" / "prometheus" / "alerts.yml").read_text(encoding="utf-8")
    )
    assert alarms
    assert [one for one in (*(check.key for check, _found in findings()), *alarms) if f"| `{one}`" not in guide] == []


def test_every_alarm_asks_for_figures_there_are() -> None:
    rules = (BASE_DIR / "deploy" / "prometheus" / "alerts.yml").read_text(encoding="utf-8")
    panels = (BASE_DIR / "deploy" / "prometheus" / "grafana.json").read_text(encoding="utf-8")
    known = {one.name for one in gauges()} | {"huiyin_requests_total", "huiyin_request_seconds_bucket"}
    assert set(re.findall(r"huiyin_\w+", rules + panels)) <= known
