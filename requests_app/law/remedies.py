"""Where and when a decision is contested, as the law has stood since 2019: dated data, with sources (domain: remedies.md).

Which road a decision takes (`first`: reconsideration before any court; `choice`: either), the limits of both, the words
of the letters, and before whom each kind of organ is brought.
"""

from datetime import date

from interaction.i18n.translation import gettext_noop as _
from requests_app.law.provisions import CHOICE, FIRST, Provision, Provisions, Strength

# 行政复议法 (2023), A.90; the revised 行政复议法实施条例.
ACT, ACT_BEFORE = date(2024, 1, 1), date(2023, 12, 31)
RULES, RULES_BEFORE = date(2026, 7, 1), date(2026, 6, 30)

_OLD = "行政复议法（2017年修正）第九条，行政诉讼法第四十四条、第四十六条"
_EITHER = "行政复议法第二十条，行政诉讼法第四十四条、第四十六条"
_REFUSED = "行政复议法第二十条、第二十三条第一款第四项、第三十四条，行政诉讼法第四十五条"
_SILENT = "行政复议法第二十条、第二十三条第一款第三项、第三十四条，行政诉讼法第四十五条"
_BEFORE = "2017年修正的行政复议法（未见原文，凭记忆）"
_ACTS = "行政复议法（2023）、行政诉讼法（2017）原文"
_REVISED = "关于2026年7月1日起施行的行政复议法实施条例的二手资料"


