"""Asking third parties (条例 A.32) and other organs (A.34): several at once, some working days each, not counted (A.33(3))."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.casework.steps import mine_or_nobodys
from interaction.limits.configured import in_force
from interaction.organs.models import Organ, Role
from interaction.replies.documents import deliver, send_to
from interaction.replies.models import Delivery
from interaction.workdays.current import calendar
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField
from requests_app import interim_letters
from requests_app.conditions import office_reachable, opinion_overdue, opinion_pending
from requests_app.states import State


def _method() -> forms.ChoiceField:
    methods = [one for one in Delivery.Method.choices if one[0] != Delivery.Method.PORTAL]
    return forms.ChoiceField(label=_("送达方式"), choices=methods, initial=Delivery.Method.POST, required=False)


class ThirdPartyForm(ActionForm):
    """Whom to ask, and about what. The letter names no applicant."""

    name = LineField(label=_("第三方姓名（名称）"), max_length=60)
    contact = LineField(label=_("联系方式"), max_length=120, help_text=_("电话或者通信地址，加密保存。"))
    what = TextField(label=_("拟公开的内容"), max_length=2000, help_text=_("写明可能涉及其权益的部分。"))
    method = _method()

    def clean_method(self) -> str:
        return self.cleaned_data["method"] or Delivery.Method.POST


class OtherOrganForm(ActionForm):
    name = LineField(label=_("被征求意见的机关"), max_length=60)
    what = TextField(label=_("拟公开的内容"), max_length=2000)
    method = _method()

    def clean_method(self) -> str:
        return self.cleaned_data["method"] or Delivery.Method.POST


class _OpinionForm(ActionForm):
    consultation: Any = forms.ModelChoiceField(label=_("征求意见的对象"), queryset=None)

    def prepare(self) -> None:
        self.fields["consultation"].queryset = self.pending()
        self.fields["consultation"].initial = self.pending().first()

    def pending(self) -> Any:
        return self.case.inquiries.filter(position="")


class AnswerForm(_OpinionForm):
    position = forms.ChoiceField(
        label=_("意见"), choices=(("agrees", _("同意公开")), ("objects", _("不同意公开"))), widget=forms.RadioSelect
    )
    answered_on = DayField(label=_("收到意见的日期"), past=True)
    reasons = TextField(label=_("理由（不同意的必须填写）"), required=False, max_length=2000)

    def prepare(self) -> None:
        super().prepare()
        self.fields["answered_on"].initial = today()

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("position") == "objects" and not data.get("reasons"):
            self.add_error("reasons", _("不同意公开的，请填写其理由（条例第三十二条）。"))
        asked = data.get("consultation")
        if asked and data.get("answered_on") and data["answered_on"] < asked.asked_on:
            self.add_error("answered_on", _("收到意见不能早于发出征求意见的日期。"))
        return data


class SilenceForm(_OpinionForm):
    def pending(self) -> Any:
        return super().pending().filter(answer_by__lt=today())


def answer_within(kind: str, on: date) -> int:
    """Return the working days that whoever is asked on a day has for the answer (条例 A.32, A.34), as the letter tells them."""
    return in_force(f"disclosure.{kind}", on).length


class InquiryActions:
    """Asking others before a decision."""

    def when_assist_asked(self: Any, ctx: ActionContext, organ: Organ, note: str) -> None:
        """An organ that holds a part of it is asked in writing (协办函), within the office's own network."""
        document = interim_letters.assistance_letter(self, organ.name, note)
        send_to(document, organ.name, method=Delivery.Method.PORTAL, on=ctx.on)
        ctx.details.setdefault("documents", []).append(document.number)

    @action(_("征求第三方意见"), source=State.HANDLING, target=None, by=Role.HANDLER, form=ThirdPartyForm,
            law="条例第三十二条", mark="third_party_asked", needs=(mine_or_nobodys, office_reachable),
            public_label=_("依法征求第三方意见，所需时间不计入答复期限"))  # fmt: skip
    def consult_third_party(self: Any, ctx: ActionContext, *, name: str, contact: str, what: str, method: str) -> None:
        """In writing; the third party has 15 working days from receiving the letter, which only its proof tells."""
        self._consult(ctx, "third_party", method, name=name, contact=contact, what=what)

    @action(_("征求其他机关意见"), source=State.HANDLING, target=None, by=Role.HANDLER, form=OtherOrganForm,
            law="条例第三十四条", mark="other_organ_asked", needs=(mine_or_nobodys, office_reachable),
            public_label=_("依法征求其他机关意见，所需时间不计入答复期限"))  # fmt: skip
    def consult_organ(self: Any, ctx: ActionContext, *, name: str, what: str, method: str) -> None:
        """Jointly produced: the lead organ asks the others, who have 15 working days; silence is consent."""
        self._consult(ctx, "other_organ", method, name=name, what=what)

    def _consult(self: Any, ctx: ActionContext, kind: str, method: str, **said: str) -> None:
        in_the_post = method == Delivery.Method.POST
        ctx.amount = answer_within(kind, ctx.on)
        answer_by = None if in_the_post else calendar().add(ctx.on, ctx.amount)
        ctx.mark = f"{kind}_posted" if in_the_post else ctx.mark
        letter = interim_letters.third_party_letter if kind == "third_party" else interim_letters.other_organ_letter
        document = letter(self, said["name"], said["what"], ctx.amount)
        send_to(document, said["name"], method=method, on=ctx.on)
        asked = self.inquiries.create(kind=kind, asked_on=ctx.on, answer_by=answer_by, document=document, **said)
        self.consulted = True
        told = interim_letters.consulting_notice(self, kind)
        deliver(told, method=self.way, on=ctx.on)
        ctx.tell_party(*interim_letters.consulting_mail(self))
        ctx.details |= {"ref": asked.ref, "document": document.number}
        if answer_by:
            ctx.details["answer_by"] = answer_by.isoformat()

    @action(_("登记反馈意见"), source=(State.HANDLING, State.REVIEWING), target=None, by=Role.HANDLER, form=AnswerForm,
            law="条例第三十二条、第三十四条", needs=(opinion_pending,))  # fmt: skip
    def record_opinion(
        self: Any, ctx: ActionContext, *, consultation: Any, position: str, answered_on: date, reasons: str
    ) -> None:
        """The answer came in: the clock runs on from that day."""
        consultation.position, consultation.answered_on, consultation.reasons = position, answered_on, reasons
        consultation.save()
        ctx.mark, ctx.on = f"{consultation.kind}_answered", answered_on
        ctx.details["ref"] = consultation.ref

    @action(_("逾期未反馈"), source=(State.HANDLING, State.REVIEWING), target=None, by=Role.HANDLER, form=SilenceForm,
            law="条例第三十二条、第三十四条", needs=(opinion_overdue,))  # fmt: skip
    def record_silence(self: Any, ctx: ActionContext, *, consultation: Any) -> None:
        """Silent: another organ consents by law (A.34); for a third party the organ decides itself (A.32)."""
        consultation.position = "silent"
        consultation.save()
