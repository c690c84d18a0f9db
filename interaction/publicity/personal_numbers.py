"""Finding numbers that identify a person: resident IDs, bank cards, phones, plates, e-mail, WeChat and QQ, credit codes.

All patterns read half-width text, begin at fixed places and are bounded in length, so that each takes time in
proportion to the text.
"""

import re
from collections.abc import Iterator
from datetime import date

from interaction.privacy.identifiers import InvalidInput, check_credit_code, passes_luhn, resident_id_checks
from interaction.publicity.finding import Hit, Kind
from interaction.publicity.shown import NOTHING, shown

_FROM, _TO = r"(?<![0-9])", r"(?![0-9])"
_GAP = r"(?: ?[\-._\n] ?| )?"
_SEPARATORS = re.compile(r"[ \-._\n]")

_RESIDENT_ID = re.compile(rf"{_FROM}[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx]{_TO}")
_OLD_RESIDENT_ID = re.compile(rf"{_FROM}[1-8][0-9]{{14}}{_TO}")
_BANK_CARD = re.compile(rf"{_FROM}[1-9](?:{_GAP}[0-9]){{15,18}}{_TO}")
_CARD_LABEL = re.compile(r"(?:卡|账号|帐号|账户|帐户|户名|存折|[打转退汇][到给入至])[^0-9]{0,6}\Z")
_CARD_PREFIX = re.compile(r"62|60|4|5[1-5]|35|9558")
_ID_LABEL = re.compile(r"(?:身份证|证件|公民身份)[^0-9]{0,6}\Z")
_MOBILE = re.compile(rf"{_FROM}(?:(?:\+|00)?86{_GAP})?(1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}){_TO}(?! ?元)")
# As phones are written in groups, with whatever stands between them.
_SEP = r"[ \-._/,、()\n·]{1,3}"
_GROUPED = re.compile(
    rf"{_FROM}\(?(?:(?:\+|00)?86{_SEP}\(?)?(1[3-9][0-9]){_SEP}([0-9]{{4}}){_SEP}([0-9]{{4}}){_TO}(?! ?元)"
)
_OVERSEAS = re.compile(rf"{_FROM}(?:\+|00)(?!86)[1-9][0-9]{{0,2}}(?:[ \-.()]{{0,2}}[0-9]){{6,12}}{_TO}")
_NO_PHONE = re.compile(r"(?:编号|单号|案号|批次号?|合同号|流水号)[^0-9\n。]{0,4}\Z")
_LANDLINE = re.compile(
    rf"{_FROM}(?:\+86{_GAP})?\(?(0(?:10|2[0-9]|[3-9][0-9]{{2}}))\)?[ \-]{{0,3}}"
    rf"[2-9][0-9]{{2,3}}{_GAP}[0-9]{{4}}{_TO}"
)
# What makes a landline an office's, published for callers; the person's own words outweigh it.
_OFFICE = re.compile(
    r"(?:咨询|监督|办公|服务|值班|举报|投诉|业务|办事|受理|报修|抢修|便民|查询|预约)(?:室|窗口)?(?:电话|热线|专线)?(?:号码)?[^0-9\n。！？]{0,6}\Z"
    r"|(?:热线|专线|传真)[^0-9\n。！？]{0,6}\Z"
    r"|(?:[局委办所站院厅室处科队部]|中心|政府|街道|窗口|公司|大厅)[^0-9\n。！？]{0,8}\Z"
)
_OWN = re.compile(r"我(?![局委办县镇街中单院校站所公])|[家你他她]|本人|住宅|宿舍|老板|房东")
_LOCAL_PHONE = re.compile(rf"(?:电话|座机|手机|联系方式|号码)[^0-9\n]{{0,6}}{_FROM}([2-9][0-9]{{6,7}}){_TO}")
_CALLED = r"(?:号码?|编号|证号|号)?[\s:是为(]{0,4}"
_PERMITS = (
    re.compile(rf"(?:护照|旅行证|签证){_CALLED}([A-Za-z]{{0,3}}[0-9][A-Za-z0-9]{{4,10}}|[A-Za-z][A-Za-z0-9]{{4,11}}(?<=[0-9]))"
               r"(?![A-Za-z0-9*])"),
    re.compile(rf"(?:台胞证|台湾居民来往大陆通行证|台湾通行证){_CALLED}([0-9]{{8}}(?:[0-9]{{2}})?|[A-Za-z][0-9]{{8,9}})(?![0-9*])"),
    re.compile(rf"(?:通行证|回乡证|还乡证){_CALLED}([A-Za-z]{{1,2}}[0-9]{{7,10}}|[0-9]{{8}}(?:[0-9]{{2}})?)(?![0-9*])"),
    re.compile(rf"(?:香港|港)(?:居民)?(?:永久性?居民)?身份证{_CALLED}([A-Za-z]{{1,2}} ?[0-9]{{6}} ?\(?[0-9Aa]\)?)(?![0-9*])"),
    re.compile(rf"(?:澳门|澳)(?:居民)?(?:永久性?居民)?身份证{_CALLED}([157] ?/?[0-9]{{6}} ?/?\(?[0-9]\)?)(?![0-9*])"),
    re.compile(
        rf"(?:军官证|士兵证|士官证|文职干部证|军人证|警官证|军人保障卡|退役证|退伍证){_CALLED}"
        r"([\u4e00-\u9fff]{1,4}字?第? ?[0-9]{4,10} ?号?|[0-9]{5,18})(?![0-9*])"
    ),
    re.compile(rf"(?:社保卡|社会保障卡|医保卡|驾驶证|行驶证|户口本|户口簿|居住证|残疾证|低保证){_CALLED}([A-Za-z]{{0,2}}[0-9]{{6,20}}[Xx]?)"
               r"(?![0-9*])"),
)  # fmt: skip
_PASSPORT = re.compile(r"(?<![A-Za-z0-9\-])(?:E[A-HJ-NP-Z]?[0-9]{7,8}|G[0-9]{8})(?![A-Za-z0-9])")
_PLATE = re.compile(
    r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使]) ?([A-HJ-NP-Z])[ ·•.\-]{0,2}"
    r"(?=(?:[A-HJ-NP-Z][ ·.\-]?){0,5}[0-9])[A-HJ-NP-Z0-9](?:[ ·.\-]?[A-HJ-NP-Z0-9]){3}"
    r"(?:(?: ?[A-HJ-NP-Z0-9]){1,2}挂?|[挂学警港澳领])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?:微信|威信|[v薇]信|企鹅|扣扣|(?<![A-Za-z.])(?:QQ|VX|wechat|weixin))(?:号码?|账号|帐号|群)?[\s:是为(]{0,4}"
    r"(?!https?:)([A-Za-z0-9_\-*]{5,20})",
    re.IGNORECASE,
)
_CREDIT_CODE = re.compile(r"(?<![0-9A-Za-z])92[0-9A-HJ-NP-RTUWXY]{16}(?![0-9A-Za-z])", re.IGNORECASE)
_MAILBOX_REVERSED = re.compile(r"[A-Za-z0-9._%+\-*]*[A-Za-z0-9._%+\-][A-Za-z0-9._%+\-*]*")
_MAIL_DOMAIN = re.compile(r"[A-Za-z0-9\-]+(?:[.。][A-Za-z0-9\-]+)+")
_LONGEST_MAILBOX = 64
_LONGEST_DOMAIN = 255
_LABEL_REACH = 18
_ID_LENGTH = 18


