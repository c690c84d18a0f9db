"""What a light says of a clock, day by day: in the clock's own unit, and of the level at which people are warned."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from interaction.casework.clocks import light_of
from interaction.casework.models import Clock
from interaction.casework.sweep import level_on
from interaction.workdays.current import calendar
from tests.conftest import open_case

pytestmark = pytest.mark.django_db
LEVELS = {Clock.Level.NONE: "ok", Clock.Level.YELLOW: "soon", Clock.Level.RED: "urgent", Clock.Level.OVERDUE: "late"}


@pytest.mark.parametrize(("slot", "unit"), [("unanswered", "日"), ("reply", "个工作日")])
def test_a_light_counts_as_its_limit_does(county: None, on_day: Callable[[date], None], slot: str, unit: str) -> None:
    on_day(date(2025, 12, 22))  # the limits end about the Spring Festival and the Qingming
    clock = open_case("letter", kind="request").clocks.get(slot=slot)
    due = clock.due_on
    assert due
    for apart in range(-20, 12):
        day = due + timedelta(days=apart)
        if not clock.anchor_on < day:
            continue
        on_day(day)
        light = light_of(clock)
        left = (due - day).days if slot == "unanswered" else calendar().between(day, due)
        if day > due:
            assert light.text == f"已超期 {max(-left, 1)} {unit}"
        else:
            assert light.text == (f"还剩 {left} {unit}" if left else "今天到期")
        assert light.level == LEVELS[level_on(clock, day)[0]], (day, light)
