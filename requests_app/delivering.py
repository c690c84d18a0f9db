"""送达: what proves that a letter sent by post or handed over has arrived. (What is fetched online proves itself.)"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.casework.steps import Stage
from interaction.organs.models import Role
from interaction.replies.deliveries import unproven
from interaction.replies.models import Delivery
from interaction.workdays.current import calendar
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, DayField, LineField
from requests_app.conditions import proof_owed
from requests_app.inquiries import answer_within
from requests_app.records import Fee


class DeliveryField(forms.ModelChoiceField):
    def label_from_instance(self, delivery: Delivery) -> str:
        return f"{delivery.document.number}（{delivery.document.title}）"


class ProofForm(ActionForm):
    delivery: Any = DeliveryField(label=_("哪一份文书"), queryset=Delivery.objects.none())
    on = DayField(label=_("送达（签收）日期"), past=True)
    proof = LineField(
        label=_("送达凭证"), max_length=200,
        help_text=_("邮政企业的挂号信编号，或者签收人姓名。公文只能交邮政企业寄递（邮政法第五十五条）。"),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["delivery"].queryset = unproven(self.case)
        self.initial = {"on": today(), "delivery": unproven(self.case).first()}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("delivery") and data.get("on") and data["on"] < data["delivery"].document.dated:
            self.add_error("on", _t("送达日期不能早于文书的日期，请核对。"))
        return data


class DeliveryActions:
    """Letters on paper arrive some days after they are issued."""

    @action(_("登记送达凭证"), source=Stage.EVERY, target=None, by=(Role.INTAKE, Role.HANDLER), at="addressed_to",
            form=ProofForm, law="条例第四十五条", needs=(proof_owed,))  # fmt: skip
    def prove_delivery(self: Any, ctx: ActionContext, *, delivery: Delivery, on: date, proof: str) -> None:
        """Proof came in. Whoever was asked for an opinion has 15 working days from then (A.32, A.34), whoever owes a fee 20
        (国办函〔2020〕109号)."""
        delivery.on, delivery.proof = on, proof
        delivery.save(update_fields=["on", "proof"])
        ctx.details["document"] = delivery.document.number
        for asked in self.inquiries.filter(document=delivery.document_id, position="", answer_by__isnull=True):
            ctx.amount = answer_within(asked.kind, asked.asked_on)
            asked.answer_by = calendar().add(on, ctx.amount)
            asked.save(update_fields=["answer_by"])
            ctx.mark, ctx.on, ctx.details["ref"] = f"{asked.kind}_received", on, asked.ref
        for fee in Fee.objects.filter(case=self, document=delivery.document_id, pay_by__isnull=True):
            ctx.amount = fee.pay_within
            fee.pay_by = calendar().add(on, ctx.amount)
            fee.save(update_fields=["pay_by"])
            ctx.mark, ctx.on = "fee_received", on
