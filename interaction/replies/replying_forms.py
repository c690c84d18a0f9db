"""What answering asks for: more time, an interim reply, the reply."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.common_answer import refuse_particulars, warned
from interaction.casework.free_text_pages import words_of
from interaction.limits.configured import in_force
from interaction.limits.rules import Rule
from interaction.replies.drafting import latest
from interaction.replies.models import ReplyTemplate
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, TextField


def reply_rule(case: Any) -> Rule:
    """The rule of the sender's clock, as it was in force when the case came."""
    return in_force(case.describes.time_limits(case)["reply"], case.received_on or today())


class AskExtensionForm(ActionForm):
    reason = TextField(label=_("需要延期的理由"), max_length=1000)


class RefusalForm(ActionForm):
    reason = TextField(label=_("不批准的理由"), max_length=500)


class ExtensionForm(ActionForm):
    reason = TextField(label=_("延期理由（告知来件人）"), max_length=1000)
    workdays = forms.IntegerField(label=_("延长多少"), min_value=1)

    def prepare(self) -> None:
        """The most that the rule of this case allows; a county may have set another."""
        self.fields["reason"].initial = words_of(self.case, "ask_extension").get("reason", "")
        rule = reply_rule(self.case)
        most = rule.extends[0].at_most
        self.fields["workdays"].max_value = self.fields["workdays"].initial = most
        self.fields["workdays"].help_text = _t("至多 %(span)s，只能延长一次。") % {"span": rule.unit.apart(most or 0)}

    def clean_workdays(self) -> int:
        days: int = self.cleaned_data["workdays"]
        if days > self.fields["workdays"].max_value:
            unit = reply_rule(self.case).unit
            raise ValidationError(_t("至多延长 %(span)s。") % {"span": unit.apart(self.fields["workdays"].max_value)})
        return days

    def clean_reason(self) -> str:
        return refuse_particulars(self.case, self.cleaned_data["reason"])


class SharedExtensionForm(ExtensionForm):
    """The extension of a lead, as far as the follower's own rule allows."""

    def clean_workdays(self) -> int:
        return min(self.cleaned_data["workdays"], self.fields["workdays"].max_value)


class ReplyForm(ActionForm):
    template = forms.ModelChoiceField(
        label=_("套用模板（可不选）"), queryset=ReplyTemplate.objects.none(), required=False,
        help_text=_("选定后按“套用”，模板写在已有内容之后。"),
    )  # fmt: skip
    body = TextField(
        label=_("答复内容"), max_length=10000, help_text=_("先写结论，再写依据和下一步；写明联系人和电话。")
    )
    shaped_by = "template"
    shape_label = _("套用")

    def prepare(self) -> None:
        mine = ReplyTemplate.objects.filter(
            Q(organ=None) | Q(organ=self.case.organ), channel=self.case.channel, active=True
        )
        if mine.exists():
            self.fields["template"].queryset = mine
        else:
            del self.fields["template"]
            self.shaped_by = ""
        self.fields["body"].help_text = warned(self.case) or self.fields["body"].help_text
        before = latest(self.case)
        if before:
            self.initial = {"body": before.body, **before.particulars, **self.initial}
        for name, label, told in self.case.describes.stated(self.case):
            self.fields[name] = TextField(label=label, help_text=told, max_length=5000)
        asked_for = str(self.initial.get("template") or "")
        chosen = mine.filter(pk=asked_for).first() if asked_for.isdecimal() else None
        if chosen:
            said = str(self.initial.get("body") or "").strip()
            self.initial = {"body": f"{said}\n\n{chosen.body}".strip()}

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if len(body.strip()) < SHORTEST_REPLY:
            raise ValidationError(_t("答复太短。请写明办理结果、依据和下一步，不能敷衍了事。"))
        return refuse_particulars(self.case, body)

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The words are kept as a version of the draft."""
        return {}, {}


# Fewer characters than this cannot say result, basis and next step; inspectors call such replies perfunctory.
SHORTEST_REPLY = 20


class InterimForm(ActionForm):
    progress = TextField(
        label=_("阶段性答复（告知来件人）"),
        max_length=2000,
        help_text=_("写明已经做了什么、下一步做什么、何时有结果。"),
    )

    def clean_progress(self) -> str:
        return refuse_particulars(self.case, self.cleaned_data["progress"])
