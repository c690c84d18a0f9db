"""条例 A.50(4): what people's governments tell beside the rest in chapter one."""

from collections.abc import Callable
from datetime import date

import pytest

from interaction.organs.models import Organ
from requests_app.annual.drafting import TO_FILL_IN, Charged, starting_text
from requests_app.annual.editing import save
from requests_app.annual.report import CHAPTERS
from requests_app.annual.reports import report_of
from requests_app.annual.workflow import unready
from tests.conftest import staff

pytestmark = pytest.mark.django_db
YEAR = 2025


def test_a_government_tells_of_assessment_appraisal_and_accountability(
    county: None, on_day: Callable[[date], None]
) -> None:
    on_day(date(2026, 1, 20))
    county_itself, department = Organ.objects.get(code="LL"), Organ.objects.get(code="LL-CZJ")
    for organ in (county_itself, department):
        for chapter in CHAPTERS:
            save(organ, YEAR, chapter.code, staff("shoujian"), seen=0, text="正文。")
    assert unready(report_of(department, YEAR)) == []
    (lacking,) = unready(report_of(county_itself, YEAR))
    for what in ("工作考核", "社会评议", "责任追究", "第五十条第四项"):
        assert what in lacking
    proposed = starting_text("overview", report_of(county_itself, YEAR), None, Charged())
    assert proposed.count(TO_FILL_IN) == 4
    assert starting_text("overview", report_of(department, YEAR), None, Charged()).count(TO_FILL_IN) == 1
    told = "对部门的工作考核已经完成，社会评议满意率九成，没有责任追究的情形。"
    save(county_itself, YEAR, "overview", staff("shoujian"), seen=1, text=told)
    assert unready(report_of(county_itself, YEAR)) == []
