"""Finding how a person is reached beside the telephone: e-mail, also with its @ or dot in words, WeChat, QQ and the like."""

import re
from collections.abc import Iterator

from interaction.publicity.finding import Hit, Kind

_BRACKETED_AT = r"[(\[{【<] ?at ?[)\]}】>]"
_AT = re.compile(rf" ?(?:[@﹫]|{_BRACKETED_AT}|艾特|圈a| at |#|在) ?", re.IGNORECASE)
_MAILBOX_REVERSED = re.compile(r"[A-Za-z0-9._%+\-*]+|[\u4e00-\u9fff]{2,3}(?=[:,。到在至是为给我 ]|\Z)")
_DOT = r"(?:[.。]| \.|点|[(\[]dot[)\]]| dot |,(?=com|cn|net))"
_DOMAIN = re.compile(
    rf"(?:[A-Za-z0-9\-]+(?:{_DOT}[A-Za-z0-9\-]+)+|[\u4e00-\u9fff]{{2,10}}\.(?:cn|com|net|中国))", re.IGNORECASE
)
# What may be no @ is one before the domain of a provider.
_PROVIDER = re.compile(
    rf"(?:vip{_DOT})?(?:qq|163|126|139|189|yeah|sina|sohu|gmail|foxmail|outlook|hotmail|aliyun|icloud){_DOT}(?:com|net|cn)",
    re.IGNORECASE,
)
_LONGEST_MAILBOX, _LONGEST_DOMAIN = 64, 255
_CALLED_SO = (
    "微 ?信|威信|微芯|微❤|绿泡泡|[v薇]信|企鹅|扣扣|抖音|快手|小红书|陌陌|钉钉|支付宝|加[vq](?=[ 0-9:])"
    "|(?<![A-Za-z.])(?:Q ?Q|VX|WX|wechat|weixin)"
)
_ACCOUNT = re.compile(
    rf"(?:{_CALLED_SO})(?:同 ?号| ?号 ?码?|账号|帐号|群| ?ID)?[\s:是为(]{{0,4}}(?!https?:)"
    r"([A-Za-z0-9_\-][A-Za-z0-9_\-*]{4,63}|[0-9](?:[ \-]?[0-9]){5,11})",
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[Hit]:
    """E-mail addresses, sought outwards from each @; not those of government offices."""
    done = 0
    for at in _AT.finditer(text):
        before = text[max(done, at.start() - _LONGEST_MAILBOX) : at.start()]
        mailbox = _MAILBOX_REVERSED.match(before[::-1])
        sort = _PROVIDER if at.group().strip() in {"#", "在"} else _DOMAIN
        domain = sort.match(text, at.end(), at.end() + _LONGEST_DOMAIN)
        if mailbox and mailbox.group().strip("*") and domain and not domain.group().lower().endswith(".gov.cn"):
            done = domain.end()
            yield Hit(Kind.EMAIL, at.start() - mailbox.end(), done, "***@***", "电子邮箱地址")


def accounts(text: str) -> Iterator[Hit]:
    """WeChat, QQ and other ids that are called so."""
    for match in _ACCOUNT.finditer(text):
        yield Hit(Kind.ACCOUNT, *match.span(1), "***", "前文写明是微信或者QQ号")
