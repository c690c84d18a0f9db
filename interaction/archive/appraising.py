"""鉴定销毁: files whose term has run out are destroyed or kept longer, as one archivist proposes and another decides.

档案法 A.31: nothing is destroyed but by the rules of appraisal. What is to be destroyed has then no ground of the archive's
left; its personal data are erased in the following night (个人信息保护法 A.47). The rows stay as the inventory (销毁清册).
"""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.archive.models import Appraisal, ArchiveFile
from interaction.archive.terms import Term
from interaction.casework.organ_fields import OrganField
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.workdays.now import today
from interaction.workflow.actions import ActionContext, document_action
from interaction.workflow.declarations import NEW
from interaction.workflow.desk_pages import organs_of
from interaction.workflow.forms import ActionForm, DayField, TextField

State, Outcome = Appraisal.State, Appraisal.Outcome


class AppraisalForm(ActionForm):
    """Which files, what becomes of them, and why."""

    organ = OrganField(label=_("立档单位"), queryset=Organ.objects.none(), help_text=_("包括它下面各单位的档案。"))
    expired_by = DayField(label=_("鉴定哪一天以前期满的"), past=True)
    outcome = forms.ChoiceField(label=_("鉴定意见"), choices=Outcome.choices)
    opinion = TextField(label=_("理由"), max_length=1000, help_text=_("写明鉴定小组的意见；不要写个人信息。"))
    left_out = TextField(
        label=_("不在这次处理的档号（可不填）"), max_length=5000, required=False, help_text=_("一行一个。")
    )

    def prepare(self) -> None:
        """Offer the archivist's organs, and the end of last year."""
        self.fields["organ"].queryset = organs_of(self.actor, Role.ARCHIVIST)
        if self.case._state.adding:
            self.initial = {"expired_by": date(today().year - 1, 12, 31)}
        else:
            self.initial = {name: getattr(self.case, name) for name in ("organ", "expired_by", "outcome", "opinion")}
            self.initial["left_out"] = "\n".join(self.case.left_out)

    def clean_left_out(self) -> list[str]:
        """Return the numbers; one that is no file's is refused."""
        numbers = [one.strip() for one in str(self.cleaned_data["left_out"]).splitlines() if one.strip()]
        known = set(ArchiveFile.objects.filter(number__in=numbers).values_list("number", flat=True))
        if unknown := [one for one in numbers if one not in known]:
            raise forms.ValidationError(_t("没有这些档号：%(numbers)s") % {"numbers": "、".join(unknown)})
        return numbers


def appraised(appraisal: Any) -> QuerySet[ArchiveFile]:
    """Return the files that an appraisal is about: in the archive, expired, and not left out."""
    found = ArchiveFile.objects.filter(
        organ__path__startswith=appraisal.organ.path, ended_on__isnull=True, keep_until__lte=appraisal.expired_by
    ).exclude(number__in=appraisal.left_out)
    return found.filter(term=Term.TEN) if appraisal.outcome == Outcome.THIRTY else found


@document_action(
    Appraisal, _("提出鉴定意见"), source=(NEW, State.DRAFT), target=State.DRAFT, by=Role.ARCHIVIST, form=AppraisalForm,
    writes=True, law=_("档案法第三十一条"), consequence=_("提出以后由另一位档案管理人员审定，审定以前什么都不改变。"),
)  # fmt: skip
def propose(appraisal: Appraisal, context: ActionContext) -> None:
    """What one person finds of the files whose term has run out."""
    for name, value in context.data.items():
        setattr(appraisal, name, value)
    context.words = context.data["opinion"]
    context.text = {name: str(value) for name, value in context.data.items()}


def _nothing_to_decide(appraisal: Appraisal, actor: Actor) -> str:
    if appraised(appraisal).exists():
        return ""
    return _t("这个单位没有期满待鉴定的档案，请核对期满日。")


@document_action(
    Appraisal, _("审定"), source=State.DRAFT, target=State.CONFIRMED, by=Role.ARCHIVIST, main=True, settles=True,
    signs_in_anew=True, unmet=_nothing_to_decide, second_person=_("鉴定意见是您提出的，请由另一位档案管理人员审定。"),
    consequence=_("审定销毁的，文书、附件和个人信息随后删除，不能恢复；清册和办理记录保留。"),
)  # fmt: skip
def decide(appraisal: Appraisal, context: ActionContext) -> None:
    """Four eyes: files to be destroyed leave the archive, the others get their longer term."""
    files = list(appraised(appraisal).select_for_update(of=("self",)).order_by("number"))
    context.details = {"count": len(files), "numbers": [one.number for one in files]}
    context.afterwards.append(lambda: _carry_out(appraisal, files, context.on))


def _carry_out(appraisal: Appraisal, files: list[ArchiveFile], on: date) -> None:
    if appraisal.outcome == Outcome.DESTROY:
        keys = [one.pk for one in files]
        ArchiveFile.objects.filter(pk__in=keys).update(ended_on=on, appraisal=appraisal)
        return
    for one in files:
        one.term = Term(appraisal.outcome)
        one.keep_until = one.term.keep_until(one.year)
    ArchiveFile.objects.bulk_update(files, ["term", "keep_until"], batch_size=500)


class DropAppraisalForm(ActionForm):
    """Why not."""

    reason = TextField(label=_("为什么不采用"), max_length=500)


@document_action(
    Appraisal, _("不采用"), source=State.DRAFT, target=State.DROPPED, by=Role.ARCHIVIST, form=DropAppraisalForm,
    settles=True,
)  # fmt: skip
def drop(appraisal: Appraisal, context: ActionContext) -> None:
    """It stays in the record with the reason; the files stay as they are."""
    context.words = context.data["reason"]
