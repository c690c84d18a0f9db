"""The one table of names: an invented county in an invented city, what its organs are called, and to whom they answer.

Plain Python: settings read it. Codes are ours and are no name's abbreviation; whoever means an organ says its code.
"""

from dataclasses import dataclass

COUNTY, COUNTY_EN = "青禾县", "Qinghe County"
CITY, CITY_EN = "澄安市", "Cheng'an"
# How document numbers (文号) begin: 青财政公开告〔2026〕1号.
MARK = "青"
# Where applications for reconsideration are taken on line, in a domain that is nobody's.
_CHANNEL = "https://fuyi.example.org"
GOVERNMENT, GOVERNMENT_EN = f"{COUNTY}人民政府", f"{COUNTY_EN} People's Government"


@dataclass(frozen=True)
class Named:
    """An organ by its code: its names, a short one of each for lists, and its place in the tree."""

    code: str
    kind: str
    name: str
    short_name: str
    name_en: str
    short_name_en: str
    document_prefix: str
    # Whom its decisions are brought before, where on line, and which court (行政复议法 A.22, 24, 27, 28).
    reconsideration_organ: str = GOVERNMENT
    reconsideration_channel: str = f"{_CHANNEL}/county"
    court: str = f"{COUNTY}人民法院"
    parent: str | None = "LL"


# (code, what it is called after the county, in short; the same in English)
_BUREAUS = (
    ("LL-FGJ", "发展和改革局", "发改", "Development and Reform Bureau", "Development and Reform"),
    ("LL-JTJ", "教育和体育局", "教体", "Education and Sports Bureau", "Education and Sports"),
    ("LL-KJJ", "科学技术局", "科技", "Science and Technology Bureau", "Science and Technology"),
    ("LL-GXJ", "工业和信息化局", "工信", "Industry and Information Technology Bureau", "Industry and IT"),
    ("LL-GAJ", "公安局", "公安", "Public Security Bureau", "Public Security"),
    ("LL-MZJ", "民政局", "民政", "Civil Affairs Bureau", "Civil Affairs"),
    ("LL-SFJ", "司法局", "司法", "Justice Bureau", "Justice"),
    ("LL-CZJ", "财政局", "财政", "Finance Bureau", "Finance"),
    ("LL-RSJ", "人力资源和社会保障局", "人社", "Human Resources and Social Security Bureau", "Human Resources"),
    ("LL-ZRJ", "自然资源和规划局", "自然资源", "Natural Resources and Planning Bureau", "Natural Resources"),
    ("LL-ZJJ", "住房和城乡建设局", "住建", "Housing and Urban-Rural Development Bureau", "Housing and Construction"),
    ("LL-JTY", "交通运输局", "交通", "Transport Bureau", "Transport"),
    ("LL-SLJ", "水利局", "水利", "Water Resources Bureau", "Water Resources"),
    ("LL-NYJ", "农业农村局", "农业农村", "Agriculture and Rural Affairs Bureau", "Agriculture"),
    ("LL-SWJ", "商务局", "商务", "Commerce Bureau", "Commerce"),
    ("LL-WLJ", "文化和旅游局", "文旅", "Culture and Tourism Bureau", "Culture and Tourism"),
    ("LL-WJJ", "卫生健康局", "卫健", "Health Bureau", "Health"),
    ("LL-TYJ", "退役军人事务局", "退役军人", "Veterans Affairs Bureau", "Veterans Affairs"),
    ("LL-YJJ", "应急管理局", "应急", "Emergency Management Bureau", "Emergency Management"),
    ("LL-SJJ", "审计局", "审计", "Audit Bureau", "Audit"),
    ("LL-SCJ", "市场监督管理局", "市场监管", "Market Regulation Bureau", "Market Regulation"),
    ("LL-TJJ", "统计局", "统计", "Statistics Bureau", "Statistics"),
    ("LL-YBJ", "医疗保障局", "医保", "Healthcare Security Bureau", "Healthcare Security"),
    ("LL-SPJ", "行政审批服务局", "审批服务", "Administrative Approval Service Bureau", "Administrative Approval"),
    ("LL-ZFJ", "综合行政执法局", "综合执法", "Comprehensive Administrative Law Enforcement Bureau", "Law Enforcement"),
    ("LL-XFJ", "信访局", "信访", "Public Complaints and Proposals Bureau", "Complaints and Proposals"),
    ("LL-DSJ", "大数据局", "大数据", "Big Data Bureau", "Big Data"),
)
_TOWNS = (
    ("LL-T02", "大柳村", "Daliucun"), ("LL-T03", "青禾", "Qinghe"), ("LL-T04", "柳河", "Liuhe"),
    ("LL-T05", "石磨", "Shimo"), ("LL-T06", "云山", "Yunshan"), ("LL-T07", "车桥", "Cheqiao"),
    ("LL-T08", "上岩", "Shangyan"), ("LL-T09", "南禾", "Nanhe"), ("LL-T10", "新禾", "Xinhe"),
    ("LL-T11", "石桥", "Shiqiao"), ("LL-T12", "杨坞", "Yangwu"), ("LL-T13", "古井", "Gujing"),
    ("LL-T14", "西岭", "Xiling"), ("LL-T15", "芦湾", "Luwan"), ("LL-T16", "东岭", "Dongling"),
)  # fmt: skip
# The bureau that prepares the county's reconsideration decisions: who contests its own may choose (行政复议法 A.28).
_JUSTICE = "LL-SFJ"


