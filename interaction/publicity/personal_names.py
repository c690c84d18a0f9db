"""Finding names of persons: those the case knows, and those that their surroundings give away.

Chinese writes no blanks between words, so a name shows itself by what stands beside it: a label (联系人：), a role (村民),
a form of address (先生), a phone number, other names - and by its own characters. The more the surroundings say, the
less the characters have to.
"""

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum

from interaction.publicity.finding import Hit, Kind
from interaction.publicity.name_words import (
    AFTER_SHORT,
    BEFORE_NAME,
    DOUBLE,
    GIVEN,
    NEVER,
    NEXT_WORDS,
    PLACE_END,
    PLACES,
    SINGLE,
    TRANSCRIBED,
    TYPICAL,
    WORD_ENDS,
    WORDLIKE,
    WORDS,
)

# What masking puts where something has been found already.
TAKEN = "\x00"


class Trust(IntEnum):
    """How plainly the surroundings say that a name stands here."""

    NEVER = -1  # the character ends a word
    NONE = 0
    BESIDE = 1  # a boundary, a preposition
    ROLE = 2  # 村民, 妻子, 包工头
    LABEL = 3  # 姓名：, 我叫


_LABEL = re.compile(
    r"(?:(?:姓名|户名|联系人|(?:被)?(?:申请|来信|投诉|举报|反映|经办|承办|代理|委托|收款|收件|寄件|监护|继承|承包|受让|出让)人"
    r"|当事人|法定代表人|法人代表|负责人|户主|业主|房主|车主|店主|经营者|签名|签字|署名|落款|审核|签发|拟稿|开户名|持卡人)"
    r"(?:姓名|名称|签名|签字)?(?: ?[:：] ?|[是为叫] ?|[（(【“])"
    r"|(?:姓名|户名|名字|曾用名)(?:[是为叫]|写成了?|改成了?|写的是)? ?|(?:写|印|登记)成了?"
    r"|(?<!不)(?:我|名|对方|孩子|老板|姓名|女儿|儿子|妻子|丈夫)叫(?:做)? ?|我名叫 ?)[“‘\"]?"
)
_ROLE = re.compile(
    r"(?:本人|我是|我们是|网友|市民|村民|居民|群众|邻居|妻子|丈夫|老公|老婆|爱人|老伴|对象|儿子|女儿|孩子|小孩|父亲|母亲|爸爸|妈妈"
    r"|爷爷|奶奶|外公|外婆|姥姥|姥爷|哥哥|弟弟|姐姐|妹妹|儿媳|女婿|岳父|岳母|公公|婆婆|孙子|孙女|侄子|侄女|外甥|叔叔|婶子|舅舅|舅妈"
    r"|姑姑|姨妈|姐夫|妹夫|嫂子|表[哥弟姐妹]|堂[哥弟姐妹]|同事|工友|朋友|同学|老乡|合伙人|老板|老板娘|包工头|工头|会计|出纳|主任|组长|队长"
    r"|书记|支书|经理|房东|租客|租户|业主|住户|户主|房主|车主|司机|驾驶[员人]|患者|病人|老人|学生|考生|家长|残疾人|贫困户|低保户"
    r"|五保户|监测户|军人|老兵|教师|老师|职工|员工|工人|民工|个体户|店主|摊主|商户|社长|网格员|工作人员|民警|医生|护士|大夫"
    r"|护工|保姆|[承发]包人|[承出]租人|债务人|债权人|被告|原告|第三人|证人|嫌疑人|受害人|死者|伤者|家属|法人|股东|局长|所长|科长|站长"
    r"|镇长|县长|乡长|校长|院长|馆长|村长|村主任|代表|律师|顾客|客户|司仪|联系人|申请人|来信人|投诉人|举报人|反映人|当事人|负责人"
    r"|经办人|承办人|代理人|委托人|监护人|经营者|持卡人|户名)(?:[（(“【 ]|名叫|叫)?"
)
_TITLE = re.compile(
    r"先生|女士|师傅|老师|同志|大爷|大妈|大叔|大娘|阿姨|医生|大夫|护士|律师|老人|同学|夫妇|夫妻|兄弟|姐妹|妈妈|爸爸|家长|一家|警官|家的"
)
# After a surname alone they make a form of address (王县长), which is no name.
_RANK = re.compile(r"书记|主任|[局县镇乡所科处院校站村市区部省厅司队组社班]长|经理|总|某|姓|氏")
_SIGNED = re.compile(
    r"(?:^|\n)[ —\-]*([^\s，。！？、：:0-9A-Za-z]{2,4})(?=[ ]*(?:敬上|上|\x00|\n|\Z|[0-9二][0-9〇零○二]{3}年))"
)
_DOTTED = re.compile(r"[\u3400-\u9fff]{1,8}·[\u3400-\u9fff]{1,8}")


