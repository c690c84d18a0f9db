"""Letters between receipt and reply: consultations, reasons, delay, fee. (The notices that begin and end are in letters.)"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from interaction.limits.rules import Unit
from interaction.replies.models import Document
from interaction.workdays.now import today
from requests_app.fees import LABELS, UNITS, Tariff
from requests_app.law.in_force import law_on
from requests_app.letters import ENDED_SERIES, EXTENSION_SERIES, in_words, opening, said, until
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


def third_party_letter(request: "DisclosureRequest", name: str, what: str, within: int) -> Document:
    """征求第三方意见书, 条例 A.32: what is to be disclosed, how long it has for an answer, what silence means. Names no applicant."""
    return write_letter(
        request, kind="third_party_letter", series=CONSULTATION_SERIES,
        title="征求第三方意见书", addressee=name, dated=today(),
        paragraphs=(
            f"本机关收到一件政府信息公开申请（登记编号：{request.number}），拟公开的以下内容可能涉及您（贵单位）的合法权益：",
            *what.splitlines(),
            *said("third_party", within=Unit.WORKDAY.of(within)),
            *SLIP,
        ),
    )  # fmt: skip


def other_organ_letter(request: "DisclosureRequest", name: str, what: str, within: int) -> Document:
    """征求其他机关意见函, 条例 A.34: how long it has for an answer; silence is consent."""
    return write_letter(
        request, kind="other_organ_letter", series=CONSULTATION_SERIES,
        title="征求意见函", addressee=name, dated=today(),
        paragraphs=(
            f"本机关收到一件政府信息公开申请（登记编号：{request.number}），所申请的以下信息由本机关牵头、与贵机关共同制作：",
            *what.splitlines(),
            *said("other_organ", within=Unit.WORKDAY.of(within)),
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
    return write_letter(
        request, kind="consulting_notice", series=TOLD_SERIES,
        title="政府信息公开申请征求意见告知书", addressee=request.party.name, dated=today(),
        paragraphs=(
            opening(request),
            *said(f"asking_{kind}"),
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
            *said("disclosed_against"),
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
            *said("reasons", until=until(answer_by)),
        ),
    )  # fmt: skip


def delay_notice(request: "DisclosureRequest", reason: str, until: date) -> Document:
    """延迟答复告知书, 条例 A.35: the reasonable date."""
    return write_letter(
        request, kind="delay_notice", series=EXTENSION_SERIES,
        title="政府信息公开延迟答复告知书", addressee=request.party.name, dated=today(),
        paragraphs=(
            opening(request),
            *said("delay", reason=reason.rstrip("。"), until=f"{in_words(until)}（含当日）"),
            "特此告知。",
        ),
    )  # fmt: skip


def fee_notice(request: "DisclosureRequest", fee: "Fee") -> Document:
    """收费通知, 条例 A.42 and 国办函〔2020〕109号: basis, tariff, count, amount and its calculation, how and until when."""
    tariff = Tariff(fee.tariff)
    scale = law_on(fee.noticed_on).scale(tariff)
    assert scale
    counted = f"本月此前已计{fee.before}件，本次计{fee.count}件" if fee.before else f"本次计{fee.count}{UNITS[tariff]}"
    return write_letter(
        request, kind="fee_notice", series=FEE_SERIES,
        title="政府信息公开信息处理费缴费通知书", addressee=request.party.name, dated=fee.noticed_on,
        paragraphs=(
            opening(request),
            *said("fee", reason=LABELS[tariff]),
            f"计算：{counted}；{scale.calculation(fee.before + fee.count)}"
            + (f"；扣除此前已计的{fee.before}件" if fee.before else "")
            + f"。应缴金额：{fee.yuan}元。",
            *said("fee_within", within=Unit.WORKDAY.of(fee.pay_within), until=f"（{until(fee.pay_by)}）" if fee.pay_by else ""),
            *fee.how_to_pay.splitlines(),
            *said("fee_after"),
        ),
    )  # fmt: skip


def unpaid_notice(request: "DisclosureRequest", fee: "Fee") -> Document:
    """不再处理告知书, 国办函〔2020〕109号: the period for payment ran out."""
    assert fee.pay_by
    return write_letter(
        request, kind="unpaid_notice", series=ENDED_SERIES,
        title="政府信息公开申请不再处理告知书", addressee=request.party.name, dated=today(),
        paragraphs=(
            opening(request),
            f"本机关于{in_words(fee.noticed_on)}发出收费通知，您未在{until(fee.pay_by)}缴纳信息处理费{fee.yuan}元。{''.join(said('unpaid'))}",
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
        "%(organ)s就申请 %(number)s 发出缴费通知，请自收到通知次日起 %(within)s内缴纳。请凭编号和查询码在查询页面下载缴费通知书。"
    ) % _about(request, within=Unit.WORKDAY.apart(fee.pay_within))


def _about(request: "DisclosureRequest", **more: Any) -> dict[str, Any]:
    return {"organ": request.addressed_to.name, "number": request.number, **more}
