"""A form that is hammered, in a real browser: with script nobody need answer anything, without it a question is answered."""

import re
from collections.abc import Callable, Iterator

import pytest

from tests.stack.acting import axe
from tests.stack.conftest import Stack, Visitor
from tests.visitors.proving import NUMBERS

pytestmark = pytest.mark.stack
PAGE = "/subscriptions/"


@pytest.fixture
def hammered(stack: Stack, visit: Callable[..., Visitor]) -> Iterator[None]:
    """As neighbours behind the same address have sent more than their share."""
    send(visit(), "first@example.org")
    assert stack.query("UPDATE visitors_throttlecount SET n = 1000 WHERE throttle = 'subscribe' RETURNING 1")
    yield
    stack.query("UPDATE visitors_throttlecount SET n = 0 WHERE throttle = 'subscribe' RETURNING 1")


def send(one: Visitor, address: str) -> None:
    one.go(PAGE)
    one.page.fill("#id_email", address)
    one.page.fill("#id_words", "路灯")
    one.press("订阅")


def has_sent(one: Visitor) -> None:
    one.sees(re.compile("确认邮件"))
    assert not one.page.locator("#id_email").count()


def test_a_browser_works_the_proof_out_and_waits_for_it(hammered: None, visit: Callable[..., Visitor]) -> None:
    one = visit()
    send(one, "script@example.org")
    one.sees(re.compile("您所在的网络"))
    assert one.page.input_value("#id_words") == "路灯"
    one.page.get_by_role("button", name="订阅", exact=True).click()  # before the work is done: it goes out when it is
    one.page.wait_for_selector("#id_email", state="detached")
    has_sent(one)


def test_the_page_says_that_the_work_is_done(hammered: None, visit: Callable[..., Visitor]) -> None:
    one = visit(phone=True)
    send(one, "phone@example.org")
    one.sees("浏览器已经完成验证，不用回答，请直接提交。")
    assert axe(one.page) == []
    one.press("订阅")
    has_sent(one)


def test_without_script_a_question_is_answered(hammered: None, visit: Callable[..., Visitor]) -> None:
    one = visit(script=False)
    send(one, "noscript@example.org")
    asked = one.page.locator("label[for=id_proof]").inner_text()
    first, sign, second = re.search("(.)(加|减)(.)等于几", asked).groups()  # type: ignore[union-attr]
    answer = NUMBERS[first] + NUMBERS[second] * (1 if sign == "加" else -1)
    one.page.fill("#id_proof", str(answer))
    one.press("订阅")
    has_sent(one)