def resident_ids(text: str) -> Iterator[Hit]:
    """18-digit IDs whose birth date or check character is right, and 15-digit ones whose birth date is."""
    for match in _RESIDENT_ID.finditer(text):
        number = _SEPARATORS.sub("", match.group()).upper()
        checks = resident_id_checks(number)
        if checks or _is_date(number[6:14]) or _follows(_ID_LABEL, text, match.start()):
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
    """Passports, travel permits, identity cards of Hong Kong and Macao, soldiers' cards: by their label, or by the form of
    a Chinese passport."""
    for pattern in _PERMITS:
        for match in pattern.finditer(text):
            yield Hit(Kind.PERMIT, *match.span(1), shown(Kind.PERMIT, match.group(1)), "前文写明是证件号码")
    for match in _PASSPORT.finditer(text):
        if not _follows(_NO_PHONE, text, match.start()):
            yield Hit(Kind.PERMIT, *match.span(), shown(Kind.PERMIT, match.group()), "形似护照号码")


def bank_cards(text: str) -> Iterator[Hit]:
    """16 to 19 digits that pass the card check, or that are called a card or account number."""
    for match in _BANK_CARD.finditer(text):
        number = _SEPARATORS.sub("", match.group())
        labelled = _follows(_CARD_LABEL, text, match.start())
        if passes_luhn(number) and _CARD_PREFIX.match(number):
            reason = "16至19位数字，符合银行卡号校验规则"
        elif labelled:
            reason = "前文写明是卡号或者账号"
        else:
            continue
        yield Hit(Kind.BANK_CARD, *match.span(), shown(Kind.BANK_CARD, number), reason)


