from datetime import UTC, date, datetime, timedelta

import pytest

import mailbox.time_limits  # noqa: F401 - registers the rules
from interaction.limits.calculator import BadInput, calculate
from interaction.limits.clock import follow, run
from interaction.limits.reading import Hold, Status, TransitionError
from interaction.limits.rules import Extension, Mark, Pause, Rule, Unit, UnknownRule, register, rule
from tests.workdays.days import official
from tests.workdays.test_calendar import KNOWN

from .marks import marks, reply

WD = official().add


@pytest.mark.parametrize(("received", "due"), KNOWN)
def test_known_answers(received: str, due: str):
    reading = reply(f"{received} received", as_of=received)
    assert (str(reading.due_on), reading.status, reading.counted) == (due, Status.RUNNING, 0)
    assert not reading.provisional
    assert reading.due_on is not None
    assert reading.warn_on == WD(reading.due_on, -3)
    assert reading.alarm_on == WD(reading.due_on, -1)


def test_a_due_date_in_an_unannounced_year_is_provisional():
    assert reply("2026-12-10 received", as_of="2026-12-10").provisional


@pytest.mark.parametrize(
    ("as_of", "status", "counted"),
    [("2019-09-30", "running", 20), ("2019-10-01", "overdue", 20), ("2019-10-08", "overdue", 21)],
)
def test_late_is_a_comparison_made_when_reading(as_of: str, status: str, counted: int):
    reading = reply("09-02 received", as_of=as_of)
    assert (reading.status, reading.counted, reading.stopped_on) == (status, counted, None)


@pytest.mark.parametrize(("replied", "status"), [("09-30", "met"), ("10-01", "overdue")])
def test_a_reply_is_in_time_until_the_end_of_the_due_day(replied: str, status: str):
    reading = reply("09-02 received", f"{replied} replied", as_of="2019-12-31")
    assert (reading.status, str(reading.stopped_on)) == (status, f"2019-{replied}")


def test_marks_after_the_day_of_reading_are_not_known():
    written = ("09-02 received", "09-10 replied", "09-11 nonsense")
    assert reply(*written, as_of="2019-09-09").status is Status.RUNNING
    assert reply(*written, as_of="2019-09-10").status is Status.MET


def test_confirmation_moves_the_start_of_an_online_application():
    assert reply("09-02 submitted").due_on == date(2019, 9, 30)
    assert reply("09-02 submitted", "09-03 received").anchor_on == date(2019, 9, 3)


def test_a_correction_starts_the_limit_anew_and_discards_the_extension():
    asked = ("09-02 received", "09-05 extended 10", "09-06 correction_requested")
    waiting = reply(*asked, as_of="2020-09-01")
    assert (waiting.status, waiting.due_on, waiting.open_ended) == (Status.PAUSED, None, True)
    assert (waiting.counted, waiting.paused_until) == (4, None)
    reading = reply(*asked, "2019-11-01 corrected", as_of="2019-11-04")
    assert (reading.anchor_on, reading.due_on) == (date(2019, 11, 1), WD(date(2019, 11, 1), 20))
    assert (reading.extended, reading.counted) == (0, 1)


def test_a_payment_starts_the_limit_anew_and_an_unpaid_notice_ends_it():
    noticed = ("09-02 received", "09-05 fee_noticed")
    last = WD(date(2019, 9, 5), 20)
    assert reply(*noticed, as_of=str(last)).status is Status.PAUSED
    assert reply(*noticed, as_of=str(last)).paused_until == last
    lapsed = reply(*noticed, as_of=str(last + timedelta(days=1)))
    assert (lapsed.status, lapsed.stopped_on, lapsed.due_on) == (Status.ENDED, last, None)
    paid = reply(*noticed, f"{last} fee_paid", as_of=str(last))
    assert (paid.status, paid.due_on) == (Status.RUNNING, WD(last, 20))
    # The act that records the end may follow the lapse; a payment may not.
    ended = reply(*noticed, "11-01 abandoned", as_of="2019-11-02")
    assert (ended.status, ended.stopped_on) == (Status.ENDED, last)
    with pytest.raises(TransitionError, match="109号"):
        reply(*noticed, "11-01 fee_paid", as_of="2019-11-02")