def _road(code: str, about: str, since_2024: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """Until 2023 every decision left the choice."""
    before = Provision(code, about, CHOICE, _OLD, _BEFORE, Strength.SECONDARY, until=ACT_BEFORE)
    return (before, *since_2024)


def _since(code: str, about: str, value: str, law: str) -> Provision:
    return Provision(code, about, value, law, _ACTS, Strength.TEXT, ACT)


_REFUSAL = _("决定不予公开，或者部分公开、不公开的部分依据条例第十四条、第十五条、第十六条的")
_PARTLY = _("部分公开，不公开的部分不属于政府信息或者有其他依据的")
_TOLD = _("属于行政查询事项、依照特别规定办理的（条例第三十六条第七项）")
_SILENCE = _("逾期没有答复的")
_OTHER = _("其他答复（予以公开、信息不存在、不属于本机关负责公开、不予处理等）")

ROADS = (
    *_road("remedy.refused", _REFUSAL, (_since("remedy.refused", _REFUSAL, FIRST, _REFUSED),)),
    *_road("remedy.partly_other", _PARTLY, (
        Provision("remedy.partly_other", _PARTLY, FIRST, _REFUSED,
                  "行政复议法（2023）原文；什么是不予公开，法律没有写明，从宽理解", Strength.PRACTICE, ACT, RULES_BEFORE),
        Provision("remedy.partly_other", _PARTLY, CHOICE, f"{_EITHER}，行政复议法实施条例（2026年修订）第三十一条",
                  _REVISED, Strength.SECONDARY, RULES),
    )),
    *_road("remedy.told", _TOLD, (
        Provision("remedy.told", _TOLD, CHOICE, _EITHER,
                  "条例第三十六条第七项原文：告知办理的途径，没有不予公开", Strength.TEXT, ACT, RULES_BEFORE),
        Provision("remedy.told", _TOLD, CHOICE, f"{_EITHER}，行政复议法实施条例（2026年修订）第三十一条",
                  _REVISED, Strength.SECONDARY, RULES),
    )),
    *_road("remedy.silence", _SILENCE, (_since("remedy.silence", _SILENCE, FIRST, _SILENT),)),
    *_road("remedy.other", _OTHER, (_since("remedy.other", _OTHER, CHOICE, _EITHER),)),
)  # fmt: skip

# How long each road is open, in the unit that the code names.
LIMITS = (
    Provision("remedy.days", "申请行政复议，自知道决定之日起，日", "60", "行政复议法（2017年修正）第九条", _BEFORE,
              Strength.SECONDARY, until=ACT_BEFORE),
    Provision("remedy.days", "申请行政复议，自知道决定之日起，日", "60", "行政复议法第二十条", _ACTS, Strength.TEXT, ACT),
    Provision("remedy.months", "直接提起行政诉讼，自知道决定之日起，月", "6", "行政诉讼法第四十六条", _ACTS,
              Strength.TEXT),
    Provision("remedy.days_after", "对复议决定不服提起行政诉讼，自收到复议决定书之日起，日", "15",
              "行政诉讼法第四十五条，行政复议法第三十四条", _ACTS, Strength.TEXT),
)  # fmt: skip

# What the letters say, by road; translated where a page says it.
WORDS = (
    Provision("words.choice", "可以复议也可以诉讼的，文书里怎么写",
              _("如对%(against)s不服，可以根据《中华人民共和国行政复议法》（2017年修正）第九条和《中华人民共和国行政诉讼法》第四十四条、"
                "第四十六条的规定，自收到%(against)s之日起%(days)s日内向%(organs)s申请行政复议，也可以自收到%(against)s之日起%(months)s个月内"
                "直接向%(court)s提起行政诉讼。"),
              _OLD, _BEFORE, Strength.SECONDARY, until=ACT_BEFORE),
    Provision("words.choice", "可以复议也可以诉讼的，文书里怎么写",
              _("如对%(against)s不服，可以根据《中华人民共和国行政复议法》第二十条和《中华人民共和国行政诉讼法》第四十四条、"
                "第四十六条的规定，自收到%(against)s之日起%(days)s日内向%(organs)s申请行政复议，也可以自收到%(against)s之日起%(months)s个月内"
                "直接向%(court)s提起行政诉讼。"),
              _EITHER, _ACTS, Strength.TEXT, ACT),
    Provision("words.first", "应当先复议的，文书里怎么写",
              _("如对%(against)s不服，根据《中华人民共和国行政复议法》第二十条、第二十三条第一款第四项的规定，应当自收到%(against)s"
                "之日起%(days)s日内先向%(organs)s申请行政复议；对行政复议决定不服的，可以根据《中华人民共和国行政诉讼法》第四十五条"
                "的规定，自收到行政复议决定书之日起%(days_after)s日内再向%(court)s提起行政诉讼。行政复议机关决定不予受理、驳回申请或者"
                "逾期不作答复的，可以根据《中华人民共和国行政复议法》第三十四条的规定，自收到决定书之日起或者行政复议期限届满"
                "之日起%(days_after)s日内向%(court)s提起行政诉讼。"),
              _REFUSED, _ACTS, Strength.TEXT, ACT),
    Provision("words.channel", "网上提交复议申请书的渠道，文书里怎么写",
              _("行政复议申请书可以通过互联网渠道提交：%(channel)s（《中华人民共和国行政复议法》第二十二条第二款）。"),
              "行政复议法第二十二条第二款", _ACTS, Strength.TEXT, ACT),
    Provision("words.silence", "逾期没有答复的，查询页面上怎么写",
              _("本机关没有在期限内答复。您可以自答复期限届满之日起%(days)s日内向%(organs)s申请行政复议，也可以自答复期限届满之日起"
                "%(months)s个月内直接向%(court)s提起行政诉讼（《中华人民共和国行政复议法》（2017年修正）第九条、《中华人民共和国行政诉讼法》"
                "第四十六条）。"),
              _OLD, _BEFORE, Strength.SECONDARY, until=ACT_BEFORE),
    Provision("words.silence", "逾期没有答复的，查询页面上怎么写",
              _("本机关没有在期限内答复。您应当自答复期限届满之日起%(days)s日内先向%(organs)s申请行政复议；对行政复议决定不服的，自收到"
                "行政复议决定书之日起%(days_after)s日内再向%(court)s提起行政诉讼。行政复议机关决定不予受理、驳回申请或者逾期不作答复的，自收到"
                "决定书之日起或者行政复议期限届满之日起%(days_after)s日内向%(court)s提起行政诉讼（《中华人民共和国行政复议法》第二十条、"
                "第二十三条第一款第三项、第三十四条，《中华人民共和国行政诉讼法》第四十五条）。"),
              _SILENT, _ACTS, Strength.TEXT, ACT),
)  # fmt: skip

_OF_ORGANS = "行政复议法（2023）原文"
# Before whom each kind of organ is brought; the names are each organ's own (interaction.organs).
WHOM = (
    Provision("whom.government", "县人民政府的决定", "上一级人民政府，即市人民政府", "行政复议法第二十四条第一款第二项",
              _OF_ORGANS, Strength.TEXT, ACT),
    Provision("whom.department", "县政府部门、政府办公室的决定", "县人民政府", "行政复议法第二十四条第一款第一项",
              _OF_ORGANS, Strength.TEXT, ACT),
    Provision("whom.township", "乡镇人民政府的决定", "县人民政府", "行政复议法第二十四条第一款第二项", _OF_ORGANS, Strength.TEXT, ACT),
    Provision("whom.agency", "街道办事处等派出机关、管理委员会等授权组织的决定", "县人民政府",
              "行政复议法第二十四条第一款第三项、第四项", _OF_ORGANS, Strength.TEXT, ACT),
    Provision("whom.vertical", "海关、金融、外汇、税务、国家安全机关的决定", "上一级主管部门，不是本级人民政府",
              "行政复议法第二十七条", _OF_ORGANS, Strength.TEXT, ACT),
    Provision("whom.branch", "市级部门派出机构以自己名义作出的决定", "市人民政府或者所在地的县人民政府，由申请人选择；"
              "以市级部门名义作出的，市人民政府", "行政复议法第二十四条第四款", _OF_ORGANS, Strength.TEXT, ACT),
    Provision("whom.justice", "县司法局的决定", "县人民政府或者市司法局，由申请人选择", "行政复议法第二十八条",
              _OF_ORGANS, Strength.TEXT, ACT),
    Provision("whom.court", "一审法院", "基层人民法院；县级以上人民政府作被告的，中级人民法院；省内集中管辖的，从其规定",
              "行政诉讼法第十四条、第十五条、第十八条", "行政诉讼法（2017）原文", Strength.TEXT, ACT),
)  # fmt: skip

REMEDY_LAW = Provisions((*ROADS, *LIMITS, *WORDS, *WHOM))
