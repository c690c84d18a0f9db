import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interaction.publicity.masking import Kind, Known, find, mask, masked_name
from interaction.publicity.shown import declare
from tests.depth import DEEP, examples


def masked(text: str, *names: str) -> str:
    return mask(text, find(text, names))


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("请拨13812345678联系", "请拨138********联系"),
        ("手机138 1234-5678。", "手机138********。"),
        ("电话＋８６　１３８１２３４５６７８", "电话138********"),
        ("打0539-5211234或（010）62345678", "打***或***"),
        ("家里电话：5211234", "家里电话：***"),
        ("身份证11010519491231002X。", "身份证***。"),
        ("身份证３７１３２４１９９００１０１００１９", "身份证***"),
        ("旧证371324900101001号", "旧证***号"),
        ("卡号6222 0212 3456 7890 124", "卡号***"),
        ("刷卡4111111111111111", "刷卡***"),
        ("车牌鲁QA1234和鲁q·AD1234，鲁Q1234挂", "车牌鲁Q*****和鲁Q*****，鲁Q*****"),
        ("邮箱li.ming+a@example.com.cn，", "邮箱***@***，"),
        ("微信号：liming_88，QQ 123456", "微信号：***，QQ ***"),
        ("住卞庄街道阳光小区12号楼3单元501室", "住卞庄街道阳光小区**号楼**单元***室"),
        ("阳光花园A3栋2单元501，", "阳光花园**栋**单元***，"),
        ("卞庄村12号", "卞庄村**号"),
        ("阳光小区3-2-501", "阳光小区**-**-***"),
        ("您好，我叫李明，家住", "您好，我叫李**，家住"),
        ("我叫欧阳建国是卞庄村人", "我叫欧**是卞庄村人"),
        ("本人王小明，男", "本人王**，男"),
        ("联系人：买买提·艾力", "联系人：买**"),
        ("姓名：于和 电话", "姓名：于** 电话"),
        ("感谢王建国师傅和张伟老师", "感谢王**师傅和张**老师"),
        ("电话138\u200b0013\u200b8077", "电话138********"),
        ("电话①③⑧⓪⓪①③⑧⓪⑦⑦，𝟏𝟓𝟗𝟔𝟔𝟔𝟔𝟎𝟎𝟎𝟏", "电话138********，159********"),
        ("138/0013/8077、138，0013，8077、(138)0013-8077", "138********、138********、138********"),
        ("37132419800101004×", "***"),
        ("护照号EA1234567，台胞证01234567", "护照号***，台胞证***"),
        ("拨+852 9123 4567", "拨***"),
        ("zhang@qq。com", "***@***"),
    ],
)
def test_known_answers(text: str, public: str) -> None:
    assert masked(text) == public


@pytest.mark.parametrize(
    "text",
    [
        "青政公开告〔2026〕12号，2026年11月23日，共30000元，第12345号。",
        "请于11月12日到3号窗口办理，拨打12345热线。",
        "本人于2026年在高中老师指导下学习第3单元，本人应当补正。",
        "一室两厅的房子，邮编277700，网址https://www.qinghe.example/zwgk/2026/03/14/notice.html",
        "李女士反映，微信https://mp.weixin.qq.com/s 的文章",
        "统一社会信用代码以外，订单号20261123，GDP增长5.5%",
    ],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("身份证371324********1234", "身份证***"),
        ("证号：３７１３２４＊＊＊＊００２Ｘ", "证号：***"),
        ("139****7777或139××××7777或139……7777", "139********或139********或139********"),
        ("手机1380013****", "手机138********"),
        ("6222 **** **** 1234", "***"),
        ("卡号**** **** **** 1234，尾号1234", "卡号***，尾号***"),
        ("身份证后四位0083，手机尾号5678", "身份证后四位***，手机尾号***"),
        ("0539-52****4", "***"),
        ("护照E1****678", "护照***"),
        ("zh***@qq.com", "***@***"),
        ("打12345……没人接，为什么打12345？？", "打12345……没人接，为什么打12345？？"),
        ("比分12--10，1990--2000年，139********", "比分12--10，1990--2000年，139********"),
    ],
)
def test_what_somebody_has_masked_in_part_shows_no_more_than_a_whole_number(text: str, public: str) -> None:
    assert masked(text) == public


@pytest.fixture
def policy() -> Iterator[None]:
    yield
    declare({"phone": "3"})


@pytest.mark.usefixtures("policy")
def test_the_county_says_how_much_of_a_number_is_shown() -> None:
    declare({"resident_id": "6+4", "bank_card": "0+4", "phone": "3+4"})
    assert (
        masked("11010519491231002X，4111111111111111，13812345678") == "110105********002X，********1111，138********"
    )
    assert masked("110105********002X，4111****1111") == "110105********002X，********1111"
    for wrong in ({"phone": "all"}, {"telephone": "3"}):
        with pytest.raises(ValueError, match=r"first and last|telephone"):
            declare(wrong)


