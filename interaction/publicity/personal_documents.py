"""Finding documents of a person: resident IDs, passports, permits and other cards, codes of one-person businesses."""

import re
from collections.abc import Iterator
from datetime import date

from interaction.privacy.identifiers import InvalidInput, check_credit_code, resident_id_checks
from interaction.publicity.finding import Hit, Kind
from interaction.publicity.number_reading import BETWEEN_GROUPS, CALLED, FROM, GAP, TO, bare, follows
from interaction.publicity.shown import shown

# One that ends in X may run into the next number; a card for the disabled has sort and degree after it.
_LAST = rf"(?:[0-9]{TO}|[Xx](?:[0-9]{{1,3}}{TO})?)"
_RESIDENT_ID = re.compile(
    rf"{FROM}[1-9](?:(?:{GAP}[0-9]){{16}}{GAP}|[0-9]{{5}}{BETWEEN_GROUPS}[0-9]{{8}}{BETWEEN_GROUPS}[0-9]{{3}}){_LAST}"
)
_LENGTH = 18
_OLD_RESIDENT_ID = re.compile(rf"{FROM}[1-8][0-9]{{14}}{TO}")
_ID_LABEL = re.compile(r"(?:身份证|证件|公民身份)[^0-9]{0,6}\Z")
_CODE_LABEL = re.compile(r"(?:编号|单号|案号|批次号?|合同号|流水号)[^0-9\n。]{0,4}\Z")
# Permits to build and files of projects are numbered by division, date and order too.
_PERMIT_OF_A_MATTER = re.compile(r"(?:许可证|备案|立项|项目|工程|宗地|批准书|核准|工单|案)[^0-9\n。]{0,5}\Z")
_DOCUMENT = (
    "社保|社会保障|医保|驾驶|行驶|居住|暂住|残疾|低保|居留|永久居留|学生|工作|出生|出生医学|结婚|离婚|海员|导游|律师|准考|优待|老年|独生子女|光荣|退休|求职"
    "|毕业|学位|教师资格|从业资格|执业|记者|退役|退伍|军属|就诊|医疗"
)
_PERMITS = tuple(
    re.compile(rf"(?:{label}){CALLED}({number})(?![A-Za-z0-9*])", re.IGNORECASE)
    for label, number in (
        ("护照|旅行证|签证|passport", r"[A-Z]{0,3}[ \-]?[0-9](?:[ \-]?[A-Z0-9]){4,10}|[A-Z][A-Z0-9]{4,11}(?<=[0-9])"),
        ("台胞证|台湾居民来往大陆通行证|台湾通行证", "[0-9]{8}(?:[0-9]{2})?|[A-Z][0-9]{8,9}"),
        ("通行证|回乡证|还乡证", "[A-Z]{1,2}[0-9]{7,10}|[0-9]{8}(?:[0-9]{2})?"),
        ("(?:香港|港)(?:居民)?(?:永久性?居民)?身份证", r"[A-Z]{1,2} ?[0-9]{6} ?\(?[0-9A]\)?"),
        ("(?:澳门|澳)(?:居民)?(?:永久性?居民)?身份证", r"[157] ?/?[0-9]{6} ?/?\(?[0-9]\)?"),
        ("(?:台湾|台)(?:居民)?身份证", "[A-Z] ?[0-9]{9}"),
        (
            "军官证|士兵证|士官证|文职干部证|军人证|警官证|军人保障卡|退役证|退伍证",
            r"[\u4e00-\u9fff]{1,4}字?第? ?[0-9]{4,12} ?号?|[0-9]{5,18}",
        ),
        (rf"(?:{_DOCUMENT})(?:证明书|证件|证明|证书|证|卡)|户口[本簿]|学籍号|参保号", r"[A-Z]{0,2}-?[0-9][0-9\-]{4,20}(?:[0-9]|X[0-9]{0,3})"),
    )
)  # fmt: skip
_PASSPORT = re.compile(r"(?<![A-Za-z0-9\-])(?:E[A-HJ-NP-Z]?[0-9]{7,8}|G[0-9]{8})(?![A-Za-z0-9])")
_CREDIT_CODE = re.compile(r"(?<![0-9A-Za-z])92[0-9A-HJ-NP-RTUWXY]{16}(?![0-9A-Za-z])", re.IGNORECASE)


def resident_ids(text: str) -> Iterator[Hit]:
    """18-digit IDs whose birth date or check character is right, and 15-digit ones whose birth date is."""
    for match in _RESIDENT_ID.finditer(text):
        number = bare(match.group())[:_LENGTH]
        checks = resident_id_checks(number)
        if not checks and follows(_PERMIT_OF_A_MATTER, text, match.start()):
            continue
        if checks or _is_date(number[6:14]) or follows(_ID_LABEL, text, match.start()):
            reason = "18位身份证号码，校验码相符" if checks else "形似18位身份证号码，校验码不符，可能有误写"
            yield Hit(Kind.RESIDENT_ID, *match.span(), shown(Kind.RESIDENT_ID, number), reason)
    for match in _OLD_RESIDENT_ID.finditer(text):
        number = match.group()
        if _is_date("19" + number[6:12]):
            yield Hit(Kind.RESIDENT_ID, *match.span(), shown(Kind.RESIDENT_ID, number), "15位旧身份证号码")


def _is_date(digits: str) -> bool:
    try:
        date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except ValueError:
        return False
    return digits[:2] in {"18", "19", "20"}


def permits(text: str) -> Iterator[Hit]:
    """Passports, travel permits, identity cards of Hong Kong, Macao and Taiwan, soldiers' and other cards: by their label,
    or by the form of a Chinese passport."""
    for pattern in _PERMITS:
        for match in pattern.finditer(text):
            yield Hit(Kind.PERMIT, *match.span(1), shown(Kind.PERMIT, bare(match.group(1))), "前文写明是证件号码")
    for match in _PASSPORT.finditer(text):
        if not follows(_CODE_LABEL, text, match.start()):
            yield Hit(Kind.PERMIT, *match.span(), shown(Kind.PERMIT, match.group()), "形似护照号码")


def credit_codes(text: str) -> Iterator[Hit]:
    """Codes of one-person businesses (个体工商户, GB 32100: 92): the business is the person. Those of firms stay."""
    for match in _CREDIT_CODE.finditer(text):
        try:
            check_credit_code(match.group())
        except InvalidInput:
            continue
        reason = "个体工商户的统一社会信用代码，可以查到经营者本人；已依法公示的可以保留"
        yield Hit(Kind.CREDIT_CODE, *match.span(), shown(Kind.CREDIT_CODE, bare(match.group())), reason)
