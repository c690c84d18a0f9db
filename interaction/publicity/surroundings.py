"""What stands around the number of an address: the sort of place it is in, and whether somebody is said to live there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_BEFORE, _AFTER = 36, 14
_CLAUSE_END = re.compile(r"[。！？；!?;\n]")


def _ends(*words: str) -> re.Pattern[str]:
    """A pattern for what ends in one of these."""
    return re.compile(rf"(?:{'|'.join(words)}) ?[:(]?\Z")


# The names of places, by their last characters: where each number is a household, where many live, streets, and offices.
_VILLAGE = _ends(
    "(?<![我本全各该们])村", "[庄屯寨沟湾坪坊岭峪垭崖洼堡屋组]",
    "村[^,。;]{0,8}\\)", "嘎查", "大队", "胡同", "[里家]店", "里铺", "分场", "驻地", "新城",
    "(?<!政府)(?<!机关)(?<!委)大院", "(?<!大)[巷弄]", "社区", "居委会", "居", "委", "(?<!第)[条连]", "(?<![一二三四五六七八九十0-9第车])队",
    "(?<![家这那哪公手屋村店县镇城院心夜市乡厂校社班队组河水地区楼房])里",
    "(?<![我本全各该们])(?:村|嘎查|屯|庄)[^的于将在到从是每月了有被把我你他和,。:]{1,6}",
)  # fmt: skip
_ESTATE = _ends(
    "小区", "[苑城府寓庭湾郡邸居墅邨里村房庄寨]", "(?<![天年月日就还全也])都", "(?<![业学幼公乐])园", "宿舍", "公寓",
    "公馆", "国际", "(?<![医法察学卫剧影])院", "家属楼", "住宅", "[0-9一二三]期", "联排", "叠拼", "别墅",
    "旅社", "地址", "(?:[老旧木竹土围炮]|吊脚|筒子)楼",
)  # fmt: skip
_STREET = _ends("[路街道巷弄段条区坊]")
_PUBLIC = _ends(
    "局", "中心", "[医法察]院", "卫生院", "学院", "(?<!公)馆", "厅", "政府", "政府大院", "[小中大]学", "[一二三四五六七八九实]中", "学校",
    "党校", "所", "站", "部", "科", "(?:办公|教学|门诊|急诊|实验|综合|物业|行政|医技|病房|航站|图书|体育)(?:大楼|楼)", "附楼", "大楼",
    "广场", "商场", "酒店", "宾馆", "车间", "园区", "公司", "银行", "影院", "超市",
)  # fmt: skip
# An office's or a firm's own address: what is spoken of is where it is to be found.
_ORGAN = re.compile(
    r"(?:[局厅署院所站办科股]|(?<!公)馆|[残妇]联|[协商工]会|中心|政府|公司|银行|机构|超市|药[店房]|学校|[小中]学|酒店|饭店|门店|法院|单位|(?:快递|代办|经营|服务)点)(?![长区])"
)
_ORGAN_IS_AT = re.compile(rf"{_ORGAN.pattern}[^,。;]{{0,6}}(?:在|位于|地址|[迁搬]|驻|\()[^。;]{{0,18}}\Z")
_PLACE_AFTER = re.compile(
    r" ?\(?[^\s的我你他她是在被把了有,。;:!?)、\x00]{0,10}?(?:[局厅署]|(?<!公)馆|中心|医院|法院|检察院|政府|派出所|委员会|[小中]学|公司|银行"
    r"|加油站|敬老院|办公室|诊室|车间|窗口|审判庭|会议室|阅览室|自习室)"
)
# What is numbered and no place to live in; what follows the number of a day.
_THING_AFTER = re.compile(
    r" ?(?:变[压电]|配电|机井|水?井|桥|线|门(?![口前上外里缝被])|路|闸|泵|站|大?棚|窗口|仓|车(?!库|棚)|地块|标段|泊位|公厕"
    r"|机|令|公告|提案|文件|公报|台|摊位|展位|卡座|球|沟|渠|塔"
    r"|库|厂房|炉|窑|矿|坑|电?杆|管|支|池|塘|座位|柜|选手|考[场生]|检|病|床|艇|教学楼|食堂|林班|涵|缆|阀|坝|亭(?!子间)|隧道|[出入卡路]口|工作|人员)"
)
_DAY_AFTER = re.compile(
    r"以[前后]|之[前后]|[前后起](?![院楼屋门排街])|上午|下午|晚|早|夜|凌晨|中午|当天|那天|停|要|[没不]|开[会始工]|[至到]|截止|左右|了"
)
# That somebody lives where it is spoken of: said before the number, with it as its object, right after it, further on.
_LIVES = re.compile(
    r"住(?![房建院宿户宅证]|在?农)|[我他她们俺]家|家[在里属是门]|(?<![公廉])租|业主|[户房摊店]主|户籍|户口|门牌|房号|[收寄]件|通[信讯](?:地址|:)|快递(?![点站柜员公])|平房|坐落|家庭|寄到?:?"
    r"|送达|[祖老]宅|宅基|产权|房子|门市房|我的店|门脸|我自己|邻居|楼[上下]|对门|隔壁|我买的|本人[系是]|我是|我们?在(?=.{0,14}(?:市场|城|宿舍|公寓))"
    r"|我儿子|我[祖爷奶外]|板房|我..?家|[我你您][户家]|铺面|门面房|店址|长住|前夫|老人|登记"
)
_OBJECT_OF_LIVING = re.compile(
    r"(?:老家[在是]|住(?:[在于址所处]|所地)?(?![房建院宿户宅证])|门牌(?:号码?)?|户口[在落]?)[是为:]{0,2} ?[^,。;:、的了院]{0,14}\Z"
    r"|(?:隔壁|[前后东西]院|本[村屯庄]|[我他她俺]家是) ?\Z"
)
_HERE_AFTER = re.compile(
    r" ?(?:业主|住户|居民|村民|户主|房主|的业主"
    r"|的?(?:房屋|房子|住房|住宅|民房|农房|自建房|[老祖][屋宅]|宅院|院子|小院)(?![建安改])|.?(?:女士|先生)|[是我俺]{1,2}(?:家|租|的)|的我家"
    r"|(?:商铺|门面)是我|\)?和我们?家|,?[门屋][前后]|的[\u4e00-\u9fff]家)"
)
_DOOR_FURTHER_ON = re.compile(r"门牌|房号|房屋编号")
_MAY_BE_AN_ORGANS = re.compile(r".{0,3}[址送寄分坐]")
_LIVES_HERE = re.compile(
    r",?(?:就?是我家?|我[家住]|我就住|那[家户]是我|住的?是[我他她俺]|住着[我他她俺]|[尾头首里]?住(?![房建院宿户宅证处所]))"
)
# A clause that is a name and a number and no more (石梯坎14号，): no street, no time.
_NAME_ALONE = re.compile(
    r"(?:\A|[,。;:!?(\n])[^\s,。;:!?()0-9\x00]{2,8}(?<![月周日每于在了从到至前后年天是第的期线机约共下上有个大路街道号例])\Z"
)
_ENDS_HERE = re.compile(r"[,。;:!?)\n]|\Z|的(?!时)|院|老|我家|附近")
_ADDRESS_LABEL = re.compile(r"(?:地址|住所|所在地)[^。;\n]{0,22}\Z")
_ANOTHER = r"[0-9]{1,3}(?:号楼|栋|幢)"
_MANY_BEFORE = re.compile(rf"{_ANOTHER}[至到和与、~\-]\Z")
_MANY_AFTER = re.compile(rf"[至到和与、~\-]{_ANOTHER}")
_CODE = re.compile(r"(?:(?<![房楼栋幢室户])号|[表图型]|编号|批次|标准|规格|时间|GB/T) ?[:为是]? ?\Z")


# A clause that tells where somebody's home is, whatever stands between that word and the number.
_HOME = re.compile(
    r"(?:现居|(?:[现租暂借寄居家]|我们?|[人信]|[他她俺])就?住(?![房建院宿户宅证])|(?:\A|[,。;:!?\n\x00])(?:就|都|仍)?住(?![房建院宿户宅证])|住(?:在|于|址|所|处)"
    r"|(?:我|他|她|俺|咱|我们)家的?(?:房子|老?宅子?|别墅|地址|小区|门牌号?)?就?(?:[在是住]|位于|坐落)|租的是|[我俺]屋头?[在是]|老家[是在]|(?<![国大专人公全])家[在是](?!哪)|我家的?(?:别墅|商铺|地址|车库|老宅)|(?:房子|房屋|老屋|新房|商铺|门面房?|房源)[在是:]"
    r"|(?:家庭|居住|通[信讯]|联系|收[件货]|寄送|户籍|现)地?址|户籍(?:所?在)?地?|[寄送]到我?家?|坐落[于在]?|购买|买的是|(?:我们?|俺|本人|[来反][信映]人)[是系]|租的?房?(?:子|屋)?在|认购|分[得到]|隔壁|户主)"
    r"[^,。;!?\n了]{0,30},? ?\Z"
)
# 我家 and the name of a place at once, before its number: 我家四道街副12号; not what is near it, or how one gets there.
_OURS = re.compile(
    r"[我他她俺咱]们?家(?![门附旁对前后左右周楼隔离到和有没被因从去今明昨每都也还又想要把在是住])[\u4e00-\u9fff]{2,10}"
    r"(?<![月到至在的了每第共约有交缴办过])\Z"
)
# Of these clauses the plainest, and how far they go.
_PLAINLY_HOME = re.compile(
    r"(?:(?:家|现居?|租|暂|居|就|都|我们?|[他她俺人])住(?![房建院宿户宅证的了过])|(?:\A|[,。;:!?\n\x00])住(?![房建院宿户宅证的了过])|住(?:在|址|于)|家庭(?:住|地)址|户籍(?:所在)?地址?)"
    r"[^,。;!?\n了有共约距离每近因被]{0,40}"
)


def home_clauses(text: str) -> Iterator[tuple[int, int]]:
    """Where clauses begin and end that plainly tell where somebody lives, unless an organ is to be found there."""
    for match in _PLAINLY_HOME.finditer(text):
        if not Surroundings(text, match.end(), match.end()).in_an_office:
            yield match.span()


@dataclass(frozen=True)
class Surroundings:
    """Of the place from `start` to `end` in a text."""

    text: str
    start: int
    end: int

    @cached_property
    def before(self) -> str:
        return self.text[max(0, self.start - _BEFORE) : self.start]

    @cached_property
    def after(self) -> str:
        return self.text[self.end : self.end + _AFTER]

    @cached_property
    def clause(self) -> str:
        return _CLAUSE_END.split(self.before)[-1]

    @property
    def in_a_village(self) -> bool:
        return _VILLAGE.search(self.before) is not None

    @property
    def in_an_estate(self) -> bool:
        return _ESTATE.search(self.before) is not None

    @property
    def in_a_street(self) -> bool:
        return _STREET.search(self.before) is not None

    @property
    def in_an_office(self) -> bool:
        """Whether a public place is named right before or right after, or said to be found here."""
        if _PUBLIC.search(self.before) or _PLACE_AFTER.match(self.after):
            return True
        return _ORGAN_IS_AT.search(self.clause) is not None and _LIVES.search(self.clause) is None

    @property
    def stands_alone(self) -> bool:
        """Whether the clause is a name with a number, as addresses are put before what is said of them."""
        return _NAME_ALONE.search(self.before) is not None and _ENDS_HERE.match(self.after) is not None

    @property
    def names_an_organ(self) -> bool:
        return _ORGAN.search(self.clause) is not None

    @property
    def is_a_thing(self) -> bool:
        """Whether something else is numbered: a pump, a batch, a table."""
        return _CODE.search(self.before) is not None or _THING_AFTER.match(self.after) is not None

    @property
    def is_one_of_many(self) -> bool:
        """Whether several buildings are spoken of."""
        return _MANY_BEFORE.search(self.before) is not None or _MANY_AFTER.match(self.after) is not None

    @property
    def is_a_day(self) -> bool:
        return _DAY_AFTER.match(self.after) is not None

    @property
    def object_of_living(self) -> bool:
        """Whether it is what somebody lives in, by the grammar: 住小河沿52号."""
        return _OBJECT_OF_LIVING.search(self.clause) is not None

    @property
    def lived_in(self) -> bool:
        if _HERE_AFTER.match(self.after) or _LIVES.search(self.clause):
            return True
        return _ADDRESS_LABEL.search(self.clause) is not None and not self.names_an_organ

    @property
    def said_to_be_home(self) -> bool:
        """Whether the clause tells where somebody's home is, and the number belongs to that."""
        home = _HOME.search(self.before) or _OURS.search(self.before)
        if home is None:
            return False
        of_an_organ = self.names_an_organ or _PLACE_AFTER.match(self.after) is not None
        return not (of_an_organ and _MAY_BE_AN_ORGANS.match(home.group()))

    @property
    def numbered_further_on(self) -> bool:
        """Whether the number of the house follows in a later clause: 四组村民，门牌58号."""
        return _DOOR_FURTHER_ON.search(self.after) is not None

    @property
    def lived_in_right_after(self) -> bool:
        return _LIVES_HERE.match(self.after) is not None

    @property
    def ends_here(self) -> bool:
        return _ENDS_HERE.match(self.after) is not None

    @property
    def lived_in_further_on(self) -> bool:
        return _LIVES.search(_CLAUSE_END.split(self.after)[0]) is not None
