"""The information processing fee: 条例 A.42, 国办函〔2020〕109号."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.casework.steps import mine_or_nobodys
from interaction.organs.models import Role
from interaction.replies.documents import deliver
from interaction.workdays.current import calendar
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField
from requests_app import interim_letters
from requests_app.conditions import (
    ON_PAPER,
    no_fee_before,
    office_reachable,
    payment_overdue,
    recourse_named,
    within_handling_period,
)
from requests_app.duplicates import requests_this_month
from requests_app.fees import LABELS, LAW, UNITS, Tariff
from requests_app.law.in_force import law_on
from requests_app.records import Fee
from requests_app.states import State


class FeeForm(ActionForm):
    tariff = forms.ChoiceField(
        label=_("计收方式"), choices=[(str(one), LABELS[one]) for one in Tariff], widget=forms.RadioSelect,
        help_text=_("两种方式择一，不能同时采用。按量计收只适用于提供纸质件或者电子件。"),
    )  # fmt: skip
    count = forms.IntegerField(label=_("件数（可拆分计算）或者页数"), min_value=1, max_value=100_000)
    how_to_pay = TextField(
        label=_("怎样缴费（写入通知书）"), max_length=300,
        help_text=_("写明收款单位、账号或者缴款码、可以缴费的网点或者网址。"),
    )  # fmt: skip

    def prepare(self) -> None:
        before, law = requests_this_month(self.case), law_on(today())
        item, page = law.scale(Tariff.ITEM), law.scale(Tariff.PAGE)
        last = Fee.objects.filter(case__addressed_to=self.case.addressed_to).order_by("-pk").first()
        self.initial = {"tariff": str(Tariff.ITEM), "count": 1, "how_to_pay": last.how_to_pay if last else ""}
        self.fields["count"].help_text = _(
            "每个申请人每月前 %(item)s 件、每件申请前 %(page)s 页免费。该申请人收到本件的当月此前已有 %(before)s 件，"
            "本件是第 %(this)s 件；一件申请含多项内容的，可以拆分计算。"
        ) % {
            "item": item.free if item else 0, "page": page.free if page else 0, "before": before, "this": before + 1,
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.errors:
            return data
        tariff = Tariff(data["tariff"])
        before = requests_this_month(self.case) if tariff is Tariff.ITEM else 0
        data["before"], scale = before, law_on(today()).scale(tariff)
        if scale is None:
            self.add_error("count", _("收费办法还没有施行，不能收费（%(law)s）。") % {"law": LAW})
            return data
        data["yuan"] = scale.marginal(before, data["count"])
        if data["yuan"] == 0:
            self.add_error(
                "count",
                _("在免费额度内（%(free)s%(unit)s以内），不应收费（%(law)s）。")
                % {"free": scale.free, "unit": UNITS[tariff], "law": LAW},
            )
        return data


class PaymentForm(ActionForm):
    paid_on = DayField(label=_("缴费日期"), past=True)
    voucher = LineField(label=_("缴费凭证号"), max_length=60)

    def prepare(self) -> None:
        self.fields["paid_on"].initial = today()


class FeeActions:
    """Charging for what goes beyond the free quota."""

    @action(_("发收费通知"), source=State.HANDLING, target=State.AWAITING_PAYMENT, by=Role.HANDLER, form=FeeForm,
            law=f"条例第四十二条、{LAW}", mark="fee_noticed", needs=(mine_or_nobodys, no_fee_before, within_handling_period, office_reachable),
            public_label=_("收费通知"))  # fmt: skip
    def notice_fee(
        self: Any, ctx: ActionContext, *, tariff: str, count: int, before: int, how_to_pay: str, yuan: int
    ) -> None:
        """Basis, tariff, amount with its calculation, how and until when to pay; the clock waits for the payment.

        The notice bears the day of its issue. The days to pay run from its receipt: of a letter on paper that day is known
        when its proof comes in (`prove_delivery`).
        """
        on_paper = self.way in ON_PAPER
        ctx.mark = "fee_posted" if on_paper else ctx.mark
        fee = Fee(
            case=self, tariff=tariff, count=count, before=before, yuan=yuan, noticed_on=ctx.on, how_to_pay=how_to_pay
        )
        ctx.amount = fee.pay_within
        fee.pay_by = None if on_paper else calendar().add(ctx.on, ctx.amount)
        fee.document = interim_letters.fee_notice(self, fee)
        fee.save()
        self.charged = True
        deliver(fee.document, method=self.way, on=ctx.on)
        ctx.details |= {"document": fee.document.number, "yuan": yuan}
        ctx.tell_party(*interim_letters.fee_mail(self, fee))

    @action(_("登记缴费"), source=State.AWAITING_PAYMENT, target=State.HANDLING, by=(Role.INTAKE, Role.HANDLER),
            form=PaymentForm, law=LAW, mark="fee_paid", main=True, public_label=_("已缴费，重新计算答复期限"))  # fmt: skip
    def record_payment(self: Any, ctx: ActionContext, *, paid_on: date, voucher: str) -> None:
        """Paid: the handling period starts anew from the day after."""
        self.fee.paid_on = ctx.on = paid_on
        self.fee.save()

    @action(_("逾期未缴费，不再处理"), source=State.AWAITING_PAYMENT, target=State.ABANDONED, by=(Role.INTAKE, Role.HANDLER),
            law=LAW, mark="abandoned", needs=(payment_overdue, recourse_named, office_reachable),
            public_label=_("逾期未缴费，视为放弃申请"))  # fmt: skip
    def end_unpaid(self: Any, ctx: ActionContext) -> None:
        """Twenty working days from the day after the notice, and no payment: handled no further."""
        document = interim_letters.unpaid_notice(self, self.fee)
        deliver(document, method=self.way, on=ctx.on)
        ctx.details["document"] = document.number
        self.settle_undecided("unpaid", ctx.on)
