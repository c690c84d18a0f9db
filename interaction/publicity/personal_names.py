"""Finding names of persons: those the case knows, those a text introduces, those before a form of address."""

import re
from collections.abc import Iterable, Iterator

from interaction.publicity.finding import Hit, Kind

_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭"
    "廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎闫薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤常温康施文牛樊葛邢安齐易乔"
    "伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华"
    "喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戎岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇"
    "栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_DOUBLE = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|南宫|闻人|长孙|宇文|轩辕|百里"
# Surnames that are also everyday words: they begin a name only where a label and a colon say so.
_WORDLIKE = "于向和常应时方成明解任连全路管古文安关华万农商查简施武尚房费游包项石左边师"
_HAN = r"[\u3400-\u9fff]"
_SURNAME = rf"(?:{_DOUBLE}|[{_SINGLE}])"
_PLAIN_SURNAME = rf"(?:{_DOUBLE}|(?![{_WORDLIKE}])[{_SINGLE}])"
_UNMASKED = r"(?!\*\*)"

# What follows a name: anything but a Chinese character, or a word that goes on after it.
_END = r"(?=[^\u3400-\u9fff*]|\Z|[是住系今在家来男女的电手身有想现向要反因于和与及说称去到])"
_DOTTED = rf"{_HAN}{{2,6}}·{_HAN}{{1,8}}"


def _introduced(label: str, surname: str) -> re.Pattern[str]:
    """A label and the name after it: surname and two, or one, or what there is."""
    return re.compile(
        rf"(?:{label})({_DOTTED}|{surname}{_HAN}{{2}}{_END}|{surname}{_HAN}{_END}|{surname}{_HAN}{{1,2}}){_UNMASKED}"
    )


_SAID = _introduced(r"(?:我|名)叫(?:做)? ?", _SURNAME)
_LABELLED = _introduced(
    "(?:姓名|联系人|申请人|来信人|投诉人|举报人|反映人|当事人|法定代表人|负责人"
    "|户主|收件人|业主|房主|户名)(?:姓名)? ?: ?",
    _SURNAME,
)
_CALLED = re.compile(
    rf"(?:本人|姓名|户主)(?:姓名)?(?:是|为|叫)? ?"
    rf"({_PLAIN_SURNAME}{_HAN}{{2}}{_END}|{_PLAIN_SURNAME}{_HAN}{_END}){_UNMASKED}"
)
_ADDRESSED = re.compile(
    rf"({_PLAIN_SURNAME}{_HAN}{{1,2}})(?=(?:先生|女士|师傅|老师|同志|大爷|大妈|大叔|阿姨|医生|大夫))"
)
_PRECEDED = frozenset({"感谢", "多谢", "谢谢", "致谢", "北京", "南京", "重庆", "小区", "社区", "学校"})
_NO_NAMES = frozenset({"高中", "高级", "金融", "马上", "白天", "周末", "周一", "易学", "毛笔", "龙舟", "车间", "程序"})


def known_names(text: str, names: Iterable[str]) -> Iterator[Hit]:
    """Names that the case knows, wherever they stand, also with a blank between their characters."""
    wanted = sorted({name.strip() for name in names if len(name.strip()) > 1}, key=len, reverse=True)
    if not wanted:
        return
    spaced = (" ?".join(re.escape(char) for char in re.sub(r"\s", "", name)) for name in wanted)
    for match in re.finditer("|".join(spaced), text, re.IGNORECASE):
        yield Hit(Kind.NAME, *match.span(), masked_name(match.group()), "办件当事人的姓名")


def introduced_names(text: str) -> Iterator[Hit]:
    """Names after words such as 我叫 or 联系人：."""
    for pattern in (_SAID, _LABELLED, _CALLED):
        for match in pattern.finditer(text):
            yield Hit(Kind.NAME, *match.span(1), masked_name(match.group(1)), "前文写明是姓名")


def addressed_names(text: str) -> Iterator[Hit]:
    """Full names before a form of address; a surname alone (李女士) tells no more than the masked form."""
    for match in _ADDRESSED.finditer(text):
        name = match.group(1)
        start = match.start(1)
        if text[max(0, start - 1) : start + 1] in _PRECEDED:
            name, start = name[1:], start + 1
        if len(name) > 1 and name[:2] not in _NO_NAMES:
            yield Hit(Kind.NAME, start, match.end(1), masked_name(name), "姓名加称呼")


def masked_name(name: str) -> str:
    """A person's name as published: the first character and two stars. Organisations keep their names."""
    stripped = name.strip()
    return f"{stripped[0]}**" if stripped else ""
