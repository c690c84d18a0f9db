"""In the browser: a signer on leave, the substitute confirmed by a second person, and what they sign for the other."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from demo.county.names import NAMED
from interaction.workdays.now import today
from tests.stack.acting import act, fill_in, violations, write_letter
from tests.stack.conftest import Stack, Visitor

pytestmark = pytest.mark.stack
People = Callable[..., Visitor]


def test_a_substitute_signs_for_a_signer_on_leave(stack: Stack, visit: People, sign_in: People) -> None:
    number, _code = write_letter(visit(script=False), "桥头护栏松动")
    intake, handler, reviewer = sign_in("shoujian"), sign_in("chengban-zjj"), sign_in("shenhe-zjj")
    act(intake, number, "受理", kind="投诉")
    act(intake, number, "交办", organ=NAMED["LL-ZJJ"].name, note="请尽快核实处理")
    act(handler, number, "拟写答复", body="您好，来信收悉。经现场核实，松动的护栏已经加固，请放心通行。")
    act(reviewer, number, "审核通过")

    signer, substitute, supervisor = sign_in("qianfa-zjj"), sign_in("gongkai-zjj"), sign_in("duban")
    signer.follow("请假与代班")
    signer.follow("我要请假")
    post = signer.page.locator("select[name^=post_]")
    post.select_option(label=substitute.page.locator(".who").inner_text().split(" ·")[0])
    fill_in(signer, first_day=today().isoformat(), last_day=(today() + timedelta(days=3)).isoformat())
    signer.press("请假")
    signer.sees("待另一人确认代班")

    supervisor.go("/desk/")
    supervisor.page.locator("a", has_text="签发请假").first.click()
    supervisor.follow("确认代班")
    supervisor.press("确认代班")
    supervisor.sees("已生效")

    substitute.go("/desk/")
    substitute.sees("正在代班")
    act(substitute, number, "签发答复")
    substitute.sees("（代")

    signer.go("/desk/leave/")
    signer.page.locator("th a").first.click()
    signer.follow("销假")
    signer.press("销假")
    signer.sees("已销假")
    substitute.go("/desk/leave/")
    assert substitute.page.get_by_text("正在代班").count() == 0


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_the_pages_of_leaves_are_accessible(sign_in: People, phone: bool) -> None:
    found = []
    for username, address in (
        ("duban", "/desk/leave/"),
        ("chengban-slj", "/desk/leave/new/"),
        ("huawu", "/desk/hotline/texts/"),
    ):
        one = sign_in(username, phone=phone, bypass_csp=True)
        one.go(address)
        found += violations(one)
    assert found == []
