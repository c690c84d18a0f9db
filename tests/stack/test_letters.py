"""What may befall a letter to a leader, in a real browser against the real system: citizens without a script."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from demo.county.names import NAMED
from tests.stack.acting import act, fill_in, open_case, own_step, violations, write_letter
from tests.stack.conftest import Stack, Visitor

pytestmark = pytest.mark.stack
People = Callable[..., Visitor]
WATER, HOUSING, ORDER = NAMED["LL-SLJ"].name, NAMED["LL-ZJJ"].name, NAMED["LL-ZFJ"].name
REPLY = "您好，来信收悉。水泵已经更换，供水已经恢复，联系电话5210000。"


def answer(sign_in: People, number: str, organ: str, body: str = REPLY) -> None:
    """From the handler's draft to the signature, by three people of one organ."""
    act(sign_in(f"chengban-{organ}"), number, "拟写答复", body=body)
    act(sign_in(f"shenhe-{organ}"), number, "审核通过")
    act(sign_in(f"qianfa-{organ}"), number, "签发答复")


def track(citizen: Visitor, number: str) -> str:
    citizen.go(f"/track/{number}/")
    return citizen.page.locator("main").inner_text()


def row(one: Visitor, number: str) -> str:
    """How the case stands in this person's queue."""
    one.go("/desk/")
    return one.page.locator("tr", has_text=number).inner_text()


def test_returned_and_dispatched_again(visit: People, sign_in: People) -> None:
    citizen = visit(script=False)
    number, _code = write_letter(citizen, "管网水压不足")
    due = citizen.page.locator("main").inner_text().split("我们将在")[1].split("前答复您")[0].strip()
    intake, wrong = sign_in("shoujian"), sign_in("chengban-zjj")
    act(intake, number, "受理", kind="求助", urgency="紧急")
    act(intake, number, "交办", organ=HOUSING)
    assert "紧急" in row(wrong, number)
    act(wrong, number, "退办", grounds="供水由水利部门负责", instead=WATER)
    act(intake, number, "同意退办")
    open_case(intake, number)
    intake.follow("交办")
    intake.sees("退办单位建议由该单位承办")
    assert intake.page.locator("#id_organ option:checked").inner_text() == WATER
    wrong.sees("可能已经转给其他单位")  # its open page follows
    act(intake, number, "交办", organ=WATER)
    told = track(citizen, number)
    assert WATER in told
    assert due in told  # the sender's limit ran on


def test_one_organ_leads_and_two_assist(visit: People, sign_in: People) -> None:
    number, _code = write_letter(visit(script=False), "路面塌陷漏水")
    intake, lead = sign_in("shoujian"), sign_in("chengban-slj", script=False)
    act(intake, number, "受理", kind="求助")
    act(intake, number, "交办", organ=WATER)
    act(lead, number, "交协办单位", organs=[HOUSING, ORDER], note="请核实管网归属")
    for helper, part in (("chengban-zjj", "小区内管网已检修。"), ("chengban-zfj", "没有违章占压。")):
        one = sign_in(helper)
        assert "协办，主办：县水利局" in row(one, number)
        open_case(one, number)
        one.sees("您单位协办此件。")
        assert one.page.get_by_role("link", name="拟写答复").count() == 0
        act(one, number, "反馈协办意见", part=part)
        one.sees("您单位的协办意见已于")
    open_case(lead, number)
    lead.follow("拟写答复")
    lead.sees("小区内管网已检修。")
    lead.sees("没有违章占压。")
    fill_in(lead, template="一般答复")
    lead.press("套用")
    assert "一、核实情况" in lead.page.locator("#id_body").input_value()
    lead.press("拟写答复")
    lead.page.wait_for_url("**/cases/*/")
    lead.sees("待审核")


