"""Finding names of persons: those the case knows, and those that their surroundings give away.

Chinese writes no blanks between words, so a name shows itself by what stands beside it: a label (联系人：), a role (村民),
a form of address (先生), a phone number, other names - and by its own characters. The more the surroundings say, the
less the characters have to.
"""

import re
from collections.abc import Iterable, Iterator

from interaction.publicity.finding import Hit, Kind
from interaction.publicity.name_reading import DOTTED, TITLE, Trust, dotted_name, ends_word, han, name_at, name_before
from interaction.publicity.name_words import BEFORE_NAME, DOUBLE, SINGLE

# Between the characters of a name that is known; fewer characters than these are no name.
_BETWEEN, _SHORTEST_NAME = r"[ \n·.]{0,2}", 2
# What masking puts where something has been found already.
TAKEN = "\x00"
# Surnames that measure after a number: 60元太贵.
_MEASURES = "元万米平石丈支束包项"

_LABEL = re.compile(
    r"(?:(?:姓名|户名|联系人|(?:被)?(?:申请|来信|投诉|举报|反映|经办|承办|代理|委托|收款|收件|寄件|监护|继承|承包|受让|出让)人"
    r"|当事人|法定代表人|法人代表|负责人|户主|业主|房主|车主|店主|经营者|签名|签字|署名|落款|审核|签发|拟稿|开户名|持卡人)"
    r"(?:姓名|名称|签名|签字)?(?: ?[:：] ?|[是为叫] ?|[（(【“])"
    r"|(?:姓名|户名|名字|曾用名|落款|签名)(?:[是为叫]|写成了?|改成了?|写的是)? ?|(?:写|印|登记)成了?"
    r"|(?<!不)(?:我|名|对方|孩子|老板|姓名|女儿|儿子|妻子|丈夫)叫(?:做)? ?|我名叫 ?)[“‘\"]?"
)
_ROLE = re.compile(
    r"(?:本人|我是|我们是|网友|市民|村民|居民|群众|邻居|妻子|丈夫|老公|老婆|爱人|老伴|对象|儿子|女儿|孩子|小孩|父亲|母亲|爸爸|妈妈"
    r"|爷爷|奶奶|外公|外婆|姥姥|姥爷|哥哥|弟弟|姐姐|妹妹|儿媳|女婿|岳父|岳母|公公|婆婆|孙子|孙女|侄子|侄女|外甥|叔叔|婶子|舅舅|舅妈"
    r"|姑姑|姨妈|姐夫|妹夫|嫂子|表[哥弟姐妹]|堂[哥弟姐妹]|同事|工友|隔壁|弟媳|朋友|同学|老乡"
    r"|合伙人|老板|老板娘|包工头|工头|会计|出纳|主任|组长|队长"
    r"|书记|支书|经理|房东|租客|租户|业主|住户|户主|房主|车主|司机|驾驶[员人]|患者|病人|老人|学生|考生|家长|残疾人|贫困户|低保户"
    r"|五保户|监测户|军人|老兵|教师|老师|职工|员工|工人|民工|个体户|店主|摊主|商户|社长|网格员|工作人员|民警|医生|护士|大夫"
    r"|护工|保姆|[承发]包人|[承出]租人|债务人|债权人|被告|原告|第三人|证人|嫌疑人|受害人|死者|伤者|家属|法人|股东|局长|所长|科长|站长"
    r"|镇长|县长|乡长|校长|院长|馆长|村长|村主任|代表|律师|顾客|客户|司仪|联系人|申请人|来信人|投诉人|举报人|反映人|当事人|负责人"
    r"|经办人|承办人|代理人|委托人|监护人"
    r"|证明人|继承人|保证人|担保人|承包户|房客|保洁员|保安|队长|班长|厂长|站长|中介|经营者|持卡人|户名)(?:[（(“【 ]|名叫|叫)?"
)
_SIGNED = re.compile(
    r"(?:^|\n)[ —\-]*([^\s，。！？、：:0-9A-Za-z]{2,4})(?=[ ]*(?:敬上|上|\x00|\n|\Z|[0-9二][0-9〇零○二]{3}年))"
)


def known_names(text: str, names: Iterable[str]) -> Iterator[Hit]:
    """Names that the case knows, wherever they stand, in any dress: spaced, broken over lines, without their dot, the
    family name last; and what of them stands before a form of address."""
    wanted = sorted({name.strip() for name in names if len(name.strip()) > 1}, key=len, reverse=True)
    if not wanted:
        return
    patterns = [pattern for name in wanted for pattern in _dresses(name)]
    for match in re.finditer("|".join(patterns), text, re.IGNORECASE):
        yield Hit(Kind.NAME, *match.span(), masked_name(match.group()), "办件当事人的姓名", known=True)


