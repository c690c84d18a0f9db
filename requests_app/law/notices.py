"""What the notices of a disclosure desk say by law: paragraphs with places that are filled in, one line each. Plain Python."""

from datetime import date

from requests_app.law.provisions import Provision, Strength

_REGULATION, _SINCE = "《中华人民共和国政府信息公开条例》", date(2019, 5, 15)
_FEES, _FEES_SINCE = "国办函〔2020〕109号", date(2021, 1, 1)


def _notice(code: str, about: str, article: str, *lines: str) -> Provision:
    return Provision(f"notice.{code}", about, "\n".join(lines), f"条例{article}", "条例原文", Strength.TEXT, _SINCE)


def _of_fees(code: str, about: str, *lines: str) -> Provision:
    return Provision(
        f"notice.{code}",
        about,
        "\n".join(lines),
        f"条例第四十二条、{_FEES}",
        "条例原文；文件摘录",
        Strength.SECONDARY,
        _FEES_SINCE,
    )


NOTICES = (
    _notice("received", "登记回执：答复期限", "第三十三条",
            f"答复期限：%(until)s（{_REGULATION}第三十三条）。需要补正、征求意见或者延长期限的，另行告知。"),
    _notice("correction", "补正告知书：要补正什么", "第三十条",
            f"经审查，您的申请内容不够明确。根据{_REGULATION}第三十条的规定，请您就以下事项作出补正："),
    _notice("correction_until", "补正告知书：怎样补正，逾期怎么办", "第三十条",
            "请于%(until)s将补正内容在网上提交（凭登记编号和查询码），或者当面、邮寄提交给%(office)s。"
            "不清楚怎样补正的，可以按下面的联系方式咨询，本机关给予指导。本机关自收到补正的申请之日起计算答复期限。"
            "无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请。"),
    _notice("abandoned", "不再处理告知书：逾期不补正", "第三十条",
            f"根据{_REGULATION}第三十条的规定，视为您放弃申请，本机关不再处理该政府信息公开申请。"),
    _notice("extension", "延期答复告知书：最迟哪一天答复", "第三十三条第二款、第三款",
            f"因%(reason)s，无法在法定期限内作出答复。根据{_REGULATION}第三十三条第二款的规定，"
            "经本机关政府信息公开工作机构负责人同意，延长答复期限%(extended)s，将于%(until)s作出答复；"
            "此后依法征求意见的，所需时间不计算在内（第三十三条第三款）。"),
    _notice("extension_asking", "延期答复告知书：正在征求意见的", "第三十三条第二款、第三款",
            f"因%(reason)s，无法在法定期限内作出答复。根据{_REGULATION}第三十三条第二款的规定，"
            "经本机关政府信息公开工作机构负责人同意，延长答复期限%(extended)s，正在依法征求意见，"
            "所需时间不计算在期限内（第三十三条第三款）；收到意见后继续计算，本机关在延长后的期限内答复。"),
    _notice("third_party", "征求第三方意见书", "第三十二条",
            f"根据{_REGULATION}第三十二条的规定，现书面征求意见。请自收到本意见书之日起%(within)s内"
            "书面提出是否同意公开的意见；不同意公开的，请说明理由。",
            "逾期未提出意见的，由本机关依照该条例的规定决定是否公开。不同意公开且有合理理由的，本机关不予公开；"
            "但本机关认为不公开可能对公共利益造成重大影响的，可以决定予以公开，并将决定公开的内容和理由书面告知您（贵单位）。"),
    _notice("other_organ", "征求意见函", "第三十四条",
            f"根据{_REGULATION}第三十四条的规定，现征求贵机关意见。请自收到本函之日起%(within)s内"
            "提出意见，逾期未提出意见的视为同意公开。"),
    _notice("asking_third_party", "征求意见告知书：第三方", "第三十二条、第三十三条第三款",
            f"您申请公开的信息涉及第三方合法权益，依法需要征求第三方的意见（{_REGULATION}第三十二条）。"
            "根据该条例第三十三条第三款的规定，征求意见所需时间不计算在答复期限内。"),
    _notice("asking_other_organ", "征求意见告知书：其他机关", "第三十三条第三款、第三十四条",
            f"您申请公开的信息涉及其他行政机关共同制作的政府信息，依法需要征求有关机关的意见（{_REGULATION}第三十四条）。"
            "根据该条例第三十三条第三款的规定，征求意见所需时间不计算在答复期限内。"),
    _notice("disclosed_against", "告知第三方书：不顾第三方不同意而公开", "第十五条、第三十二条",
            f"根据{_REGULATION}第十五条、第三十二条的规定，决定公开的内容是："),
    _notice("reasons", "说明理由通知书", "第三十五条",
            f"根据{_REGULATION}第三十五条的规定，请您于%(until)s书面说明理由。本机关认为申请理由不合理的，"
            "告知您不予处理；理由合理但无法在规定期限内答复的，确定延迟答复的合理期限并告知您。"),
    _notice("delay", "延迟答复告知书", "第三十五条",
            f"您说明的理由本机关认为合理，但%(reason)s，无法在{_REGULATION}第三十三条规定的期限内答复。"
            "根据该条例第三十五条的规定，本机关确定将答复期限延迟至%(until)s。"),
    _of_fees("fee", "缴费通知书：依据",
             f"根据{_REGULATION}第四十二条和《政府信息公开信息处理费管理办法》（{_FEES}）的规定，您的申请超出免费额度，"
             "本机关决定%(reason)s信息处理费。"),
    _of_fees("fee_within", "缴费通知书：期限", "请自收到本通知次日起%(within)s内%(until)s缴纳，凭登记编号缴款。缴款方式："),
    _of_fees("fee_after", "缴费通知书：缴费以后，逾期怎么办",
             "本机关自您完成缴费次日起重新计算答复期限。",
             "逾期未缴纳的，视为放弃申请，本机关不再处理该政府信息公开申请。",
             "对收费决定有异议的，可以在对不再处理决定申请行政复议或者提起行政诉讼时一并提出。"),
    _of_fees("unpaid", "不再处理告知书：逾期不缴费",
             f"根据{_FEES}的规定，视为您放弃申请，本机关不再处理该政府信息公开申请。"),
)  # fmt: skip