def _bureau(code: str, name: str, short: str, english: str, short_english: str) -> Named:
    justice = code == _JUSTICE
    return Named(
        code, "justice" if justice else "department", f"{COUNTY}{name}", f"县{short}局", f"{COUNTY_EN} {english}",
        short_english, f"{MARK}{short}", f"{GOVERNMENT}、{CITY}司法局" if justice else GOVERNMENT,
    )  # fmt: skip


def _town(code: str, name: str, english: str) -> Named:
    return Named(
        code, "township", f"{COUNTY}{name}镇人民政府", f"{name}镇",
        f"People's Government of {english} Town, {COUNTY_EN}", f"{english} Town", f"{MARK}{name}",
    )  # fmt: skip


ORGANS = (
    Named(
        "LL", "government", GOVERNMENT, COUNTY, GOVERNMENT_EN, COUNTY_EN, f"{MARK}政", f"{CITY}人民政府",
        f"{_CHANNEL}/city", f"{CITY}中级人民法院", None,
    ),
    Named(
        "LL-ZFB", "office", f"{GOVERNMENT}办公室", "县政府办", f"Office of the {GOVERNMENT_EN}", "Government Office",
        f"{MARK}政办",
    ),
    *(_bureau(*row) for row in _BUREAUS),
    Named(
        "LL-HBJ", "branch", f"{CITY}生态环境局{COUNTY}分局", "生态环境分局",
        f"{COUNTY_EN} Branch of the {CITY_EN} Municipal Ecology and Environment Bureau", "Ecology and Environment",
        f"{MARK}生态环境分", f"{CITY}人民政府、{GOVERNMENT}", f"{_CHANNEL}/city",
    ),
    Named(
        "LL-SWS", "vertical", f"国家税务总局{COUNTY}税务局", "县税务局",
        f"{COUNTY_EN} Tax Service, State Taxation Administration", "Taxation", f"{MARK}税务",
        f"国家税务总局{CITY}税务局", f"{_CHANNEL}/tax",
    ),
    Named(
        "LL-T01", "township", f"{GOVERNMENT}禾源街道办事处", "禾源街道",
        f"Heyuan Sub-district Office of the {GOVERNMENT_EN}", "Heyuan Sub-district", f"{MARK}禾源街道",
    ),
    *(_town(*row) for row in _TOWNS),
    Named(
        "LL-T17", "township", f"{COUNTY}下湾乡人民政府", "下湾乡",
        f"People's Government of Xiawan Township, {COUNTY_EN}", "Xiawan Township", f"{MARK}下湾",
    ),
    Named(
        "LL-KFQ", "agency", f"{COUNTY.removesuffix('县')}经济开发区管理委员会", "经济开发区",
        f"Administrative Committee of the {COUNTY_EN.removesuffix(' County')} Economic Development Zone",
        "Economic Development Zone", f"{MARK}经济开发区",
    ),
    Named(
        "LL-12345", "hotline", f"{COUNTY}12345政务服务便民热线中心", "县热线中心",
        f"{COUNTY_EN} 12345 Government Service Hotline Centre", "Hotline Centre", f"{MARK}热线中心", parent="LL-ZFB",
    ),
)  # fmt: skip
NAMED = {one.code: one for one in ORGANS}
