"""Letters between receipt and reply: consultations, reasons, delay, fee. (The notices that begin and end are in letters.)"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from interaction.replies.models import Document
from interaction.workdays.now import today
from requests_app.fees import LABELS, Tariff, calculation
from requests_app.fees import LAW as FEE_LAW
from requests_app.letters import ENDED_SERIES, EXTENSION_SERIES, REGULATION, in_words, opening, until
from requests_app.offices import write_letter
from requests_app.remedies import remedies_paragraph

if TYPE_CHECKING:
    from requests_app.models import DisclosureRequest, Fee, ThirdPartyInquiry

CONSULTATION_SERIES = "公开征"
ASSISTANCE_SERIES = "公开协"
THIRD_PARTY_SERIES = "公开第"
TOLD_SERIES = "公开知"
REASONS_SERIES = "公开理"
FEE_SERIES = "公开费"


def third_party_letter(request: "DisclosureRequest", name: str, what: str) -> Document:
    """征求第三方意见书, 条例 A.32: what is to be disclosed, 15 working days, what silence means. Names no applicant."""
    return write_letter(
        request, kind="third_party_letter", series=CONSULTATION_SERIES,
        title="征求第三方意见书", addressee=name, dated=today(),
        paragraphs=(
            f"本机关收到一件政府信息公开申请（登记编号：{request.number}），拟公开的以下内容可能涉及您（贵单位）的合法权益：",
            *what.splitlines(),
            f"根据{REGULATION}第三十二条的规定，现书面征求意见。请自收到本意见书之日起15个工作日内"
            "书面提出是否同意公开的意见；不同意公开的，请说明理由。",
            "逾期未提出意见的，由本机关依照该条例的规定决定是否公开。不同意公开且有合理理由的，本机关不予公开；"
            "但本机关认为不公开可能对公共利益造成重大影响的，可以决定予以公开，并将决定公开的内容和理由书面告知您（贵单位）。",
            *SLIP,
        ),
    )  # fmt: skip


def other_organ_letter(request: "DisclosureRequest", name: str, what: str) -> Document:
    """征求其他机关意见函, 条例 A.34: 15 working days; silence is consent."""
    return write_letter(
        request, kind="other_organ_letter", series=CONSULTATION_SERIES,
        title="征求意见函", addressee=name, dated=today(),
        paragraphs=(
            f"本机关收到一件政府信息公开申请（登记编号：{request.number}），所申请的以下信息由本机关牵头、与贵机关共同制作：",
            *what.splitlines(),
            f"根据{REGULATION}第三十四条的规定，现征求贵机关意见。请自收到本函之日起15个工作日内"
            "提出意见，逾期未提出意见的视为同意公开。",
            *SLIP,
        ),
    )  # fmt: skip


def assistance_letter(request: "DisclosureRequest", organ: str, needed: str) -> Document:
    """协办函: an organ that has a part of it is asked to help, and by when the reply is owed. Names no applicant."""
    due = f"本件应当{until(request.due_on)}答复申请人，请在此之前反馈。" if request.due_on else "请尽快反馈。"
    return write_letter(
        request, kind="assistance_letter", series=ASSISTANCE_SERIES,
        title="政府信息公开申请协办函", addressee=organ, dated=today(),
        paragraphs=(
            f"本机关收到一件政府信息公开申请（登记编号：{request.number}），办理中需要贵单位协助：",
            *needed.splitlines(),
            f"{due}需要检索、核对的，请一并写明检索的范围和结果；认为不宜公开的，请写明依据的条款和理由。",
        ),
    )  # fmt: skip


def consulting_notice(request: "DisclosureRequest", kind: str) -> Document:
    """征求意见告知书, to the applicant: others are asked, and the time it needs does not count (条例 A.33(3)). Names nobody."""
    whom, article = (
        ("第三方合法权益，依法需要征求第三方的意见", "第三十二条")
        if kind == "third_party"
        else ("其他行政机关共同制作的政府信息，依法需要征求有关机关的意见", "第三十四条")
    )
    return write_letter(
        request, kind="consulting_notice", series=TOLD_SERIES,
        title="政府信息公开申请征求意见告知书", addressee=request.party.name, dated=today(),
        paragraphs=(
            opening(request),
            f"您申请公开的信息涉及{whom}（{REGULATION}{article}）。根据该条例第三十三条第三款的规定，"
            "征求意见所需时间不计算在答复期限内。",
            "特此告知。",
        ),
    )  # fmt: skip


SLIP = ("意见回执：", "□同意公开　　□不同意公开　　理由：", "签名（盖章）：　　　　　　　　日期：")


def third_party_notice(request: "DisclosureRequest", asked: "ThirdPartyInquiry", reasons: str) -> Document:
    """告知第三方书, 条例 A.32: disclosed against its wish; the content and the reasons."""
    return write_letter(
        request, kind="third_party_notice", series=THIRD_PARTY_SERIES,
        title="政府信息公开告知第三方书", addressee=asked.name, dated=today(),
        paragraphs=(
            f"本机关于{in_words(asked.asked_on)}就一件政府信息公开申请征求您（贵单位）的意见，您（贵单位）不同意公开。",
            f"经审查，本机关决定予以公开，理由是：{reasons}",
            f"根据{REGULATION}第十五条、第三十二条的规定，决定公开的内容是：",
            *asked.what.splitlines(),
            remedies_paragraph(request.addressed_to, today(), "本告知书"),
        ),
    )  # fmt: skip


def reasons_notice(request: "DisclosureRequest", found: str, answer_by: date) -> Document:
    """说明理由通知书, 条例 A.35: the number and frequency found, until when."""
    return write_letter(
        request, kind="reasons_notice", series=REASONS_SERIES,
        title="政府信息公开申请说明理由通知书", addressee=request.party.name, dated=today(),
        paragraphs=(
            opening(request),
            "经审查，您申请公开政府信息的数量、频次明显超过合理范围：",
            *found.splitlines(),
            f"根据{REGULATION}第三十五条的规定，请您于{until(answer_by)}书面说明理由。本机关认为申请理由不合理的，"
            "告知您不予处理；理由合理但无法在规定期限内答复的，确定延迟答复的合理期限并告知您。",
        ),
    )  # fmt: skip


def delay_notice(request: "DisclosureRequest", reason: str, until: date) -> Document:
    """延迟答复告知书, 条例 A.35: the reasonable date."""
    return write_letter(
        request, kind="delay_notice", series=EXTENSION_SERIES,
        title="政府信息公开延迟答复告知书", addressee=request.party.name, dated=today(),
        paragraphs=(
            opening(request),
            f"您说明的理由本机关认为合理，但{reason.rstrip('。')}，无法在{REGULATION}第三十三条规定的期限内答复。"
            f"根据该条例第三十五条的规定，本机关确定将答复期限延迟至{in_words(until)}。",
            "特此告知。",
        ),
    )  # fmt: skip


def fee_notice(request: "DisclosureRequest", fee: "Fee") -> Document:
    """收费通知, 条例 A.42 and 国办函〔2020〕109号: basis, tariff, count, amount and its calculation, how and until when."""
    tariff = Tariff(fee.tariff)
    counted = f"本月此前已计{fee.before}件，本次计{fee.count}件" if fee.before else f"本次计{fee.count}{UNIT[tariff]}"
    return write_letter(
        request, kind="fee_notice", series=FEE_SERIES,
        title="政府信息公开信息处理费缴费通知书", addressee=request.party.name, dated=fee.noticed_on,
        paragraphs=(
            opening(request),
            f"根据{REGULATION}第四十二条和《政府信息公开信息处理费管理办法》（{FEE_LAW}）的规定，您的申请超出免费额度，"
            f"本机关决定{LABELS[tariff]}信息处理费。",
            f"计算：{counted}；{calculation(tariff, fee.before + fee.count)}"
            + (f"；扣除此前已计的{fee.before}件" if fee.before else "")
            + f"。应缴金额：{fee.yuan}元。",
            f"请自收到本通知次日起20个工作日内{f'（{until(fee.pay_by)}）' if fee.pay_by else ''}缴纳，凭登记编号缴款。缴款方式：",
            *fee.how_to_pay.splitlines(),
            "本机关自您完成缴费次日起重新计算答复期限。",
            "逾期未缴纳的，视为放弃申请，本机关不再处理该政府信息公开申请。",
            "对收费决定有异议的，可以在对不再处理决定申请行政复议或者提起行政诉讼时一并提出。",
        ),
    )  # fmt: skip


UNIT = {Tariff.ITEM: "件", Tariff.PAGE: "页"}


def unpaid_notice(request: "DisclosureRequest", fee: "Fee") -> Document:
    """不再处理告知书, 国办函〔2020〕109号: the period for payment ran out."""
    assert fee.pay_by
    return write_letter(
        request, kind="unpaid_notice", series=ENDED_SERIES,
        title="政府信息公开申请不再处理告知书", addressee=request.party.name, dated=today(),
        paragraphs=(
            opening(request),
            f"本机关于{in_words(fee.noticed_on)}向您送达收费通知，您未在{until(fee.pay_by)}缴纳信息处理费{fee.yuan}元。"
            f"根据{FEE_LAW}的规定，视为您放弃申请，本机关不再处理该政府信息公开申请。",
            remedies_paragraph(request.addressed_to, today(), "本告知书"),
        ),
    )  # fmt: skip


def reasons_mail(request: "DisclosureRequest", answer_by: date) -> tuple[str, str]:
    return _("您的信息公开申请需要说明理由"), _(
        "%(organ)s请您在 %(until)s 前就申请 %(number)s 说明理由。请凭编号和查询码在查询页面查看通知书并提交。"
    ) % _about(request, until=in_words(answer_by))


def consulting_mail(request: "DisclosureRequest") -> tuple[str, str]:
    return _("您的信息公开申请正在征求意见"), _(
        "%(organ)s就申请 %(number)s 依法征求意见，所需时间不计算在答复期限内。告知书可凭编号和查询码下载。"
    ) % _about(request)


def fee_mail(request: "DisclosureRequest", fee: "Fee") -> tuple[str, str]:
    return _("您的信息公开申请需要缴纳信息处理费"), _(
        "%(organ)s就申请 %(number)s 发出缴费通知，请自收到通知次日起 20 个工作日内缴纳。请凭编号和查询码在查询页面下载缴费通知书。"
    ) % _about(request)


def _about(request: "DisclosureRequest", **more: Any) -> dict[str, Any]:
    return {"organ": request.addressed_to.name, "number": request.number, **more}
