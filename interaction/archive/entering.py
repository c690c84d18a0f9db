"""The table of terms, set by two people of the archive: one enters a version from a day on, another confirms it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.archive.models import TERMS, TermVersion
from interaction.archive.terms import class_named
from interaction.organs.actors import Actor
from interaction.organs.models import Role
from interaction.workdays.now import today
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW
from interaction.workflow.forms import ActionForm, DayField, LineField, TextField

State = TermVersion.State


class TermForm(ActionForm):
    """How long, from which day, on what ground, and why."""

    term = forms.ChoiceField(label=_("保管期限"), choices=TERMS, help_text=_("有文号的文书至少保管10年，不能不归档。"))
    effective_from = DayField(
        label=_("自何日起施行"), future=True, help_text=_("从明天起的日期。已经归档的件期限不变。")
    )
    law = LineField(
        label=_("依据"), max_length=200, help_text=_("例如：同级档案主管部门审查同意的本机关保管期限表及其文号。")
    )
    reason = TextField(label=_("为什么录入这一版"), max_length=500)

    def prepare(self) -> None:
        """Begin with what stood before."""
        if self.case._state.adding:
            row = class_named(self.case.file_class)
            self.initial: dict[str, Any] = {"term": row.term.value, "law": row.law}
        else:
            self.initial = {name: getattr(self.case, name) for name in ("term", "effective_from", "law", "reason")}


class DropForm(ActionForm):
    """Why not."""

    reason = TextField(label=_("为什么不采用"), max_length=500)


@document_action(
    TermVersion, _("录入保管期限"), source=(NEW, State.DRAFT), target=State.DRAFT, by=Role.ARCHIVIST, form=TermForm,
    writes=True, law=_("机关文件材料归档范围和文书档案保管期限规定第十二条"),
    consequence=_("录入以后由另一位档案管理人员确认，确认以后自施行之日起归档的件按它保管。"),
)  # fmt: skip
def draft(version: TermVersion, context: ActionContext) -> None:
    """What the table is to say of a class, from a day to come on."""
    for name, value in context.data.items():
        setattr(version, name, value)
    context.words = context.data["reason"]
    context.text = {name: str(value) for name, value in context.data.items()}


def _day_is_past(version: TermVersion, actor: Actor) -> str:
    if version.effective_from > today():
        return ""
    return _t("施行日期已经到了，不能再确认。请录入人改定以后的日期。")


@document_action(
    TermVersion, _("确认施行"), source=State.DRAFT, target=State.CONFIRMED, by=Role.ARCHIVIST, main=True, settles=True,
    signs_in_anew=True, unmet=_day_is_past, second_person=_("这一版有您录入的内容，请由另一位档案管理人员确认。"),
)  # fmt: skip
def confirm(version: TermVersion, context: ActionContext) -> None:
    """Four eyes: what is filed from its day on is kept by it."""
    version.confirmed_on = context.on


@document_action(
    TermVersion, _("不采用"), source=State.DRAFT, target=State.DROPPED, by=Role.ARCHIVIST, form=DropForm, settles=True
)
def drop(version: TermVersion, context: ActionContext) -> None:
    """It stays in the record with the reason."""
    context.words = context.data["reason"]