def test_a_consultation_is_not_counted_from_the_day_after_asking_to_the_answer():
    asked = ("09-02 received", "09-05 third_party_asked")
    base = date(2019, 9, 30)
    unanswered = reply(*asked, as_of="2019-09-20")
    assert (unanswered.status, unanswered.due_on) == (Status.PAUSED, WD(base, 15))
    assert (unanswered.counted, unanswered.paused_until) == (3, WD(date(2019, 9, 5), 15))
    assert unanswered.pauses == (Hold(date(2019, 9, 5), None, 15, date(2019, 9, 5)),)
    silent = reply(*asked, as_of=str(WD(date(2019, 9, 5), 16)))
    assert (silent.status, silent.due_on, silent.counted) == (Status.RUNNING, WD(base, 15), 4)
    answered = reply(*asked, "09-10 third_party_answered", as_of="2019-09-11")
    assert (answered.status, answered.due_on, answered.counted) == (Status.RUNNING, WD(base, 3), 4)
    late = reply(*asked, "10-31 third_party_answered", as_of="2019-10-31")
    assert late.due_on == WD(base, 15)


@pytest.mark.parametrize(
    ("written", "held"),
    [
        # 9-05 to 9-10 and 9-09 to 9-12: 6, 9, 10, 11, 12 September.
        (("09-05 third_party_asked", "09-09 other_organ_asked", "09-10 third_party_answered",
          "09-12 other_organ_answered"), 5),
        # One inside the other.
        (("09-05 third_party_asked", "09-09 other_organ_asked", "09-10 other_organ_answered",
          "09-12 third_party_answered"), 5),
        # Two of a kind: the answer of 10 September is to the question of the 5th.
        (("09-05 third_party_asked", "09-09 third_party_asked", "09-10 third_party_answered",
          "09-12 third_party_answered"), 5),
        # Apart.
        (("09-03 third_party_asked", "09-04 third_party_answered", "09-10 other_organ_asked",
          "09-12 other_organ_answered"), 3),
        # Asked and answered on one day.
        (("09-05 third_party_asked", "09-05 third_party_answered"), 0),
        # Across a holiday: 12, 16 September, the 13th being off.
        (("09-11 third_party_asked", "09-16 third_party_answered"), 2),
    ],
)  # fmt: skip
def test_overlapping_consultations_count_once(written: tuple[str, ...], held: int):
    reading = reply("09-02 received", *written, as_of="2019-09-17")
    assert reading.due_on == WD(date(2019, 9, 30), held)
    assert reading.counted == 10 - held


def test_a_consultation_across_a_correction_counts_from_the_new_start():
    written = ("09-02 received", "09-03 third_party_asked", "09-04 correction_requested", "09-09 corrected")
    reading = reply(*written, "09-11 third_party_answered", as_of="2019-09-11")
    assert reading.due_on == WD(date(2019, 9, 9), 20 + 2)


def test_a_question_asked_after_the_limit_ran_out_revives_nothing():
    reading = reply("09-02 received", "10-08 third_party_asked", as_of="2019-10-09")
    assert (reading.status, reading.due_on, reading.pauses) == (Status.OVERDUE, date(2019, 9, 30), ())


