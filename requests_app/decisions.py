"""The decisions of the Regulation's Articles 36-39 (each counts in a row of the annual report's table 3), and of A.41.

Plain data: what each is called, where it counts, the article it rests on, what the reply must say beside its text, the
words its letter opens with, and as what it is contested (requests_app.law.remedies says on which road).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from interaction.i18n.translation import gettext_noop as _


class Contested(StrEnum):
    """As what a decision is contested: which road leads to a court differs by it and by day."""

    REFUSED = "refused"  # 不予公开, in whole or in part, on A.14, 15 or 16
    PARTLY_OTHER = "partly_other"  # in part, and on none of these
    TOLD = "told"  # A.36(7): whoever asks is told where to turn, and refused nothing
    SILENCE = "silence"
    OTHER = "other"


# What the part withheld in a partial disclosure rests on: the articles that refuse, or anything else.
GROUNDS = {
    "14": "第十四条（国家秘密、法律行政法规禁止公开、危及“三安全一稳定”）", "15": "第十五条（商业秘密、个人隐私等第三方权益）",
    "16": "第十六条（内部事务、过程性信息、行政执法案卷）", "other": "不属于政府信息，或者有其他依据",
}  # fmt: skip
REFUSING = frozenset({"14", "15", "16"})


@dataclass(frozen=True)
class Particular:
    """Something a decision must state beside the reply's text."""

    name: str
    label: str
    help: str = ""
    law: str = ""  # where it is another than the decision's own
    required: bool = True
    listed: bool = False  # one item a line: the letter numbers them
    finds: bool = False  # what was found: it stands before the conclusion, all else after it
    choices: Mapping[str, str] = field(default_factory=dict)  # kept as the codes chosen, with spaces between

    def said(self, text: str) -> str:
        """What was entered, in the words of the letter."""
        return "；".join(self.choices[one] for one in text.split()) if self.choices else text


WHERE = Particular("where", "获取方式和途径", "写明网址、载体或地点，使申请人能够直接获取。")
REASON = Particular("reason", "理由", "写明事实和法律依据。", finds=True)
WITHHELD = Particular(
    "withheld", "不予公开的部分及理由", "一行写一项：不予公开的内容、理由和依据的条款。", listed=True, finds=True
)
BASIS = Particular(
    "grounds", "不予公开部分的依据", "可以选几项。依据第十四条至第十六条的，申请人应当先申请行政复议（行政复议法第二十三条）。",
    finds=True, choices=GROUNDS,
)  # fmt: skip
PROVISION = Particular(
    "provision", "提供的方式、途径和时间",
    "信息在正文或者下面的文件中提供的，可以不填；另行提供或者安排查阅、抄录的，写明方式、途径和时间（条例第四十条）。",
    required=False,
)  # fmt: skip
SEARCH = Particular("search", "检索情况", "写明检索了哪些载体、范围和关键词。", finds=True)
# Disclosed against a third party's wish: told to the third party, not to the applicant.
PUBLIC_INTEREST = Particular(
    "public_interest", "第三方不同意而决定公开的理由",
    "写明不公开会对公共利益造成什么重大影响，或者其不同意的理由为什么不合理；签发时书面告知第三方。",
    "条例第十五条、第三十二条",
)  # fmt: skip
OUTCOME = Particular("outcome", "核实情况", "写明核实的情况，更正了什么，或者不予更正、转送的理由。", finds=True)
REGIME = Particular("where", "依照哪项规定、到哪里、怎样办理", "写明法律、行政法规的名称，受理的机关和查询的途径。")
RESPONSIBLE = Particular(
    "responsible", "负责公开的机关及联系方式", "能够确定的，写明机关名称和联系方式；不能确定的，不填。", required=False
)
COMPETENT = Particular("responsible", "有权更正的行政机关及联系方式", "写明机关名称和联系方式。")


@dataclass(frozen=True)
class Decision:
    code: str
    label: str
    row: str  # of table 3 of the annual report
    law: str
    finding: str  # the letter's operative sentence
    particulars: tuple[Particular, ...] = ()
    contested: Contested = Contested.OTHER
    letter: str = "政府信息公开申请答复书"
    discloses: bool = False
    matter: str = "information"
    retired: bool = False  # known from old cases, and no longer offered

    @property
    def source(self) -> str:
        return f"条例{self.law}" if self.law else "政府信息公开工作年度报告格式（国办公开办函〔2021〕30号）"

    @property
    def withholds_part(self) -> bool:
        """Whether something is disclosed and something is not, so that the grounds are asked for."""
        return BASIS in self.particulars

    def contested_as(self, refusing: Collection[str]) -> Contested:
        """As what it is contested; of a partial disclosure it depends on whether any ground of the part withheld refuses."""
        if self.withholds_part:
            return Contested.REFUSED if refusing else Contested.PARTLY_OTHER
        return self.contested


def _refusal(code: str, label: str, row: str, law: str, ground: str) -> Decision:
    return Decision(
        code, label, row, law,
        f"经审查，您申请公开的信息{ground}。根据《中华人民共和国政府信息公开条例》{law}、第三十六条第（三）项的规定，本机关决定不予公开。",
        (REASON,), Contested.REFUSED,
    )  # fmt: skip


def _other(
    code: str, label: str, row: str, law: str, finding: str, *particulars: Particular, discloses: bool = False,
    contested: Contested = Contested.OTHER, retired: bool = False,
) -> Decision:  # fmt: skip
    sentence = f"根据《中华人民共和国政府信息公开条例》{law}的规定，{finding}" if law else finding
    return Decision(code, label, row, law, sentence, particulars, contested, discloses=discloses, retired=retired)