def known_names(text: str, names: Iterable[str]) -> Iterator[Hit]:
    """Names that the case knows, wherever they stand, also with a blank between their characters."""
    wanted = sorted({name.strip() for name in names if len(name.strip()) > 1}, key=len, reverse=True)
    if not wanted:
        return
    spaced = (" ?".join(re.escape(char) for char in re.sub(r"\s", "", name)) for name in wanted)
    for match in re.finditer("|".join(spaced), text, re.IGNORECASE):
        yield Hit(Kind.NAME, *match.span(), masked_name(match.group()), "办件当事人的姓名")


def labelled_names(text: str) -> Iterator[Hit]:
    """Names after 姓名：, 联系人, 我叫."""
    for match in _LABEL.finditer(text):
        end = _name_at(text, match.end(), Trust.LABEL)
        if end > match.end():
            yield _hit(text, match.end(), end, "前文写明是姓名")


def role_names(text: str) -> Iterator[Hit]:
    """Names after what somebody is: 村民, 妻子, 包工头."""
    for match in _ROLE.finditer(text):
        end = _name_at(text, match.end(), Trust.ROLE)
        if end > match.end():
            yield _hit(text, match.end(), end, "前文是身份、亲属称谓")


def addressed_names(text: str) -> Iterator[Hit]:
    """Full names before a form of address; a surname alone (李女士) tells no more than the masked form."""
    for match in _TITLE.finditer(text):
        start = _name_before(text, match.start())
        if start < match.start():
            yield _hit(text, start, match.start(), "姓名加称呼")


def signed_names(text: str) -> Iterator[Hit]:
    """A name that has a line to itself, at the end of a letter or as a field of a form."""
    for match in _SIGNED.finditer(text):
        start, end = match.span(1)
        if _name_at(text, start, Trust.ROLE) == end:
            yield _hit(text, start, end, "单独成行，形似署名")


def bare_names(text: str) -> Iterator[Hit]:
    """Names that their own characters and what stands beside them give away."""
    done = 0
    for at in range(len(text)):
        if at < done or (text[at] not in SINGLE and text[at : at + 2] not in DOUBLE):
            continue
        end = _name_at(text, at, _trust_before(text, at))
        if end > at:
            done = end
            yield _hit(text, at, end, "形似姓名")
    for match in _DOTTED.finditer(text):
        start, end = _trimmed(text, *match.span())
        if end > start:
            yield _hit(text, start, end, "形似少数民族姓名")


def listed_names(text: str) -> Iterator[Hit]:
    """Names that stand beside one another: 张伟、李娜、王芳."""
    for match in re.finditer("、", text):
        before, after = _name_before(text, match.start()), _name_at(text, match.end(), Trust.ROLE)
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


def _han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _trust_before(text: str, at: int) -> Trust:
    before = text[at - 1 : at]
    if not before or not _han(before):
        return Trust.BESIDE
    if before + text[at] in WORD_ENDS:
        return Trust.NONE if before in BEFORE_NAME else Trust.NEVER
    return Trust.BESIDE if before in BEFORE_NAME else Trust.NONE


def _name_at(text: str, at: int, trust: Trust) -> int:
    """Where the name ends that begins at `at`; `at` when none does."""
    if trust >= Trust.ROLE:
        dotted = _DOTTED.match(text, at)
        foreign = dotted.end() if dotted else _run(text, at, TRANSCRIBED)
        if dotted:
            return _trimmed(text, at, foreign)[1]
        if trust is Trust.LABEL and foreign - at > 1 and text[at] not in SINGLE:
            return foreign
        spaced = _SPACED.match(text, at)
        if trust is Trust.LABEL and spaced and text[at] in SINGLE:
            return spaced.end()
    surname = 2 if text[at : at + 2] in DOUBLE else 1
    if surname == 1 and text[at : at + 1] not in SINGLE:
        return at
    if trust >= Trust.ROLE and surname == 1 and _two_surnames(text, at):
        return at + 4
    for given in (2, 1):
        if _fits(text, at, surname, given, trust):
            return at + surname + given
    return at