def test_an_extension_adds_its_working_days():
    reading = reply("09-02 received", "09-30 extended 20", as_of="2019-10-09")
    assert (reading.due_on, reading.extended) == (WD(date(2019, 9, 2), 40), 20)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ((), "期限尚未起算"),
        (("09-02 replied",), "期限尚未起算"),
        (("09-02 received", "09-01 replied"), "顺序颠倒"),
        (("09-02 received", "09-03 received"), "不能再次起算"),
        (("09-02 received", "09-03 submitted"), "不能再次起算"),
        (("09-02 submitted", "09-03 correction_requested", "09-04 received"), "不能再次起算"),
        (("09-02 received", "09-03 third_party_answered"), "条例第三十二条"),
        (("09-02 received", "09-03 third_party_asked", "09-04 other_organ_answered"), "第三十四条"),
        (("09-02 received", "09-03 third_party_asked", "09-04 third_party_answered",
          "09-05 third_party_answered"), "没有待答复"),
        (("09-02 received", "09-03 corrected"), "条例第三十条"),
        (("09-02 received", "09-03 correction_requested", "09-04 correction_requested"), "只能一次"),
        (("09-02 received", "09-03 correction_requested", "09-04 corrected", "09-05 correction_requested"),
         "只能一次（条例第三十条）"),
        (("09-02 received", "09-03 correction_requested", "09-04 fee_noticed"), "正在等待补正"),
        (("09-02 received", "09-03 fee_paid"), "109号"),
        (("09-02 received", "09-03 correction_requested", "09-04 fee_paid"), "109号"),
        (("09-02 received", "09-03 extended 5", "09-04 extended 5"), "只能延长 1 次（条例第三十三条第二款）"),
        (("09-02 received", "09-03 extended 5", "09-04 correction_requested", "09-05 corrected",
          "09-06 extended 5"), "只能延长 1 次"),
        (("09-02 received", "09-03 extended 21"), "1 至 20 个工作日（条例第三十三条第二款）"),
        (("09-02 received", "09-03 extended 0"), "1 至 20"),
        (("09-02 received", "09-03 extended -1"), "1 至 20"),
        (("09-02 received", "10-01 extended 5"), "已经届满"),
        (("09-02 received", "09-03 correction_requested", "09-04 extended 5"), "不能延长"),
        (("09-02 received", "09-03 fee_noticed", "09-04 extended 5"), "不能延长"),
        (("09-02 received", "09-03 replied", "09-03 replied"), "时限已经终结"),
        (("09-02 received", "09-03 withdrawn", "09-04 third_party_asked"), "已于 2019-09-03 撤回"),
        (("09-02 received", "09-03 replied", "09-04 extended 5"), "时限已经终结"),
        (("09-02 received", "09-03 replied", "09-04 received"), "时限已经终结"),
        (("09-02 received", "09-03 dispatched"), "不是“申请答复”时限的事项"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_article(written: tuple[str, ...], message: str):
    with pytest.raises(TransitionError, match=message):
        reply(*written, as_of="2019-12-31")


def test_the_senders_clock_does_not_stop_when_an_organ_returns_the_letter():
    written = marks("09-02 received", "09-03 accepted", "09-03 dispatched", "09-04 returned",
                    "09-05 dispatched")  # fmt: skip
    reading = run(rule("letter.reply.consultation"), written, official(), date(2019, 9, 5))
    assert (reading.anchor_on, reading.due_on) == (date(2019, 9, 2), date(2019, 9, 9))
    back = follow(rule("letter.return"), written, official(), date(2019, 9, 5))
    assert back is not None
    assert (back.status, back.anchor_on) == (Status.RUNNING, date(2019, 9, 5))


def test_reopening_equals_never_having_closed_plus_the_pause():
    known = rule("disclosure.reply")
    written = marks("09-02 received", "09-04 abandoned", "09-18 reopened")
    reading = run(known, written, official(), date(2019, 9, 18))
    never = run(known, written[:1], official(), date(2019, 9, 3))
    assert never.due_on is not None
    assert reading.due_on == WD(never.due_on, official().between(date(2019, 9, 4), date(2019, 9, 18)))
    assert (reading.status, reading.counted) == (Status.RUNNING, 2)


def test_a_rule_follows_its_own_marks_through_the_whole_life_of_a_letter():
    life = marks("09-02 received", "09-03 accepted", "09-03 dispatched", "09-05 replied", "09-09 reworked",
                 "09-12 replied_again")  # fmt: skip
    day = date(2019, 9, 30)
    found = {
        name: follow(rule(f"letter.{name}"), life, official(), day)
        for name in ("screen", "reply.request", "rework", "return")
    }
    assert {name: (each.status, str(each.stopped_on)) for name, each in found.items() if each} == {
        "screen": ("met", "2019-09-03"),
        "reply.request": ("met", "2019-09-05"),
        "rework": ("met", "2019-09-12"),
        # A right that was not used has ended; nobody is late.
        "return": ("ended", "2019-09-04"),
    }
    assert follow(rule("letter.rework"), life[:4], official(), day) is None


def test_consultations_run_together_and_stop_with_the_last_answer():
    known = rule("disclosure.third_party")
    asked = marks("09-03 third_party_asked", "09-05 third_party_asked", "09-06 third_party_answered")
    assert run(known, asked, official(), date(2019, 9, 9)).status is Status.RUNNING
    both = [*asked, *marks("09-09 third_party_answered")]
    assert run(known, both, official(), date(2019, 9, 9)).status is Status.MET
    silent = run(known, asked, official(), date(2019, 12, 1))
    assert (silent.status, silent.stopped_on) == (Status.ENDED, WD(date(2019, 9, 5), 15))


def test_an_answer_stops_the_clock_of_its_own_question_only():
    """One was handed its letter; another, to whom the letter went by post, answers before anybody proves that it came."""
    asked = Mark("third_party_asked", date(2019, 9, 3), ref="a")
    other = Mark("third_party_answered", date(2019, 9, 6), ref="b")
    known = rule("disclosure.third_party")
    assert run(known, [asked, other], official(), date(2019, 9, 9)).status is Status.RUNNING
    own = Mark("third_party_answered", date(2019, 9, 9), ref="a")
    assert run(known, [asked, other, own], official(), date(2019, 9, 9)).status is Status.MET


DAYS = Rule("test.days", "测试", "", 10, ("in",), ("out",), Unit.DAY, (Pause("ask", "answer", None, "问", ""),))
HOURS = Rule(
    "test.hours", "测试", "", 24, ("in",), ("out",), Unit.HOUR,
    (Pause("ask", "answer", None, "问", ""),), extends=(Extension("longer", 12, 1, ""),),
)  # fmt: skip


def test_a_limit_in_calendar_days_rolls_off_a_holiday():
    """民法典 A.203: 24 September + 10 days is National Day; the last day is 8 October."""
    assert run(DAYS, [Mark("in", date(2019, 9, 24))], official(), date(2019, 9, 24)).due_on == WD(date(2019, 10, 1), 1)
    held = marks("09-02 in", "09-03 ask", "09-08 answer")
    assert run(DAYS, held, official(), date(2019, 9, 9)).due_on == date(2019, 9, 17)
    asked = run(DAYS, held[:2], official(), date(2019, 12, 9))
    assert (asked.status, asked.due_on, asked.paused_until) == (Status.PAUSED, None, None)


def test_a_limit_in_hours_counts_elapsed_hours():
    start = datetime(2026, 9, 30, 10, tzinfo=UTC)

    def at(kind: str, hours: int, amount: int = 0) -> Mark:
        instant = start + timedelta(hours=hours)
        return Mark(kind, (instant + timedelta(hours=8)).date(), instant, amount)

    written = [at("in", 0), at("ask", 2), at("answer", 5), at("longer", 6, 6)]
    now = start + timedelta(hours=7)
    reading = run(HOURS, written, official(), date(2026, 10, 1), now)
    assert reading.due_at == start + timedelta(hours=24 + 3 + 6)
    assert (reading.counted, reading.status) == (4, Status.RUNNING)
    assert reading.warn_at == reading.due_at - timedelta(hours=3)
    later = run(HOURS, written, official(), date(2026, 10, 2), reading.due_at + timedelta(seconds=1))
    assert later.status is Status.OVERDUE
    with pytest.raises(TransitionError, match="时刻"):
        run(HOURS, [Mark("in", date(2026, 9, 30))], official(), date(2026, 10, 1), now)


def test_the_registry():
    register(rule("disclosure.reply"))
    with pytest.raises(ValueError, match="two rules"):
        register(Rule("disclosure.reply", "", "", 5, ("received",), ("replied",)))
    with pytest.raises(UnknownRule, match=r"disclosure\.reply"):
        rule("disclosure")
    with pytest.raises(ValueError, match="two meanings"):
        Rule("x", "", "", 5, ("received",), ("received",))


def test_the_calculator_reads_hours_at_the_end_of_the_day_asked_for():
    events: list[dict[str, object]] = [{"event": "in", "at": "2026-09-30T18:00:00+08:00"}]
    answer = calculate(HOURS, events, official(), date(2026, 9, 30))
    assert (answer.as_data()["counted_hours"], answer.as_data()["status"]) == (6, "running")
    assert answer.as_data()["due_at"] == "2026-10-01T10:00:00+00:00"
    with pytest.raises(BadInput, match="不是同一天"):
        calculate(HOURS, [events[0] | {"on": "2026-10-01"}], official(), date(2026, 10, 1))


def test_answers_are_paired_with_their_own_questions() -> None:
    """Two consultations of one kind: the first is never answered and ends by itself, the second is answered soon."""
    days = official()
    asked = [
        Mark("received", date(2025, 3, 3)),
        Mark("third_party_asked", date(2025, 3, 4), ref="a"),
        Mark("third_party_asked", date(2025, 3, 6), ref="b"),
    ]
    answered = [*asked, Mark("third_party_answered", date(2025, 3, 10), ref="b")]
    reading = run(rule("disclosure.reply"), answered, days, date(2025, 3, 11))
    # 15 working days from 4 March for the silent one; the other lies within them (条例 A.33(3)).
    assert reading.due_on == days.add(date(2025, 3, 3), 35)


def test_a_reasonable_delay_adds_to_the_limit() -> None:
    days = official()
    marks = [Mark("received", date(2025, 3, 3)), Mark("delayed", date(2025, 3, 20), amount=60)]
    assert run(rule("disclosure.reply"), marks, days, date(2025, 3, 21)).due_on == days.add(date(2025, 3, 3), 80)