def _own_record(code: str, label: str, finding: str, *particulars: Particular) -> Decision:
    sentence = f"根据《中华人民共和国政府信息公开条例》第四十一条的规定，{finding}"
    return Decision(
        code, label, "", "第四十一条", sentence, particulars, letter="政府信息更正告知书", matter="own_record"
    )


DECISIONS = (
    _other("disclosed", _("予以公开"), "3.1", "第三十六条第（二）项", "本机关决定予以公开。", PROVISION, discloses=True),
    _other("already_public", _("已主动公开"), "3.1", "第三十六条第（一）项",
           "您申请公开的信息已经主动公开，现告知您获取该信息的方式、途径。", WHERE),
    _other("partly", _("部分公开"), "3.2", "第三十七条",
           "您申请公开的信息中含有不应当公开的内容，能够作区分处理，本机关决定部分公开。", WITHHELD, BASIS, PROVISION,
           discloses=True),
    _refusal("state_secret", _("不予公开：属于国家秘密"), "3.3.1", "第十四条", "属于国家秘密"),
    _refusal("other_law", _("不予公开：其他法律行政法规禁止公开"), "3.3.2", "第十四条", "属于法律、行政法规禁止公开的政府信息"),
    _refusal("security", _("不予公开：危及“三安全一稳定”"), "3.3.3", "第十四条",
             "公开后可能危及国家安全、公共安全、经济安全、社会稳定"),
    _refusal("third_party", _("不予公开：保护第三方合法权益"), "3.3.4", "第十五条、第三十二条",
             "公开会对第三方合法权益造成损害"),
    _refusal("internal", _("不予公开：属于三类内部事务信息"), "3.3.5", "第十六条第一款", "属于行政机关内部事务信息"),
    _refusal("process", _("不予公开：属于四类过程性信息"), "3.3.6", "第十六条第二款", "属于行政机关履行行政管理职能过程中形成的过程性信息"),
    _refusal("enforcement", _("不予公开：属于行政执法案卷"), "3.3.7", "第十六条第二款", "属于行政执法案卷信息"),
    # A.36(7) refuses nothing: whoever asks is told to turn to that regime. The format's only row for it is 3.3.8.
    _other("inquiry", _("属于行政查询事项，依照特别规定办理"), "3.3.8", "第三十六条第（七）项",
           "您申请公开的信息属于行政查询事项，有关法律、行政法规对其获取有特别规定，现告知您依照该规定办理。", REASON, REGIME,
           contested=Contested.TOLD),
    _other("not_held", _("本机关不掌握相关政府信息"), "3.4.1", "第三十六条第（四）项",
           "经检索，本机关没有您申请公开的政府信息，该信息不存在。", SEARCH),
    _other("not_ours", _("非本机关负责公开"), "3.4.1", "第三十六条第（五）项",
           "您申请公开的信息不属于本机关负责公开。", REASON, RESPONSIBLE),
    _other("needs_making", _("没有现成信息需要另行制作"), "3.4.2", "第三十八条",
           "您申请公开的信息需要本机关对现有政府信息进行加工、分析，本机关不予提供。", REASON),
    _other("still_unclear", _("补正后申请内容仍不明确"), "3.4.3", "第三十条",
           "您补正后的申请内容仍不明确，本机关无法提供。", REASON),
    _other("petition", _("信访举报投诉类申请"), "3.5.1", "第三十九条第一款",
           "您以政府信息公开申请的形式进行信访、投诉、举报等活动，本机关不作为政府信息公开申请处理，您可以通过相应渠道提出。", REASON),
    _other("repeated", _("重复申请"), "3.5.2", "第三十六条第（六）项",
           "本机关已就您提出的同一申请作出答复，不再重复处理。", REASON),
    _other("publications", _("要求提供公开出版物"), "3.5.3", "第三十九条第二款",
           "您要求提供的是公开出版物，现告知您获取的途径。", WHERE),
    _other("excessive", _("无正当理由大量反复申请"), "3.5.4", "第三十五条",
           "您申请公开政府信息的数量、频次明显超过合理范围，且说明的理由不合理，本机关不予处理。", REASON),
    # No article of the Regulation says so: 条例 gives access to information, not certificates of it.
    _other("reissue", _("要求确认或重新出具已获取信息"), "3.5.5", "",
           "您要求行政机关确认或者重新出具已经获取的政府信息，不属于获取政府信息，本机关不予处理。", REASON),
    _other("special_regime", _("依照特别规定办理"), "3.3.8", "第三十六条第（七）项",
           "有关法律、行政法规对您申请公开的信息的获取有特别规定，请依照该规定办理。", WHERE,
           contested=Contested.TOLD, retired=True),  # one with `inquiry`
    # A.41: records about oneself. Not requests for information: the annual report does not count them.
    _own_record("record_corrected", _("予以更正"), "经核实，您提出的更正要求成立，本机关已经更正。", OUTCOME),
    _own_record("record_forwarded", _("转送有权更正的机关"), "本机关无权更正，已转送有权更正的行政机关处理并告知您。", OUTCOME, COMPETENT),
    _own_record("record_elsewhere", _("告知向有权更正的机关提出"), "本机关无权更正，现告知您向有权更正的行政机关提出。", OUTCOME, COMPETENT),
    _own_record("record_kept", _("不予更正"), "经核实，您提出的更正要求不成立，本机关不予更正。", OUTCOME),
)  # fmt: skip

BY_CODE = {decision.code: decision for decision in DECISIONS}


def decisions_on(matter: str) -> tuple[Decision, ...]:
    """The decisions possible on a request for information, or on one to correct one's own record."""
    return tuple(decision for decision in DECISIONS if decision.matter == matter and not decision.retired)
