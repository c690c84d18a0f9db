"""The coming year's holidays are entered from the notice's own text, after a look at what it moves."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from interaction.casework.models import Case, Event
from interaction.workdays.arrangements import BadNotice
from interaction.workdays.current import calendar
from interaction.workdays.models import Notice
from interaction.workdays.notice_text import read_notice
from interaction.workflow.todos import todos_of
from tests.casework.invariants import check_case
from tests.conftest import do, open_case, staff
from tests.mailbox.acting import OnDay

pytestmark = pytest.mark.django_db
# As published on 4 November 2025.
OF_2026 = """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
"""
DOCUMENT = "国办发明电〔2026〕9号"
OF_2027 = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：2027年1月1日至3日放假，共3天。
二、春节：2月5日至11日放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
三、清明节：4月3日至5日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）上班。
五、端午节：6月9日放假，共1天。
六、中秋节：9月15日放假。
七、国庆节：10月1日至7日放假调休，共7天。9月26日、10月9日上班。
"""


def test_a_notice_is_read_as_it_was_published(county: None) -> None:
    """What the text says is what the calendar has of that year; days that cannot be are refused."""
    read = read_notice(OF_2026, "国办发明电〔2025〕7号")
    known = Notice.objects.get(document=read.document).arrangement()
    assert {day: works for day, (works, _why) in read.named().items()} == {
        day: works for day, (works, _why) in known.named().items()
    }
    assert read_notice(
        "关于2023年部分节假日安排的通知\n一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。", "某号"
    ).off[0].first == date(2022, 12, 31)
    for wrong, why in (
        (OF_2026.replace("1月4日（周日）", "1月5日（周日）"), "周一"), (OF_2026.replace("4月4日", "4月34日"), "没有2026年4月34日"),
        ("放假三天", "从标题起"), (OF_2026.replace("至3日（周六）放假调休，共3天", "起休息"), "看不懂"),
    ):  # fmt: skip
        with pytest.raises(BadNotice, match=why):
            read_notice(wrong, "某号")


def enter(client: Client, **more: str) -> Any:
    return client.post("/desk/holidays/", {"document": DOCUMENT, "text": OF_2027, **more})


def test_an_administrator_sees_what_moves_and_then_enters_it(county: None, on_day: OnDay) -> None:
    on_day(date(2026, 12, 28))
    (todo,) = [one for one in todos_of(staff("guanli")) if one.label == "录入放假安排"]
    assert todo.address == "/desk/holidays/"
    version = calendar().version
    on_day(date(2027, 4, 26))
    late = open_case("letter", kind="request")
    do(late, "accept", kind="request")
    client = Client()
    client.force_login(staff("guanli").staff)  # type: ignore[arg-type]
    assert "通知全文" in client.get(todo.address).content.decode()
    shown = enter(client).content.decode()
    assert late.number in shown
    assert "核对无误" in shown
    assert (calendar().version, Event.objects.filter(action="calendar_changed").count()) == (version, 0)
    assert Case.objects.get(pk=late.pk).due_on == late.due_on
    assert enter(client, confirm="1").status_code == 302
    assert calendar().version == version + 1
    moved = Case.objects.get(pk=late.pk)
    assert (late.due_on, moved.due_on) == (date(2027, 5, 12), date(2027, 5, 13))
    check_case(moved.specific)
    assert not [one for one in todos_of(staff("guanli")) if one.label == "录入放假安排"]
    assert enter(client, text="放假三天").status_code == 422
    stranger = Client()
    stranger.force_login(staff("shoujian").staff)  # type: ignore[arg-type]
    assert stranger.get(todo.address).status_code == 403
