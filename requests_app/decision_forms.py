"""What the decision and what follows it ask for: the draft, delivery, publication."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.attachments import AttachmentsField
from interaction.casework.models import Attachment
from interaction.publicity.publishing import PublishForm
from interaction.replies.drafting import latest
from interaction.replies.models import Delivery, Draft
from interaction.workdays.now import today
from interaction.workflow.forms import SHORT, ActionForm, DayField, LineField, TextField
from requests_app.decisions import BY_CODE, PUBLIC_INTEREST, Decision, Particular, decisions_on


class DraftForm(ActionForm):
    """The decision, and just what that decision must say."""

    decision = forms.ChoiceField(label=_("决定类型"), help_text=_("选定后，下面只列出这种决定必须写明的内容。"))
    body = TextField(
        label=_("答复正文"),
        max_length=20000,
        help_text=_("写明查明的事实和公开的内容；依据和救济途径自动写入。"),
    )
    keep: Any = forms.ModelMultipleChoiceField(
        label=_("上一稿的文件，继续随答复提供的打勾"), queryset=Attachment.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    attachments = AttachmentsField(
        handed_on=True,
        label=_("随答复提供给申请人的文件"),
        help_text=_("所公开的信息本身。最多 5 个，每个不超过 10 MB；送达时申请人可以下载，名称列入答复书。"),
    )
    shaped_by = "decision"

    def prepare(self) -> None:
        before = latest(self.case)
        kept = {"decision": before.decision, "body": before.body, **before.particulars} if before else {}
        self.initial = {**kept, **self.initial}
        possible = decisions_on(self.case.matter)
        self.fields["decision"].choices = [("", _("请选择")), *((one.code, one.label) for one in possible)]
        for particular in self._asked():
            self.fields[particular.name] = self._field(particular)
            if particular.choices and isinstance(self.initial.get(particular.name), str):
                self.initial[particular.name] = self.initial[particular.name].split()
        self._offer_files_of(before)
        self.order_fields(["decision", "body", *(one.name for one in self._asked()), "keep", "attachments"])

    def _field(self, particular: Particular) -> forms.Field:
        label = particular.label if self._must(particular) else _t("%s（可不填）") % particular.label
        if particular.choices:
            return forms.MultipleChoiceField(
                label=label, help_text=particular.help, required=False, choices=list(particular.choices.items()),
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        longest = 5000 if particular.required else SHORT
        return TextField(label=label, help_text=particular.help, required=False, max_length=longest)

    def _offer_files_of(self, before: Draft | None) -> None:
        files = before.files.order_by("added_at", "position", "pk") if before else None
        if files:
            self.fields["keep"].queryset = self.fields["keep"].initial = files
            self.fields["keep"].label_from_instance = lambda file: file.name
        else:
            del self.fields["keep"]

    def _decision(self) -> Decision | None:
        code = self.data.get("decision", "") if self.is_bound else self.initial.get("decision", "")
        found = BY_CODE.get(code)
        return found if found in decisions_on(self.case.matter) else None

    def _asked(self) -> tuple[Particular, ...]:
        decision = self._decision()
        if decision is None:
            return ()
        return (*decision.particulars, *((PUBLIC_INTEREST,) if decision.discloses and self._objected() else ()))

    def _must(self, particular: Particular) -> bool:
        """In a partial disclosure, what the third party objected to may be the part withheld (A.37)."""
        if particular is PUBLIC_INTEREST:
            decision = self._decision()
            return decision is not None and not decision.withholds_part
        return particular.required

    def _third_parties(self) -> Any:
        return self.case.inquiries.filter(kind="third_party")

    def _objected(self) -> bool:
        return self.case.consulted and self._third_parties().filter(position="objects").exists()

    def clean(self) -> dict[str, Any]:
        data, decision = self.cleaned_data, self._decision()
        for particular in self._asked():
            if particular.choices:
                data[particular.name] = " ".join(data.get(particular.name) or ())
            if decision and self._must(particular) and not data.get(particular.name):
                self.add_error(
                    particular.name,
                    _("“%(decision)s”必须写明%(field)s（%(law)s）。")
                    % {"decision": decision.label, "field": particular.label, "law": particular.law or decision.source},
                )
        if decision:
            self._check_way_there(decision)
        if decision and decision.code == "disclosed":
            self._check_given()
        return data

    def _check_given(self) -> None:
        """A.36(2): the information, or how, where and when it is given."""
        data = self.cleaned_data
        if not (data.get("attachments") or data.get("keep") or data.get("provision")) and not self.errors:
            words = _t(
                "请随答复提供信息文件，或者写明提供的方式、途径和时间；信息写在正文里的，写“见正文”（条例第三十六条第二项）。"
            )
            self.add_error("provision", words)

    def _check_way_there(self, decision: Decision) -> None:
        """Some decisions presuppose a step."""
        if decision.code == "still_unclear" and not self.case.correction_requested:
            self.add_error("decision", _t("没有要求过补正的，不能作出“补正后仍不明确”的决定（条例第三十条）。"))
        if decision.code == "excessive" and self.case.reasons_asked_on is None:
            self.add_error("decision", _t("应当先要求申请人说明理由，才能作出这一决定（条例第三十五条）。"))
        elif decision.code == "excessive" and self._may_still_give_reasons():
            self.add_error("decision", _t("申请人说明理由的期限还没有届满，不能作出这一决定（条例第三十五条）。"))
        if decision.code == "third_party":
            self._check_third_parties()

    def _may_still_give_reasons(self) -> bool:
        case = self.case
        return not case.reasons_given and case.reasons_by is not None and case.reasons_by >= today()

    def _check_third_parties(self) -> None:
        """A.32: they are asked in writing first; A.15: what they agree to is disclosed."""
        positions = set(self._third_parties().values_list("position", flat=True))
        if not positions:
            self.add_error("decision", _t("应当先书面征求第三方的意见，才能作出这一决定（条例第三十二条）。"))
        elif positions == {"agrees"}:
            self.add_error("decision", _t("第三方同意公开的，不能以损害其合法权益为由不予公开（条例第十五条）。"))

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The words are kept as a version of the draft."""
        files = [*self.cleaned_data.get("keep", ()), *self.cleaned_data["attachments"]]
        return {"decision": self.cleaned_data["decision"], "files": len(files)}, {}