def test_three_senders_of_one_matter_read_one_answer_each(visit: People, sign_in: People) -> None:
    same = {"content": "王庄村自来水已经停水三天，没有人来修，请尽快恢复供水", "kind": "request"}
    sent = []
    for title in ("王庄村停水三天", "王庄村停水三天了", "王庄村已经停水三天"):
        citizen = visit(script=False)
        sent.append((citizen, write_letter(citizen, title, **same)[0]))
    intake = sign_in("shoujian")
    first = sent[0][1]
    act(intake, first, "受理", kind="求助")
    act(intake, first, "交办", organ=WATER)
    for citizen, number in sent[1:]:
        open_case(intake, number)
        intake.sees(f"可能是同一事项：{first}")
        intake.follow("并案")
        intake.page.get_by_label(f"{first} 王庄村停水三天", exact=True).check()
        intake.press("并案")
        intake.page.wait_for_url("**/cases/*/")
        assert "与同一事项的来信一并答复" in track(citizen, number)
    answer(sign_in, first, "slj")
    for citizen, number in sent:
        assert REPLY in track(citizen, number)
        own_step(citizen, number, "评价", stars="5", settled="yes")


def test_declined_with_advice_and_withdrawn(visit: People, sign_in: People) -> None:
    citizen, other = visit(script=False), visit(script=False)
    declined, _code = write_letter(citizen, "法院判决不公")
    withdrawn, _code = write_letter(other, "已经解决的事")
    act(sign_in("shoujian"), declined, "不予受理", ground="已进入行政复议或者诉讼程序")
    told = track(citizen, declined)
    assert "已进入行政复议或者诉讼程序" in told
    assert "请向正在审理的行政复议机关或者人民法院反映" in told
    assert "答复期限" not in told  # nothing is owed any more
    own_step(other, withdrawn, "撤回", reason="已经解决")
    other.sees("您已撤回这封信。")
    assert other.page.get_by_role("link", name="撤回").count() == 0


def test_a_bad_rating_reopens_a_letter_once(visit: People, sign_in: People) -> None:
    citizen = visit(script=False)
    number, _code = write_letter(citizen, "三楼以上没有水")
    intake, supervisor = sign_in("shoujian"), sign_in("duban")
    act(intake, number, "受理", kind="求助")
    act(intake, number, "交办", organ=WATER)
    answer(sign_in, number, "slj")
    own_step(citizen, number, "评价", stars="1", settled="no", words="还是没有水")
    supervisor.go("/desk/supervision/")
    assert "1 分，未解决" in supervisor.page.locator("#unhappy tr", has_text=number).inner_text()
    act(supervisor, number, "重办", demand="请到现场复核")
    handler = sign_in("chengban-slj")
    assert "重办" in row(handler, number)
    second = REPLY + "今天已到现场复核，水压正常。"
    act(handler, number, "拟写答复", body=second)
    assert second not in track(citizen, number)  # nobody has signed it
    assert REPLY in track(citizen, number)
    handler.page.locator("summary", has_text="各稿的修改").click()
    assert handler.page.locator("ins").first.inner_text() == "今天已到现场复核，水压正常。"
    act(sign_in("shenhe-slj"), number, "审核通过")
    act(sign_in("qianfa-slj"), number, "签发答复")
    assert second in track(citizen, number)
    own_step(citizen, number, "评价", stars="2", settled="no")
    open_case(supervisor, number)
    assert supervisor.page.get_by_role("link", name="重办").count() == 0


def test_a_letter_becomes_a_disclosure_request_by_its_senders_hand(visit: People, sign_in: People) -> None:
    citizen = visit(script=False, phone=True)
    number, _code = write_letter(citizen, "水质检测报告", content="请公开2024年自来水水质检测报告")
    intake = sign_in("shoujian")
    act(intake, number, "建议转为信息公开申请")
    citizen.go(f"/track/{number}/")
    citizen.follow("转为信息公开申请")
    assert citizen.page.locator("#id_wanted").input_value() == "请公开2024年自来水水质检测报告"
    citizen.press("转为信息公开申请")
    citizen.sees("请填写“证件号码”。")  # 条例 A.29
    fill_in(citizen, id_number="11010519491231002X", address="青禾县禾源街道某小区")
    citizen.press("转为信息公开申请")
    citizen.sees("已转为公开申请")
    request, code = citizen.page.locator("section dd").all_inner_texts()[:2]
    other = visit(script=False)
    other.go("/track/")
    fill_in(other, number=request, code=code)
    other.press("查询")
    other.sees("水质检测报告")
    open_case(intake, request)
    intake.sees(number)  # where it came from