def _dresses(name: str) -> Iterator[str]:
    """How somebody may write a name: the longest first."""
    bare = re.sub(r"[\s·.,]", "", name)
    if len(bare) < _SHORTEST_NAME:
        return
    yield _BETWEEN.join(map(re.escape, bare))
    words = [word for word in re.split(r"[\s,]+", name) if word]
    if bare.isascii() and len(words) > 1:
        yield r"[ ,]{1,3}".join(map(re.escape, [words[-1], *words[:-1]]))
    parts = [part for part in re.split("·", name) if len(part) >= _SHORTEST_NAME]
    if len(parts) == 1 and all(han(char) for char in bare):
        surname = 2 if bare[:2] in DOUBLE and len(bare) > 2 else 1  # noqa: PLR2004
        parts = [bare[surname:]] if len(bare) - surname >= _SHORTEST_NAME else []
    yield from (f"{_BETWEEN.join(map(re.escape, part))}(?={TITLE.pattern})" for part in parts if part != bare)


def labelled_names(text: str) -> Iterator[Hit]:
    """Names after 姓名：, 联系人, 我叫."""
    for match in _LABEL.finditer(text):
        end = name_at(text, match.end(), Trust.LABEL)
        if end > match.end():
            yield _hit(text, match.end(), end, "前文写明是姓名")


def role_names(text: str) -> Iterator[Hit]:
    """Names after what somebody is: 村民, 妻子, 包工头."""
    for match in _ROLE.finditer(text):
        end = name_at(text, match.end(), Trust.ROLE)
        if end > match.end():
            yield _hit(text, match.end(), end, "前文是身份、亲属称谓")


def addressed_names(text: str) -> Iterator[Hit]:
    """Full names before a form of address; a surname alone (李女士) tells no more than the masked form."""
    for match in TITLE.finditer(text):
        start = name_before(text, match.start())
        if start < match.start():
            yield _hit(text, start, match.start(), "姓名加称呼")


def signed_names(text: str) -> Iterator[Hit]:
    """A name that has a line to itself, at the end of a letter or as a field of a form."""
    for match in _SIGNED.finditer(text):
        start, end = match.span(1)
        if name_at(text, start, Trust.ROLE) == end:
            yield _hit(text, start, end, "单独成行，形似署名")


def bare_names(text: str) -> Iterator[Hit]:
    """Names that their own characters and what stands beside them give away."""
    done = 0
    for at in range(len(text)):
        if at < done or (text[at] not in SINGLE and text[at : at + 2] not in DOUBLE):
            continue
        end = name_at(text, at, _trust_before(text, at))
        if end > at:
            done = end
            yield _hit(text, at, end, "形似姓名")
    for match in DOTTED.finditer(text):
        start, end = dotted_name(text, *match.span())
        if end > start:
            yield _hit(text, start, end, "形似少数民族姓名")


def listed_names(text: str) -> Iterator[Hit]:
    """Names that stand beside one another: 张伟、李娜、王芳."""
    for match in re.finditer("、", text):
        before, after = name_before(text, match.start()), name_at(text, match.end(), Trust.ROLE)
        taken_before, taken_after = (
            text[match.start() - 1 : match.start()] == TAKEN,
            text[match.end() : match.end() + 1] == TAKEN,
        )
        if before < match.start() and (after > match.end() or taken_after):
            yield _hit(text, before, match.start(), "并列的姓名")
        if after > match.end() and (before < match.start() or taken_before):
            yield _hit(text, match.end(), after, "并列的姓名")


def masked_name(name: str) -> str:
    """A person's name as published: the first character and two stars. Organisations keep their names."""
    stripped = name.strip()
    return f"{stripped[0]}**" if stripped else ""


def _hit(text: str, start: int, end: int, reason: str) -> Hit:
    return Hit(Kind.NAME, start, end, masked_name(text[start:end]), reason)


def _trust_before(text: str, at: int) -> Trust:
    before = text[at - 1 : at]
    if before.isdigit() and text[at] in _MEASURES:
        return Trust.NEVER
    if not before or not han(before):
        return Trust.BESIDE
    if ends_word(text, at):
        return Trust.NONE if before in BEFORE_NAME else Trust.NEVER
    return Trust.BESIDE if before in BEFORE_NAME else Trust.NONE