class DeliveryForm(ActionForm):
    method = forms.ChoiceField(label=_("送达方式"), choices=Delivery.Method.choices)
    on = DayField(
        label=_("送达日期"), past=True,
        help_text=_("邮寄的，填交给邮政企业之日；当面的，填申请人签收之日（国办公开办函〔2016〕235号）。"),
    )  # fmt: skip
    proof = LineField(
        label=_("送达凭证"), required=False, max_length=200,
        help_text=_("邮政企业的挂号信编号，或者签收人姓名；网上送达不用填。"),
    )  # fmt: skip

    def prepare(self) -> None:
        # An e-mail is sent by the system, and counts when the mail server has taken it (`send_reply`).
        self.fields["method"].choices = [one for one in Delivery.Method.choices if one[0] != Delivery.Method.EMAIL]
        way = self.case.way if self.case.way != Delivery.Method.EMAIL else Delivery.Method.PORTAL
        self.initial = {"on": today(), "method": way}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("method") in ("post", "in_person") and not data.get("proof"):
            self.add_error("proof", _t("邮寄或者当面送达的，请填写凭证（挂号信编号或者签收人）。"))
        dated = self.case.documents.filter(kind="reply").latest("pk").dated
        if data.get("on") and data["on"] < dated:
            self.add_error("on", _t("送达日期不能早于答复书的日期，请核对。"))
        return data


class WithholdForm(ActionForm):
    reason = TextField(label=_("不公开的理由"), max_length=500)


class PublishRequestForm(PublishForm):
    def texts(self) -> tuple[dict[str, str], tuple[str, ...]]:
        party, draft = self.case.party, latest(self.case)
        assert draft
        texts = {"title": self.case.title, "content": self.case.wanted, "reply": draft.body}
        return texts, tuple(name for name in (party.name if party.kind == "person" else "", party.contact) if name)