def test_the_partys_own_name_is_masked_wherever_it_stands() -> None:
    assert masked("李晓明反映：李 晓明与李晓明明", "李晓明") == "李**反映：李**与李**明"
    assert masked("Ann Lee wrote, ANN LEE", "Ann Lee") == "A** wrote, A**"
    assert masked("名单", "", " ", "名") == "名单"
    assert masked_name("李明") == "李**"


@pytest.mark.parametrize(
    ("text", "known", "public"),
    [
        ("李\u200b秀英，張三丰，李\n秀英", Known(names=("李秀英", "张三丰")), "李**，张**，李**"),
        ("阿卜杜拉买买提，买买提同志", Known(names=("阿卜杜拉·买买提",)), "阿**，买**同志"),
        ("晓晓女士家，Smith, John", Known(names=("欧阳晓晓", "John Smith")), "晓**女士家，S**"),
        ("打52 112 34，91234567", Known(phones=("0539-5211234", "+852 9123 4567")), "打***，***"),
        ("证号AB 12-34", Known(numbers=("AB1234",)), "证号***"),
        ("住和平 小区3号楼一层", Known(addresses=("和平小区3号楼",)), "住*****层"),
    ],
)
def test_what_the_case_knows_is_found_in_any_dress(text: str, known: Known, public: str) -> None:
    assert mask(text, find(text, known)) == public


def test_a_finding_says_what_it_is_and_why() -> None:
    (finding,) = find("身份证110105194912310021")
    assert (finding.kind, finding.label) == (Kind.RESIDENT_ID, "身份证号码")
    assert "校验码不符" in finding.reason
    assert finding.text == "110105194912310021"


def test_a_reviewer_may_keep_a_part_but_not_use_findings_of_another_text() -> None:
    text = "电话0539-5211234，手机13812345678"
    findings = find(text)
    assert mask(text, findings[1:]) == "电话0539-5211234，手机138********"
    with pytest.raises(ValueError, match="does not fit"):
        mask(text[1:], findings)


PIECES = st.sampled_from(
    [
        *"我叫李明先生，。：:- *0159Xx·@",
        "13812345678",
        "11010519491231002X",
        "6222021234567890124",
        "4111111111111111",
        "0539-5211234",
        "鲁QA1234",
        "a.b@c.cn",
        "微信",
        "QQ",
        "号楼",
        "单元",
        "室",
        "村",
        "12号",
        "电话",
        "联系人：",
        "王建国",
        "师傅",
        "＋８６",
    ]
)
MADE_UP = st.lists(PIECES, max_size=25).map("".join)


@settings(max_examples=examples(400), deadline=None)
@given(MADE_UP | st.text(max_size=200))
def test_findings_are_in_order_and_all_else_is_untouched(text: str) -> None:
    findings = find(text, ["李明", "王建国"])
    rest, done = [], 0
    for finding in findings:
        assert done <= finding.start < finding.end
        assert text[finding.start : finding.end] == finding.text
        rest.append(text[done : finding.start])
        done = finding.end
    public = mask(text, findings)
    for part in [*rest, text[done:]]:
        assert part in public
        public = public[public.index(part) + len(part) :]


@settings(max_examples=examples(400), deadline=None)
@given(st.lists(PIECES, max_size=12).map("，".join))
def test_masked_text_holds_nothing_more_to_mask(text: str) -> None:
    names = ["李明", "王建国"]
    once = mask(text, find(text, names))
    assert find(once, names) == []


@settings(max_examples=examples(400), deadline=None)
@given(MADE_UP)
def test_masking_settles_at_once_or_only_takes_more(text: str) -> None:
    once = masked(text, "李明")
    twice = masked(once, "李明")
    assert masked(twice, "李明") == twice
    assert sum(char.isdigit() for char in twice) <= sum(char.isdigit() for char in once)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "13812345678",
        "a",
        "a@",
        "@",
        "李",
        "我叫",
        "我叫李",
        "12号楼",
        "1-",
        "微信",
        "鲁Q",
        "一",
        "村1号",
        "·",
        "李明",
    ],
)
def test_a_megabyte_of_anything_takes_linear_time(unit: str) -> None:
    """A tenth of it in a short run: what takes time by the square of the length takes a hundred times as much by then."""

    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        began = time.process_time()
        find(text, ["李明"])
        return time.process_time() - began

    short = 50_000 if DEEP else 5_000
    most = 20 * seconds(short) + 0.1
    assert any(seconds(10 * short) < most for _try in range(3))
