"""Which backups stay."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interaction.backups.rotation import NAME, BadKeep, Keep, backups_in, kept, rotate

NIGHT = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)


def nights(count: int) -> list[datetime]:
    return [NIGHT - timedelta(days=days) for days in range(count)]


def test_of_two_years_of_nights_days_weeks_and_months_stay() -> None:
    staying = sorted(kept(nights(730), Keep(7, 5, 12)), reverse=True)
    assert staying[:7] == nights(7)
    ages = [(NIGHT - one).days for one in staying]
    assert len(staying) == len(set(staying)) <= 7 + 5 + 12
    assert 300 < ages[-1] < 366
    assert [age for age in ages if 7 <= age <= 28] != []


def test_where_few_were_made_none_goes_too_early() -> None:
    monthly = [NIGHT - timedelta(days=31 * one) for one in range(6)]
    assert kept(monthly, Keep(7, 5, 12)) == set(monthly)


def test_rotation_removes_files_and_their_digests_but_nothing_else_and_never_the_newest(tmp_path: Path) -> None:
    for moment in nights(10):
        place = tmp_path / moment.strftime(NAME)
        place.write_bytes(b"x")
        place.with_name(place.name + ".sha256").write_text("x")
    (tmp_path / "erasures.jsonl").write_text("")
    (tmp_path / "huiyin-old-copy.age").write_text("")
    assert len(rotate(tmp_path, Keep(0, 0, 0))) == 9
    assert [moment for moment, _place in backups_in(tmp_path)] == nights(1)
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize("written", [["7", "5"], ["7", "5", "many"], []])
def test_a_setting_that_says_something_else_is_refused(written: list[str]) -> None:
    assert Keep.told(["7", "5", "12"]) == Keep(7, 5, 12)
    with pytest.raises(BadKeep, match="BACKUP_KEEP"):
        Keep.told(written)
