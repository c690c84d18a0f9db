"""The form of publication: what was found is shown in its place, lifted, added to, edited by hand, and confirmed."""

import html
import re

import pytest

from interaction.casework.models import Case
from interaction.publicity.models import Publication
from tests.publicity.published import page, publisher_of, replied

pytestmark = pytest.mark.django_db
CONTENT = (
    "我叫王建国，请打县局办公电话，或者我的手机13812345678。旧电话13998765432已停用，隔壁老黑可以作证，老黑也在场。"
)


def address(case: Case) -> str:
    return f"/desk/cases/{case.pk}/do/publish_reply/"


def field(text: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*?(?:value="([^"]*)"|>([^<]*)</textarea>)', text)
    assert found, name
    return html.unescape(found[1] if found[1] is not None else found[2]).removeprefix("\n").strip()


def key_of(text: str, words: str) -> str:
    """The key of the row in which these words were found."""
    row = next(part for part in text.split("<tr>") if f"<mark>{words}</mark>" in part)
    found = re.search(r'name="lifted" value="([^"]+)"', row)
    assert found
    return found[1]


def filled(text: str, **changes: object) -> dict[str, object]:
    return {name: field(text, name) for name in ("title", "content", "reply", "shown")} | changes


@pytest.fixture
def case(county: None) -> Case:
    return replied(content=CONTENT, name="李小明")


def test_findings_stand_in_their_place_and_can_be_lifted_and_added_to(case: Case) -> None:
    client = publisher_of(case)
    first = page(client.get(address(case), follow=True))
    assert "来件内容" in first
    assert "<mark>王建国</mark>" in first
    assert "138********" in field(first, "content")
    lifted, added = [key_of(first, "13998765432")], "老黑\n\n黑"
    answer = client.post(address(case), filled(first, again="1", lifted=lifted, added=added, checked="on"))
    second = page(answer)
    assert answer.status_code == 200
    shown = field(second, "content")
    assert "13998765432" in shown
    assert "老黑" not in shown
    assert shown.count("***可以作证，***也在场") == 1
    assert field(second, "added") == "老黑"
    assert not Publication.objects.exists()
    done = client.post(address(case), filled(second, lifted=lifted, added="老黑", checked="on"))
    assert done.status_code == 302
    assert Publication.objects.get().content == shown
    event = case.events.get(action="publish_reply")
    said = {name: value for name, value in event.details.items() if name != "facets"}
    assert said == {"checked": True, "masking": {"findings": 3, "added": 2, "lifted": {"phone": 1}}}
    assert not hasattr(event, "words")
    desk = page(client.get(f"/desk/cases/{case.pk}/"))
    assert "核对后保留：电话号码 1 处" in desk
    assert "补充隐去 2 处" in desk


def test_nothing_is_confirmed_that_nobody_has_seen(case: Case) -> None:
    client = publisher_of(case)
    first = page(client.get(address(case), follow=True))
    lifted = [key_of(first, "13812345678")]
    answer = client.post(address(case), filled(first, lifted=lifted, checked="on"))
    assert answer.status_code == 422
    assert "请先按“按勾选重新隐去”查看结果" in page(answer)
    assert not Publication.objects.exists()


def test_what_was_edited_by_hand_is_kept(case: Case) -> None:
    client = publisher_of(case)
    first = page(client.get(address(case), follow=True))
    changes = {"content": "群众反映：老黑等人晚上喝酒，打13812345678无人接。", "again": "1", "added": "老黑"}
    second = page(client.post(address(case), filled(first, **changes)))
    assert field(second, "content") == "群众反映：***等人晚上喝酒，打13812345678无人接。"
    assert client.post(address(case), filled(second, added="老黑", checked="on")).status_code == 422
    assert "来件内容是您手工改过的" in second


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("请联系13812345678", "电话号码“13812345678”"),
        ("身份证11010519491231002X", "身份证号码“11010519491231002X”"),
        ("卡号6222021234567890124", "银行卡号“6222021234567890124”"),
        ("发到li.ming@example.com", "电子邮箱“li.ming@example.com”"),
        ("肇事车鲁QA1234", "车牌号“鲁QA1234”"),
    ],
)
def test_structured_data_is_refused_by_name(case: Case, words: str, says: str) -> None:
    client = publisher_of(case)
    first = page(client.get(address(case), follow=True))
    answer = client.post(address(case), filled(first, reply=f"已办结，{words}。", checked="on"))
    assert answer.status_code == 422
    assert says in page(answer)
    assert words in page(answer)  # what was typed is kept
    assert not Publication.objects.exists()


def test_a_mangled_form_is_no_server_error(case: Case) -> None:
    client = publisher_of(case)
    for shown in ("{", "null", "[1, 2]", "[" * 100_000, '[["x"], ["\x00"]]'):
        data = {
            "title": "a",
            "content": "b",
            "reply": "c",
            "shown": shown,
            "lifted": ["content.x", "\x00"],
            "again": "1",
        }
        assert client.post(address(case), data).status_code == 200
    assert client.post(address(case), {"again": "1", "content": "\x00" * 5, "added": "甲" * 5000}).status_code == 200
