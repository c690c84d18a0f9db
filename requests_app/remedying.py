"""After the reply: reconsideration (行政复议) and litigation (行政诉讼), for table 4 of the annual report (条例 A.50, 51)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.organs.models import Role
from interaction.replies.drafting import signed
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField
from requests_app.conditions import remedy_decided, remedy_noted, remedy_pending, standing_remedies
from requests_app.decisions import BY_CODE
from requests_app.letters import grounds_of
from requests_app.remedies import goes_first_to_reconsideration
from requests_app.states import CONTESTABLE

KINDS = (
    ("reconsideration", _("行政复议")),
    ("litigation_direct", _("行政诉讼（未经复议直接起诉）")),
    ("litigation_after", _("行政诉讼（复议后起诉）")),
)
RESULTS = (("upheld", _("结果维持")), ("corrected", _("结果纠正")), ("other", _("其他结果")))


class RemedyForm(ActionForm):
    kind = forms.ChoiceField(label=_("救济途径"), choices=KINDS)
    filed_on = DayField(label=_("收到复议、应诉通知的日期"), past=True)
    body = LineField(label=_("复议机关（法院）和案号"), max_length=120)
    remark = TextField(
        label=_("应当先复议而直接起诉的说明"), max_length=500, required=False,
        help_text=_("答复应当先申请行政复议、申请人直接起诉的必填：法院为什么受理，本机关怎样答辩。其他情形不填。"),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["filed_on"].initial = today()

    def clean(self) -> dict[str, Any]:
        """A court that took a case which had to go to reconsideration first is told apart, and why."""
        data = self.cleaned_data
        if data.get("kind") == "litigation_direct" and not data.get("remark") and had_to_be_reconsidered(self.case):
            self.add_error(
                "remark",
                _(
                    "这份答复应当先申请行政复议（行政复议法第二十三条）。登记直接起诉的，请说明情况；登记错了的，请改选救济途径。"
                ),
            )
        return data


def had_to_be_reconsidered(request: Any) -> bool:
    """Whether the reply that stands is one against which reconsideration comes first, by the law of its day."""
    decision, on = BY_CODE.get(request.decision), request.replied_on
    if decision is None or on is None:
        return False
    reply = request.documents.filter(kind="reply").order_by("-pk").first()
    draft = signed(request)
    return goes_first_to_reconsideration(decision, grounds_of(draft) if draft else (), reply.dated if reply else on)


class RemedyResultForm(ActionForm):
    remedy: Any = forms.ModelChoiceField(label=_("哪一件"), queryset=None)
    result = forms.ChoiceField(label=_("结果"), choices=RESULTS)
    decided_on = DayField(label=_("收到决定（判决）的日期"), past=True)

    def prepare(self) -> None:
        open_ones = standing_remedies(self.case).filter(result="pending")
        self.fields["remedy"].queryset = open_ones
        self.initial = {"remedy": open_ones.first(), "decided_on": today()}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        remedy = data.get("remedy")
        if remedy and data.get("decided_on") and data["decided_on"] < remedy.filed_on:
            self.add_error("decided_on", _("结果的日期不能早于立案的日期。"))
        return data


class RemedyCorrectionForm(RemedyResultForm):
    reason = TextField(label=_("更正理由"), max_length=500)

    def prepare(self) -> None:
        decided = standing_remedies(self.case).exclude(result="pending")
        self.fields["remedy"].queryset = decided
        one = decided.first()
        self.initial = {"remedy": one, "result": one.result, "decided_on": one.decided_on} if one else {}


class RemedyMistakeForm(ActionForm):
    remedy: Any = forms.ModelChoiceField(label=_("哪一件"), queryset=None)
    reason = TextField(label=_("为什么撤销登记"), max_length=500, help_text=_("例如登记了两次、登记到了别的办件。"))

    def prepare(self) -> None:
        self.fields["remedy"].queryset = standing_remedies(self.case)


class RemedyActions:
    """When the applicant contests what was decided."""

    @action(_("登记复议、诉讼"), source=CONTESTABLE, target=None, by=(Role.INTAKE, Role.HANDLER), at="addressed_to",
            form=RemedyForm, law="条例第五十一条")  # fmt: skip
    def record_remedy(self: Any, ctx: ActionContext, *, kind: str, filed_on: date, body: str, remark: str) -> None:
        """The organ was told that its decision is contested."""
        self.remedied = True
        self.remedies.create(kind=kind, filed_on=filed_on, body=body)

    @action(_("登记复议、诉讼结果"), source=CONTESTABLE, target=None, by=(Role.INTAKE, Role.HANDLER), at="addressed_to",
            form=RemedyResultForm, law="条例第五十条", needs=(remedy_pending,))  # fmt: skip
    def record_remedy_result(self: Any, ctx: ActionContext, *, remedy: Any, result: str, decided_on: date) -> None:
        """Upheld, corrected, or ended otherwise."""
        remedy.result, remedy.decided_on = result, decided_on
        remedy.save()

    @action(_("更正复议、诉讼结果"), source=CONTESTABLE, target=None, by=(Role.INTAKE, Role.HANDLER), at="addressed_to",
            form=RemedyCorrectionForm, law="条例第五十条", needs=(remedy_decided,))  # fmt: skip
    def correct_remedy_result(
        self: Any, ctx: ActionContext, *, remedy: Any, result: str, decided_on: date, reason: str
    ) -> None:
        """A result that was noted wrongly: what stood there before stays in the event."""
        ctx.details["before"] = {"result": remedy.result, "decided_on": remedy.decided_on.isoformat()}
        remedy.result, remedy.decided_on = result, decided_on
        remedy.save()

    @action(_("撤销复议、诉讼登记"), source=CONTESTABLE, target=None, by=(Role.INTAKE, Role.HANDLER), at="addressed_to",
            form=RemedyMistakeForm, law="条例第五十条", needs=(remedy_noted,))  # fmt: skip
    def take_back_remedy(self: Any, ctx: ActionContext, *, remedy: Any, reason: str) -> None:
        """What was noted by mistake: it stays known with the reason, and no table counts it."""
        remedy.taken_back_on = ctx.on
        remedy.save()