def phones(text: str) -> Iterator[Hit]:
    """Mobile numbers, landlines with area code, and local numbers that are called a phone; not those of an office."""
    for match in _MOBILE.finditer(text):
        number = _SEPARATORS.sub("", match.group(1))
        if not _follows(_NO_PHONE, text, match.start()):
            yield Hit(Kind.PHONE, *match.span(), shown(Kind.PHONE, number), "11位手机号码")
    for match in _GROUPED.finditer(text):
        if not _follows(_NO_PHONE, text, match.start()):
            yield Hit(Kind.PHONE, *match.span(), shown(Kind.PHONE, "".join(match.groups())), "11位手机号码")
    for match in _OVERSEAS.finditer(text):
        yield Hit(Kind.PHONE, *match.span(), NOTHING, "境外电话号码")
    for match in _LANDLINE.finditer(text):
        if _is_of_an_office(text, match.start()):
            continue
        reason = "带区号的固定电话；如为机关公开的办公电话，可以保留"
        yield Hit(Kind.PHONE, *match.span(), NOTHING, reason)
    for match in _LOCAL_PHONE.finditer(text):
        if not _is_of_an_office(text, match.start(1)):
            yield Hit(Kind.PHONE, *match.span(1), NOTHING, "前文写明是电话号码")


def _is_of_an_office(text: str, at: int) -> bool:
    start = max(0, at - _LABEL_REACH)
    clause = text[start:at]
    return _OFFICE.search(clause) is not None and _OWN.search(clause) is None


def _follows(label: re.Pattern[str], text: str, at: int) -> bool:
    return label.search(text[max(0, at - _LABEL_REACH) : at]) is not None


def plates(text: str) -> Iterator[Hit]:
    """Plate numbers of five characters after the letter, six for new-energy vehicles."""
    for match in _PLATE.finditer(text):
        yield Hit(Kind.PLATE, *match.span(), f"{match.group(1)}{match.group(2).upper()}*****", "机动车号牌")


def emails(text: str) -> Iterator[Hit]:
    """E-mail addresses, sought outwards from each @; not those of government offices."""
    done = 0
    for at in re.finditer(" ?@ ?", text):
        before = text[max(done, at.start() - _LONGEST_MAILBOX) : at.start()]
        mailbox = _MAILBOX_REVERSED.match(before[::-1])
        domain = _MAIL_DOMAIN.match(text, at.end(), at.end() + _LONGEST_DOMAIN)
        if mailbox and domain and not domain.group().lower().endswith(".gov.cn"):
            done = domain.end()
            yield Hit(Kind.EMAIL, at.start() - mailbox.end(), done, "***@***", "电子邮箱地址")


def accounts(text: str) -> Iterator[Hit]:
    """WeChat and QQ ids that are called so."""
    for match in _ACCOUNT.finditer(text):
        yield Hit(Kind.ACCOUNT, *match.span(1), "***", "前文写明是微信或者QQ号")


def credit_codes(text: str) -> Iterator[Hit]:
    """Codes of one-person businesses (个体工商户, GB 32100: 92): the business is the person. Those of firms stay."""
    for match in _CREDIT_CODE.finditer(text):
        try:
            check_credit_code(match.group())
        except InvalidInput:
            continue
        reason = "个体工商户的统一社会信用代码，可以查到经营者本人；已依法公示的可以保留"
        yield Hit(Kind.CREDIT_CODE, *match.span(), shown(Kind.CREDIT_CODE, match.group().upper()), reason)
