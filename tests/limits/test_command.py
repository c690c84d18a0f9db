import json
from datetime import UTC, datetime
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from interaction.organs.models import OfficeHours, Organ
from interaction.workdays.now import override_now

pytestmark = pytest.mark.django_db

RECEIVED = {"event": "received", "on": "2019-09-02"}


def time_limit(path: str, rule: str = "disclosure.reply") -> tuple[list[dict[str, object]], int]:
    """The lines written, and the exit status."""
    out, status = StringIO(), 0
    try:
        call_command("time_limit", rule, "--events", path, stdout=out)
    except SystemExit as error:
        status = int(str(error.code))
    return [json.loads(line) for line in out.getvalue().splitlines()], status


def test_answers_line_by_line(tmp_path: Path):
    file = tmp_path / "events.jsonl"
    queries = [
        {"id": "a", "as_of": "2019-09-13", "events": [RECEIVED]},
        {"id": 7, "as_of": "2019-12-31", "events": [RECEIVED, {"event": "replied", "on": "2019-10-01"}]},
        {"id": "c", "events": [RECEIVED, {"event": "extended", "on": "2019-09-20", "workdays": 20}]},
        {"id": "d", "events": [RECEIVED, {"event": "correction_requested", "on": "2019-09-05"}]},
    ]
    file.write_text("\n".join(map(json.dumps, queries)) + "\n\n", "utf-8")
    with override_now(datetime(2019, 9, 22, tzinfo=UTC)):
        lines, status = time_limit(str(file))
    assert status == 0
    assert lines[0] == {
        "id": "a",
        "due_on": "2019-09-30",
        "counted_workdays": 8,
        "status": "running",
        "provisional": False,
        "explanation": "2019年9月2日收到，次日起算；9月13日至15日中秋节放假；9月29日（周日）调休上班；"
        "第20个工作日为2019年9月30日。",
    }
    assert [(line["id"], line["due_on"], line["status"]) for line in lines[1:]] == [
        (7, "2019-09-30", "overdue"),
        ("c", "2019-11-01", "running"),
        ("d", None, "paused"),
    ]
    assert "办结，超过期限0" not in str(lines[1]["explanation"])


NASTY = [
    b"nonsense",
    b"\xff\xfe",
    b"[]",
    b"null",
    b"[" * 100_000,
    b'{"id": 1' + b"0" * 10_000 + b"}",
    b'{"events": []}',
    b'{"id": null, "events": []}',
    b'{"id": {}, "events": []}',
    b'{"id": "\\ud800", "events": []}',
    b'{"id": "x"}',
    b'{"id": "x", "events": {}}',
    b'{"id": "x", "events": [1]}',
    b'{"id": "x", "events": []}',
    b'{"id": "x", "as_of": "yesterday", "events": []}',
    b'{"id": "x", "as_of": null, "events": []}',
    b'{"id": "x", "events": [{"event": "received"}]}',
    b'{"id": "x", "events": [{"event": "received", "on": 20190902}]}',
    b'{"id": "x", "events": [{"event": "received", "on": "2019-02-30"}]}',
    b'{"id": "x", "events": [{"event": "received", "on": "0001-01-01"}]}',
    b'{"id": "x", "events": [{"event": "received", "on": "2045-12-20"}], "as_of": "2045-12-31"}',
    b'{"id": "x", "events": [{"event": ["received"], "on": "2019-09-02"}]}',
    b'{"id": "x", "events": [{"event": "\\ud800", "on": "2019-09-02"}]}',
    b'{"id": "x", "events": [{"event": "received", "on": "2019-09-02", "workdays": 1.5}]}',
    b'{"id": "x", "events": [{"event": "received", "on": "2019-09-02", "at": "2019-09-02T08:00:00"}]}',
    b'{"id": "x", "events": [{"event": "replied", "on": "2019-09-02"}]}',
    b'{"id": "x", "as_of": "2019-09-01", "events": [{"event": "received", "on": "2019-09-02"}]}',
]


def test_what_cannot_be_answered_gives_an_error_and_the_run_goes_on(monkeypatch: pytest.MonkeyPatch):
    good = json.dumps({"id": "good", "as_of": "2019-09-13", "events": [RECEIVED]}).encode()
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"\n".join([*NASTY, good]))))
    lines, status = time_limit("-")
    assert status == 1
    assert len(lines) == len(NASTY) + 1
    for line in lines[:-1]:
        assert set(line) == {"id", "error"}
        assert line["error"]
    assert lines[10]["id"] == "x"
    assert lines[-1]["due_on"] == "2019-09-30"


def test_an_unknown_rule_lists_the_known_ones():
    with pytest.raises(CommandError, match=r"disclosure\.reply.*letter\.screen") as raised:
        time_limit("-", "disclosure")
    assert raised.value.returncode == 2


def test_a_missing_file_is_said_so(tmp_path: Path):
    with pytest.raises(CommandError, match="无法读取"):
        time_limit(str(tmp_path / "none"))


def test_working_hours_are_those_of_the_organ_a_line_names(county: None, monkeypatch: pytest.MonkeyPatch):
    OfficeHours.objects.create(
        organ=Organ.objects.get(code="LL-CZJ"), effective_from="2026-06-01", basis="夏季作息",
        opens="08:00", rests="12:00", resumes="15:00", closes="18:30",
    )  # fmt: skip
    line = (
        '{"id": "x", "as_of": "2026-06-03", "events": [{"event": "dispatched", "at": "2026-06-02T11:30:00+08:00"}]%s}\n'
    )
    given = "".join(line % more for more in ("", ', "organ": "LL-CZJ"', ', "organ": "XX"'))
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(given.encode())))
    (usual, own, unknown), _status = time_limit("-", "hotline.sign.ordinary")
    assert str(usual["due_at"]) != str(own["due_at"])
    assert datetime.fromisoformat(str(own["due_at"])) == datetime(2026, 6, 2, 8, 30, tzinfo=UTC)  # half past four
    assert "organ" in str(unknown["error"])