def test_a_supervision_order_is_printed_and_answered(visit: People, sign_in: People, tmp_path: Path) -> None:
    number, _code = write_letter(visit(script=False), "河道垃圾无人清理")
    intake, supervisor, handler = sign_in("shoujian"), sign_in("duban"), sign_in("chengban-slj")
    act(intake, number, "受理", kind="投诉")
    act(intake, number, "交办", organ=WATER)
    act(supervisor, number, "发督办单", demand="三日内清理并反馈")
    supervisor.go("/desk/supervision/")
    assert "县水利局" in supervisor.page.locator("#orders tr", has_text=number).inner_text()
    assert "督办" in row(handler, number)
    open_case(handler, number)
    with handler.page.expect_download() as download:
        handler.page.get_by_role("link", name="督办单.pdf").click()
    download.value.save_as(tmp_path / "order.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "order.pdf").pages)
    assert "三日内清理并反馈" in text
    act(handler, number, "反馈督办", answer="今天已清理完毕。")
    supervisor.go("/desk/supervision/")
    assert "按期反馈" in supervisor.page.locator("#answered tr", has_text=number).inner_text()


def test_a_hidden_sender_stays_hidden(stack: Stack, visit: People, sign_in: People) -> None:
    secrets = ("王大力", "13987654321", "dali@example.com")
    citizen = visit(script=False)
    lead, helper = sign_in("chengban-slj"), sign_in("chengban-zjj")
    heard: list[str] = []
    for one in (lead, helper):
        one.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))))
        one.go("/desk/")
        one.page.locator("html[data-live=on]").wait_for(state="attached")
    number, _code = write_letter(
        citizen, "王大力反映乱收水费", identity="hidden", name=secrets[0], phone=secrets[1], email=secrets[2],
        content="我叫王大力，电话13987654321，邮箱dali@example.com，被乱收水费。",
    )  # fmt: skip
    intake = sign_in("shoujian")
    act(intake, number, "受理", kind="投诉")
    act(intake, number, "核对隐名来件", checked="on")
    act(intake, number, "交办", organ=WATER)
    lead.sees(number)  # by the socket, without reloading
    act(lead, number, "交协办单位", organs=[HOUSING], note="请协助核实")
    helper.sees(number)
    for one in (lead, helper):
        seen = [one.page.content()]
        open_case(one, number)
        seen.append(one.page.content())
        one.sees("来件人要求隐名")
        assert not any(secret in text for secret in secrets for text in [*seen, *heard])
    open_case(intake, number)
    intake.press("查看全部信息（留痕）")
    intake.sees(secrets[0])
    assert any(f'"id": {stack.query(CASE % number)[0][0]}' in frame for frame in heard)


CASE = "SELECT id FROM casework_case WHERE number = '%s'"


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_the_pages_of_the_loop_are_accessible(visit: People, sign_in: People, phone: bool) -> None:
    citizen = visit(phone=phone, bypass_csp=True)
    number, _code = write_letter(citizen, "路口积水无法通行")
    intake, handler = (sign_in(name, phone=phone, bypass_csp=True) for name in ("shoujian", "chengban-slj"))
    supervisor = sign_in("duban", phone=phone, bypass_csp=True)
    found = []

    def look(one: Visitor) -> None:
        wide = one.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found.extend([*violations(one), *([f"{one.page.url} is {wide} px too wide"] if wide > 0 else [])])

    intake.go("/desk/new/letters/enter_letter/")
    look(intake)
    act(intake, number, "受理", kind="求助", urgency="紧急", sensitive="on")
    open_case(intake, number)
    intake.follow("交办")
    intake.page.wait_for_url("**/do/**")
    look(intake)
    act(intake, number, "交办", organ=WATER)
    handler.go("/desk/")
    look(handler)
    open_case(handler, number)
    handler.follow("交协办单位")
    handler.page.wait_for_url("**/do/**")
    look(handler)
    act(supervisor, number, "发督办单", demand="三日内排水")
    look(supervisor)
    for path in ("/desk/supervision/", "/desk/supervision/orders/"):
        supervisor.go(path)
        supervisor.sees(number)
        look(supervisor)
    citizen.go(f"/track/{number}/")
    look(citizen)
    assert found == []
