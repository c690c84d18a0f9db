from datetime import date

import pytest

from interaction.workdays.arrangements import BadNotice, build_days, parse_notice
from interaction.workdays.published import DOCUMENTS, LAST_OFFICIAL_YEAR, published_arrangements

GOOD = {
    "year": 2027,
    "document": "国办发明电〔2026〕9号",
    "title": "国务院办公厅关于2027年部分节假日安排的通知",
    "off": [{"from": "2027-01-01", "to": "2027-01-03", "name": "元旦"}],
    "work": ["2026-12-26"],
}


def test_the_library_yields_the_arrangement_as_the_notice_for_2024_words_it():
    [notice] = [each for each in published_arrangements() if each.document == "国办发明电〔2023〕7号"]
    assert [(run.name, str(run.first), str(run.last)) for run in notice.off] == [
        ("元旦", "2023-12-30", "2024-01-01"),
        ("春节", "2024-02-10", "2024-02-17"),
        ("清明节", "2024-04-04", "2024-04-06"),
        ("劳动节", "2024-05-01", "2024-05-05"),
        ("端午节", "2024-06-08", "2024-06-10"),
        ("中秋节", "2024-09-15", "2024-09-17"),
        ("国庆节", "2024-10-01", "2024-10-07"),
    ]
    assert [f"{day:%m-%d}" for day in notice.work] == [
        *("02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12")
    ]


def test_every_official_year_has_its_document():
    assert set(DOCUMENTS) >= set(range(2008, LAST_OFFICIAL_YEAR + 1))


def test_every_published_arrangement_passes_the_reader_of_notice_files():
    for arrangement in published_arrangements():
        assert parse_notice(arrangement.as_data()) == arrangement


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"year": "2027"}, "year"),
        ({"year": True}, "year"),
        ({"document": " "}, "document"),
        ({"title": None}, "title"),
        ({"off": [], "work": []}, "不能都为空"),
        ({"off": {}}, "off 应为列表"),
        ({"off": ["2027-01-01"]}, "off 的每一项"),
        ({"off": [{"from": "2027-01-03", "to": "2027-01-01", "name": "元旦"}]}, "早于开始日期"),
        ({"off": [{"from": "2027-02-30", "to": "2027-03-01", "name": "元旦"}]}, "2027-02-30"),
        ({"off": [{"from": "20270101", "to": "2027-03-01", "name": "元旦"}]}, "20270101"),
        ({"off": [{"from": "2027-01-01", "to": "2027-01-01", "naem": "元旦"}]}, "不认识的项：naem"),
        ({"work": ["2027-01-02"]}, "出现了两次"),
        ({"work": ["2026-12-26", "2026-12-26"]}, "出现了两次"),
        ({"work": ["2026-11-28"]}, "不属于 2027 年"),
        ({"work": ["2028-01-08"]}, "不属于 2027 年"),
        ({"works": []}, "不认识的项：works"),
    ],
)
def test_a_bad_notice_is_refused_in_words(change: dict[str, object], message: str):
    with pytest.raises(BadNotice, match=message):
        parse_notice(GOOD | change)


def test_an_amendment_changes_only_the_days_it_names():
    first = parse_notice(GOOD)
    amendment = parse_notice(GOOD | {"document": "国办发明电〔2027〕1号", "off": [], "work": ["2027-01-03"]})
    span = date(2026, 12, 1), date(2027, 1, 31)
    before = {day.date: day for day in build_days([first], {}, {}, *span)}
    after = {day.date: day for day in build_days([first, amendment], {}, {}, *span)}
    # The amendment here does not repeat 26 December; that day stays worked under the first document.
    assert [day for day in before if before[day] != after[day]] == [date(2027, 1, 3)]
    assert after[date(2027, 1, 3)].is_workday
    assert after[date(2026, 12, 26)].notice == first.document
