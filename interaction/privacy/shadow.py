"""A text as a reader sees it: without unseen characters, of one width, digits of any dress as digits; each place known.

Search runs over the shadow, and what it finds is marked in the text itself.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TABLE = (
    dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009\t", " ")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("•・‧∙", "·")
    | dict(zip("×хХ", "XXX", strict=True))
)
# Traditional forms of the characters of names: a name that the case knows is the same name in either.
_OF_ADDRESSES = dict(
    zip(
        "棟組層戶鄉舊鄰處現屆條灘溝嶺橋塢壩縣臺灣廠礦礎鎮號樓門間",
        "栋组层户乡旧邻处现届条滩沟岭桥坞坝县台湾厂矿础镇号楼门间",
        strict=True,
    )
)
_TRADITIONAL = _OF_ADDRESSES | dict(
    zip(
        "張劉陳楊黃趙吳孫馬許鄭謝韓馮蕭鄧蔣葉閻呂蘇盧賈鍾范陸鄒龍萬錢湯喬賀賴龔嚴華偉麗強軍傑艷濤剛輝蘭紅飛鵬國慶雲鳳榮寶衛東興學書義禮連蓮"
        "貴財實誠愛靜穎瓊瑩曉陽歐買開長門問間關陰陳隊雙難電霞韋頌順須顧頡題顏風饒駿騰驍魯鮑鳴鴻鶴麥黨齊龐聶莊葛藍蘇蔭藝薩虛號補製認訓記許設詩詳"
        "談論諸謙譚護讓豐賓賜贊趙軒輪達遠遲選遺鄔醫釗針鈞鈴鉅銀銘銳鋒錄錦鎮鏡鐵鑫閃閔閣闖陣階際隨雄單嚴傳倫億儀優兒兩凱創劍勝勞勵區協參吳員"
        "喚嘯團園圓塵堅執報場壯壽夢奮婁媧孟學寧審寬將導屬嶺島巖師帥帶幣幹庫廣廟張強彌後徑從復徵徹恆悅惲惠態慮憲應懷戀戰戲擁擇據攝數斬時暉曄曆會"
        "業極榮樂樓樸樹橋機檢權歡歲歷殿氣決沖況洩淨淵淺溫湯準滬滿漁漢潔潘潤澤濟濱灣為烏無煥煒煉營燁爾爭狀獨獻環瑪瓊產畢畫異當療發盜盡監盤眾睜",
        "张刘陈杨黄赵吴孙马许郑谢韩冯萧邓蒋叶阎吕苏卢贾钟范陆邹龙万钱汤乔贺赖龚严华伟丽强军杰艳涛刚辉兰红飞鹏国庆云凤荣宝卫东兴学书义礼连莲"
        "贵财实诚爱静颖琼莹晓阳欧买开长门问间关阴陈队双难电霞韦颂顺须顾颉题颜风饶骏腾骁鲁鲍鸣鸿鹤麦党齐庞聂庄葛蓝苏荫艺萨虚号补制认训记许设诗详"
        "谈论诸谦谭护让丰宾赐赞赵轩轮达远迟选遗邬医钊针钧铃钜银铭锐锋录锦镇镜铁鑫闪闵阁闯阵阶际随雄单严传伦亿仪优儿两凯创剑胜劳励区协参吴员"
        "唤啸团园圆尘坚执报场壮寿梦奋娄娲孟学宁审宽将导属岭岛岩师帅带币干库广庙张强弥后径从复征彻恒悦恽惠态虑宪应怀恋战戏拥择据摄数斩时晖晔历会"
        "业极荣乐楼朴树桥机检权欢岁历殿气决冲况泄净渊浅温汤准沪满渔汉洁潘润泽济滨湾为乌无焕炜炼营烨尔争状独献环玛琼产毕画异当疗发盗尽监盘众睁",
        strict=True,
    )
)
# What shows nothing of its own beside the format characters: joiners of marks, variation selectors, the keycap.
_UNSEEN = frozenset("\u034f\u20e3\u115f\u1160\u3164\uffa0") | {chr(code) for code in range(0xFE00, 0xFE10)}


@dataclass(frozen=True)
class Shadow:
    """The text that is searched, and where each of its characters begins and ends in the original."""

    text: str
    starts: list[int] | range
    ends: list[int] | range

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of a place in the shadow."""
        return self.starts[start], self.ends[end - 1]


def shadow_of(text: str) -> Shadow:
    """Return the shadow of a text. Takes time in proportion to its length."""
    changed = {char: _read(char) for char in set(text)}
    if all(len(read) == 1 for read in changed.values()):
        return Shadow(
            text.translate({ord(char): read for char, read in changed.items()}), range(len(text)), _Ends(len(text))
        )
    parts, starts, ends = [], [], []
    for place, char in enumerate(text):
        read = changed[char]
        parts.append(read)
        starts += [place] * len(read)
        ends += [place + 1] * len(read)
    return Shadow("".join(parts), starts, ends)


def as_read(text: str) -> str:
    """Return a word as the shadow has it, to be looked for there."""
    return "".join(map(_read, text))


class _Ends(list[int]):
    """The ends of characters that all stand for themselves."""

    def __init__(self, length: int) -> None:
        super().__init__(range(1, length + 1))


@lru_cache(maxsize=65_536)
def _read(char: str) -> str:
    """What a reader sees in one character; nothing where there is nothing to see."""
    if char.isascii():
        return " " if char == "\t" else char
    known = _TABLE.get(char) or _TRADITIONAL.get(char)
    if known:
        return known
    category = unicodedata.category(char)
    if category == "Cf" or char in _UNSEEN:
        return ""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", char)
    if plain.isascii() and plain.isalnum():
        return plain
    return plain if len(plain) == 1 else char
