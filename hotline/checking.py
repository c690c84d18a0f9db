"""抽样质检: a reply is judged by the checklist; the judgement is part of the order's history."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotline.checklists import REPLY, Item, score
from hotline.states import ANSWERED
from interaction.casework.actions import ActionContext, Condition, action
from interaction.organs.models import Role
from interaction.replies.drafting import latest
from interaction.workflow.forms import ActionForm, TextField


def item_fields(items: tuple[Item, ...]) -> dict[str, forms.IntegerField]:
    """One field an item, full marks to begin with."""
    return {
        one.code: forms.IntegerField(
            label=_("%(label)s（%(n)d 分）") % {"label": one.label, "n": one.points}, min_value=0, max_value=one.points,
            initial=one.points,
        )
        for one in items
    }  # fmt: skip


class CheckForm(ActionForm):
    remarks = TextField(label=_("质检意见（可不填）"), max_length=1000, required=False)

    def prepare(self) -> None:
        self.fields = {**item_fields(REPLY), **self.fields}

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        marks = {one.code: self.cleaned_data[one.code] for one in REPLY}
        remarks = self.cleaned_data["remarks"]
        return {"marks": marks, "score": score(REPLY, marks)}, {"remarks": remarks} if remarks else {}


not_checked = Condition(
    lambda case, actor: not any(event.action == "check_quality" for event in case.events.all()), _("本件已经质检过。")
)
has_a_written_reply = Condition(lambda case, actor: latest(case) is not None, _("本件没有书面答复，不作答复质检。"))


class QualityActions:
    """After the reply. `Case` is mixed in beside this."""

    @action(_("质检答复"), source=ANSWERED, target=None, by=Role.SUPERVISOR, at="addressed_to", form=CheckForm,
            needs=(has_a_written_reply, not_checked))  # fmt: skip
    def check_quality(self: Any, ctx: ActionContext, **judged: Any) -> None:
        """Somebody who had no part in it judges the reply, item by item."""
