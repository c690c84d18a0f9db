"""Finding numbers that lead to a person: bank cards, phones, plates.

All patterns read half-width text, begin at fixed places and are bounded in length, so that each takes time in
proportion to the text.
"""

import re
from collections.abc import Iterator

from interaction.privacy.identifiers import passes_luhn
from interaction.publicity.finding import Hit, Kind
from interaction.publicity.number_reading import BETWEEN_GROUPS, FROM, GAP, TO, bare, clause_before, follows
from interaction.publicity.shown import NOTHING, shown

_BANK_CARD = re.compile(
    rf"{FROM}(?:[1-9](?:{GAP}[0-9]){{15,18}}|[1-9][0-9]{{3}}(?:{BETWEEN_GROUPS}[0-9]{{4}}){{3}}(?:{BETWEEN_GROUPS}[0-9]{{1,3}})?){TO}"
)
_CARD_LABEL = re.compile(r"(?:卡|账号|帐号|账户|帐户|户名|存折|[打转退汇][到给入至])[^0-9]{0,6}\Z")
_CARD_PREFIX = re.compile(r"62|60|4|5[1-5]|35|9558")
_COUNTRY = r"(?:\(?(?:\+ ?|00)?86\)?"
_MOBILES = (
    re.compile(rf"{FROM}{_COUNTRY}{GAP})?(1{GAP}[3-9](?:{GAP}[0-9]){{9}}){TO}(?! ?元)"),
    # In groups, with whatever stands between them; digit by digit, with one and the same mark.
    re.compile(
        rf"{FROM}[(\[【]?{_COUNTRY}{BETWEEN_GROUPS})?(1[3-9][0-9]{BETWEEN_GROUPS}[0-9]{{4}}{BETWEEN_GROUPS}[0-9]{{4}}[)\]】]?){TO}(?! ?元)"
    ),
    re.compile(rf"{FROM}(1([,、;:])[3-9](?:\2[0-9]){{9}}){TO}(?!\2)"),
)
_OVERSEAS = re.compile(
    rf"(?<![0-9\-])(?:(?:\+ ?|00)(?!86)[1-9][0-9]{{0,2}}|\((?:852|853|886)\))(?:[ \-.()·]{{0,2}}[0-9]){{6,12}}{TO}"
)
_NO_PHONE = re.compile(r"(?:编号|单号|案号|批次号?|合同号|流水号)[^0-9\n。]{0,4}\Z")
_LANDLINE = re.compile(
    rf"{FROM}(?:\(?(?:0(?:10|2[0-9]|[3-9][0-9]{{2}}))|(?:\+|00)?86[ \-]{{1,2}}0?(?:10|2[0-9]|[3-9][0-9]{{2}}))\)?[ \-./_·]{{0,3}}"
    rf"[2-9][0-9]{{2,3}}{GAP}[0-9]{{4}}{TO}(?: ?(?:转|分机|[\-#*]) ?[0-9]{{1,5}}{TO})?"
)
# What makes a landline an office's, published for callers; the person's own words outweigh it.
_OFFICE = re.compile(
    r"(?:咨询|监督|办公|服务|值班|举报|投诉|业务|办事|受理|报修|抢修|便民|查询|预约)(?:室|窗口)?(?:电话|热线|专线)?(?:号码)?[^0-9\n。！？]{0,6}\Z"
    r"|(?:热线|专线|传真)[^0-9\n。！？]{0,6}\Z"
    r"|(?:[局委办所站院厅]|中心|政府|大厅)(?:地址)?[:(,][^。\n]{0,14}电话[^0-9\n]{0,3}\Z"
    r"|(?:[局委办所站院厅室处科队部]|中心|政府|街道|窗口|公司|大厅)[^0-9\n。！？]{0,8}\Z"
)
_OWN = re.compile(r"我(?![局委办县镇街中单院校站所公])|[家你他她]|本人|住宅|宿舍|老板|房东")
_LOCAL_PHONE = re.compile(rf"(?:电话|座机|手机|联系方式|号码)[^0-9\n]{{0,6}}{FROM}([2-9](?:{GAP}[0-9]){{6,7}}){TO}")
# A plate's characters, digits in words too; beside its label without the province.
_ON_PLATES = "A-HJ-NP-Z0-9零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_PLATE = re.compile(
    r"(?:WJ[ ·]?)?([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使])[ ·.]?([A-HJ-NP-Z])[ ·•.\-]{0,2}"
    rf"(?=(?:[A-HJ-NP-Z][ ·.\-]?){{0,5}}[^A-Z])[{_ON_PLATES}](?:[ ·.\-]?[{_ON_PLATES}]){{3}}"
    rf"(?:(?: ?[{_ON_PLATES}]){{1,2}}挂?|[挂学警港澳领])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_POLICE_PLATE = re.compile(r"WJ[ ·]?[\u4e00-\u9fff]?[ ·]?[0-9]{4,5}[A-Z]?(?![A-Za-z0-9])", re.IGNORECASE)
_LABELLED_PLATE = re.compile(
    r"(?:车牌|牌照|号牌|车号)(?:号码?)?[是为:]{0,2} ?([A-HJ-NP-Z]?[·\-]?(?=[A-HJ-NP-Z0-9]{0,5}[0-9]{2})[A-HJ-NP-Z0-9]{5,6})(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def bank_cards(text: str) -> Iterator[Hit]:
    """16 to 19 digits that pass the card check, or that are called a card or account number."""
    for match in _BANK_CARD.finditer(text):
        number = bare(match.group())
        labelled = follows(_CARD_LABEL, text, match.start())
        if passes_luhn(number) and _CARD_PREFIX.match(number):
            reason = "16至19位数字，符合银行卡号校验规则"
        elif labelled:
            reason = "前文写明是卡号或者账号"
        else:
            continue
        yield Hit(Kind.BANK_CARD, *match.span(), shown(Kind.BANK_CARD, number), reason)


def phones(text: str) -> Iterator[Hit]:
    """Mobile numbers, landlines with area code, and local numbers that are called a phone; not those of an office."""
    for pattern in _MOBILES:
        for match in pattern.finditer(text):
            if not follows(_NO_PHONE, text, match.start()):
                yield Hit(Kind.PHONE, *match.span(), shown(Kind.PHONE, bare(match.group(1))), "11位手机号码")
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
    clause = clause_before(text, at)
    return _OFFICE.search(clause) is not None and _OWN.search(clause) is None


def plates(text: str) -> Iterator[Hit]:
    """Plate numbers of five characters after the letter, six for new-energy vehicles."""
    for match in _PLATE.finditer(text):
        yield Hit(Kind.PLATE, *match.span(), f"{match.group(1)}{match.group(2).upper()}*****", "机动车号牌")
    for match in _POLICE_PLATE.finditer(text):
        yield Hit(Kind.PLATE, *match.span(), NOTHING, "武警机动车号牌")
    for match in _LABELLED_PLATE.finditer(text):
        yield Hit(Kind.PLATE, *match.span(1), NOTHING, "前文写明是车牌号")
