"""What the Regulation asks beside role and state, with the words of refusal. 条例 = Order 711 of the State Council."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import Condition
from interaction.replies.deliveries import ON_PAPER, unproven
from interaction.workdays.now import today
from requests_app.offices import is_reachable
from requests_app.states import State


def _payment_over(case: Any) -> bool:
    fee = getattr(case, "fee", None)
    return fee is not None and fee.pay_by is not None and fee.pay_by < today()


def _not_run_out(case: Any) -> bool:
    """Without a day the clock is held: by a letter in the post, or by what the applicant has to do."""
    return case.due_on >= today() if case.due_on else bool(case.is_open)


not_corrected_before = Condition(
    lambda case, actor: not case.correction_requested,
    _("补正只能一次性告知，本件已经要求过补正。仍不明确的，请在答复中作出“补正后申请内容仍不明确”的决定。"),
    "条例第三十条",
)
correction_overdue = Condition(
    lambda case, actor: (
        case.corrected_late
        if case.state == State.REGISTERED
        else case.correction_by is not None and case.correction_by < today()
    ),
    _("补正期限还没有届满，或者补正没有逾期，不能视为放弃。"),
    "条例第三十条",
)
abandoned_for_want_of_correction = Condition(
    lambda case, actor: case.outcome_row == "3.6.1",
    _("只有因逾期未补正而终结的申请，才能因正当理由恢复办理。"),
    "条例第三十条",
)
not_extended_before = Condition(
    lambda case, actor: not case.extended, _("答复期限只能延长一次，本件已经延长过。"), "条例第三十三条"
)
within_first_limit = Condition(
    lambda case, actor: _not_run_out(case),
    _("延期应当在原期限届满前批准并告知申请人，本件期限已经届满。"),
    "条例第三十三条",
)
within_handling_period = Condition(
    lambda case, actor: _not_run_out(case),
    _("收费通知应当在申请处理期限内发出，本件期限已经届满，不能再收费。"),
    "国办函〔2020〕109号",
)
due_day_known = Condition(
    lambda case, actor: case.due_on is not None,
    _("正在征求意见，答复期限的最后一天还不知道。请等收到意见后再确定延迟答复的日期。"),
    "条例第三十三条",
)
reasons_not_asked_before = Condition(
    lambda case, actor: case.reasons_asked_on is None, _("已经要求申请人说明理由。"), "条例第三十五条"
)
reasons_asked = Condition(
    lambda case, actor: case.reasons_asked_on is not None and not case.reasons_given,
    _("没有待说明的理由。"),
    "条例第三十五条",
)
reasons_given = Condition(
    lambda case, actor: case.reasons_given and not case.delayed,
    _("申请人说明的理由合理、无法在期限内答复的，才能确定延迟答复的合理期限。"),
    "条例第三十五条",
)
no_fee_before = Condition(
    lambda case, actor: not case.charged, _("已经发出过收费通知，一件申请只收费一次。"), "国办函〔2020〕109号"
)
payment_overdue = Condition(
    lambda case, actor: _payment_over(case),
    _("缴费期限还没有届满。通知在邮寄途中的，登记送达凭证后才知道期限。"),
    "国办函〔2020〕109号",
)
proof_owed = Condition(
    lambda case, actor: (case.consulted or case.way in ON_PAPER) and unproven(case).exists(),
    _("没有待登记凭证的送达。"),
)
opinion_pending = Condition(
    lambda case, actor: case.consulted and case.inquiries.filter(position="").exists(),
    _("没有待收回的意见。"),
    "条例第三十二条、第三十四条",
)
no_opinion_pending = Condition(
    lambda case, actor: not (case.consulted and case.inquiries.filter(position="").exists()),
    _("还有没有收回的意见。请登记反馈意见，或者期限届满后登记逾期未反馈，再签发。"),
    "条例第三十二条、第三十四条",
)
opinion_overdue = Condition(
    lambda case, actor: case.consulted and case.inquiries.filter(position="", answer_by__lt=today()).exists(),
    _("征求意见的期限还没有届满，或者还没有登记对方收到的凭证：没有收到，就谈不上逾期未反馈。"),
    "条例第三十二条、第三十四条",
)
# A letter that names nobody leaves the limit open for a year (行政复议法 A.20(3)): then there is none.
recourse_named = Condition(
    lambda case, actor: not case.addressed_to.lacks_recourse,
    _("受理机关还没有登记行政复议机关、管辖法院或者复议申请的互联网渠道，不能作出决定。请系统管理员在系统设置的“单位”中补全以后再办。"),
    "行政复议法第二十条、第二十二条",
)  # fmt: skip
# Whoever gets a letter can write back, call and be helped (条例 A.30); the receipt alone is given without.
office_reachable = Condition(
    lambda case, actor: is_reachable(case.addressed_to),
    _("受理机关没有公布公开指南，也没有登记办公地址和电话，文书写不出怎样联系。请系统管理员在系统设置的“单位”中补全以后再办。"),
    "条例第四条、第十二条",
)  # fmt: skip
wish_allows_publication = Condition(lambda case, actor: case.public_wish, _("申请人不同意公开本件答复。"))


def standing_remedies(case: Any) -> Any:
    """Those of a case's remedies that were not noted by mistake."""
    return case.remedies.filter(taken_back_on__isnull=True)


remedy_pending = Condition(
    lambda case, actor: case.remedied and standing_remedies(case).filter(result="pending").exists(),
    _("没有尚未审结的行政复议或者行政诉讼。"),
)
remedy_decided = Condition(
    lambda case, actor: case.remedied and standing_remedies(case).exclude(result="pending").exists(),
    _("没有已经登记结果的行政复议或者行政诉讼。"),
)
remedy_noted = Condition(
    lambda case, actor: case.remedied and standing_remedies(case).exists(),
    _("没有登记在案的行政复议或者行政诉讼。"),
)