def _two_surnames(text: str, at: int) -> bool:
    """张王晓明: the surnames of both parents and two characters more."""
    second, given = text[at + 1 : at + 2], text[at + 2 : at + 4]
    return (
        second in SINGLE - WORDLIKE and len(given) == 2 and GIVEN.issuperset(given) and not TYPICAL.isdisjoint(given)
        and second not in TYPICAL
    )  # fmt: skip


def _fits(text: str, at: int, surname: int, given: int, trust: Trust) -> bool:
    """Whether surname and so many characters after it are a name, as far as the surroundings are trusted."""
    start, end = at + surname, at + surname + given
    chars, after = text[start:end], text[end : end + 1]
    if _TITLE.match(text, start) or _RANK.match(text, start):
        return False
    if len(chars) < given or not all(_han(char) and char not in NEVER for char in chars):
        return False
    if after in PLACE_END or text[end : end + 2] in PLACES or after == "*" or chars[-1] + after in NEXT_WORDS:
        return False
    bounded = not after or not _han(after)
    ends = bounded or after in AFTER_SHORT or _TITLE.match(text, end) is not None
    usual = sum(char in GIVEN for char in chars)
    typical = sum(char in TYPICAL for char in chars)
    if surname == 1 and text[at : at + 2] in WORDS and not _outweighs(trust, given, ends, usual, typical):
        return False
    wordlike = surname == 1 and text[at] in WORDLIKE
    if trust is Trust.LABEL:
        return usual == given or bounded or (not wordlike and usual > 0)
    if surname > 1:
        return usual == given and (given > 1 or ends)
    if given == 1:
        return _short_fits(trust, after, ends, usual, typical, wordlike)
    if trust is Trust.ROLE:
        return (usual == given and (not wordlike or typical > 0 or ends)) or (usual > 0 and bounded and not wordlike)
    if trust is Trust.BESIDE:
        return usual == given and ((typical > 0 and (ends or not wordlike)) or (ends and not wordlike))
    return trust is Trust.NONE and typical == given and not wordlike


def _outweighs(trust: Trust, given: int, ends: bool, usual: int, typical: int) -> bool:
    """Whether so much speaks for a name that it is one although it begins like a word (向东升)."""
    if trust >= Trust.ROLE:
        return ends and usual == given > 1
    return ends and trust is Trust.BESIDE and typical == given > 1


def _short_fits(trust: Trust, after: str, ends: bool, usual: int, typical: int, wordlike: bool) -> bool:
    """The same for one character after the surname, where a label does not settle it."""
    if trust is Trust.ROLE:
        return (typical > 0 and (ends or not wordlike)) or (usual > 0 and ends and not wordlike)
    return (
        trust is Trust.BESIDE
        and not wordlike
        and ends
        and (typical > 0 or (usual > 0 and after in {"称", "说", "讲", "诉"}))
    )


def _name_before(text: str, end: int) -> int:
    """Where the name begins that ends at `end`; `end` when none does."""
    for length in (4, 3, 2):
        start = end - length
        if start < 0:
            continue
        double = text[start : start + 2] in DOUBLE
        if (length == 4 and not double) or (not double and text[start] not in SINGLE):
            continue
        before = text[start - 1 : start]
        if before and before + text[start] in WORD_ENDS:
            continue
        given = text[start + (2 if double else 1) : end]
        if not given or not all(_han(char) and char not in NEVER for char in given):
            continue
        if not double and (text[start : start + 2] in WORDS or (text[start] in WORDLIKE and length == 3 and before
                           and _han(before) and text[start + 1] in SINGLE)):  # fmt: skip
            continue
        if GIVEN.issuperset(given) or (len(given) == 1 and not (before and _han(before))):
            return start
    return end


def _run(text: str, at: int, chars: frozenset[str]) -> int:
    end = at
    while end < len(text) and end - at < 8 and text[end] in chars:
        end += 1
    return end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a dotted name whose characters transcribe another language; empty when there is too little."""
    dot = text.index("·", start, end)
    first, last = dot, _run(text, dot + 1, TRANSCRIBED)
    while first > start and text[first - 1] in TRANSCRIBED:
        first -= 1
    return (first, last) if dot - first > 1 and last - dot > 1 else (start, start)


_SPACED = re.compile(r"[\u3400-\u9fff] [\u3400-\u9fff]{1,2}(?![\u3400-\u9fff])")
