"""What the guide of 依申请公开 tells a citizen, in plain words with the article behind them."""

from datetime import date

from django.utils.functional import Promise, lazystr
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.i18n.numerals import said as number_said
from interaction.workdays.now import today
from requests_app.law.in_force import law_on
from requests_app.law.provisions import FIRST
from requests_app.law.remedies import ROADS


class _Today:
    """A sentence that says the law of the day on which it is read, in the reader's language."""

    def __init__(self, text: Promise) -> None:
        self.text = text

    def __str__(self) -> str:
        return str(self.text) % roads_in_words(today())


def roads_in_words(on: date) -> dict[str, str]:
    """What goes to reconsideration first on a day, and what leaves the choice."""
    found: dict[bool, list[str]] = {True: [], False: []}
    law = law_on(on)
    for code in dict.fromkeys(one.code for one in ROADS):
        road = law.on(code)
        found[road.value == FIRST].append(_t(road.about))
    between = _t("；")
    limits = {name: number_said(int(law.on(f"remedy.{name}").value)) for name in ("days", "months", "days_after")}
    return {"first": between.join(found[True]), "choice": between.join(found[False]), **limits}


CONTEST_IN_SHORT = lazystr(
    _Today(
        _(
            "应当先申请行政复议、对复议决定不服再起诉的：%(first)s。申请行政复议、直接提起行政诉讼都可以的：%(choice)s。也可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报（第五十一条）。"
        )
    )
)
CONTEST = lazystr(
    _Today(
        _(
            "应当先申请行政复议的：%(first)s。自收到答复之日起（没有答复的，自期限届满之日起）%(days)s日内申请；对复议决定不服的，自收到复议决定书之日起%(days_after)s日内向人民法院起诉（行政复议法第二十条、第二十三条，行政诉讼法第四十五条）。可以在%(days)s日内申请行政复议，也可以在%(months)s个月内直接向人民法院起诉的：%(choice)s（行政诉讼法第四十六条）。您还可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报（条例第五十一条）。向哪个机关、哪个法院，在哪里网上申请复议，答复书和各单位的公开指南上都写着。"
        )
    )
)

ADVICE = (
    (
        _("谁可以申请"),
        _("公民、法人或者其他组织都可以，不需要说明用途（条例第二十七条）。中国公民之外的人可以持有效证件申请。"),
    ),
    (
        _("先找一找"),
        _(
            "想要的信息可能已经公开。先看各单位的公开目录，或者在本站搜索；已经公开的，答复时会告诉您到哪里看（条例第三十六条第一项）。"
        ),
    ),
    (
        _("写清楚什么"),
        _(
            "姓名或者名称、身份证明、联系方式；要的信息的名称、文号或者便于查询的其他特征；要什么形式（条例第二十九条）。写得不清楚的，会一次性告诉您怎么补正（条例第三十条）。"
        ),
    ),
    (
        _("怎么递交"),
        _(
            "可以在本站填写，也可以当面、邮寄、传真、电子邮件递交。写不了的，工作人员可以帮您填写（条例第二十九条、第三十条）。"
        ),
    ),
    (
        _("收费吗"),
        _("不收申请费。申请的数量、频次明显超过合理范围的，可以收取信息处理费，收费前会书面通知您（条例第四十二条）。"),
    ),
    (
        _("哪些可能不公开"),
        _(
            "国家秘密，公开后可能危及国家安全、公共安全、经济安全、社会稳定的，以及涉及商业秘密、个人隐私的；内部事务信息、过程性信息和行政执法案卷可以不公开（条例第十四条至第十六条）。不公开的，会写明理由。"
        ),
    ),
    (
        _("不服怎么办"),
        CONTEST,
    ),
)

LIMITS = (
    (_("答复您的申请"), "disclosure.reply"),
    (_("告诉您需要补正"), "disclosure.correction_notice"),
    (_("与您确认收到（网上提交的）"), "disclosure.confirm"),
    (_("涉及第三方时，第三方答复"), "disclosure.third_party"),
    (_("您缴纳信息处理费"), "disclosure.payment"),
)
