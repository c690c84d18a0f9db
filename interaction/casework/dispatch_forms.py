"""To which organ a case is given: within the giver's reach, with somebody to handle it, and never one that it accuses."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.accusations import REPORT, organs_named, people_named, refuse_accused
from interaction.casework.organ_fields import OrganField, OrgansField
from interaction.organs.absences import attended, held
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role, Staff
from interaction.workflow.forms import ActionForm, LineField, TextField


def acts_for(actor: Actor, at: Organ | None, *roles: str) -> set[Organ]:
    """The organs for which somebody with one of the roles gives cases to others; `at` is the desk where the case came in.

    Whoever acts for a hotline centre - of its own or of the organ above it, when nobody is there - reaches as far as it does.
    """
    organs = {organ for role in roles for organ in actor.organs_as(role)}
    if at is not None and any(organ.covers(at) for organ in organs):
        organs.add(at)
    return organs


def within_reach(actor: Actor, at: Organ | None, *roles: str) -> QuerySet[Organ]:
    """The organs for which somebody may act as one of the roles, for the desk where the case came in."""
    reach = Organ.objects.none()
    for organ in acts_for(actor, at, *roles):
        reach |= Organ.objects.filter(path__startswith=organ.dispatches_within, active=True)
    return reach.exclude(kind=Organ.Kind.HOTLINE).order_by("path")


def staffed(organ: Organ) -> Organ:
    """Return an organ to which a case may be sent: somebody there can handle it; raise ValidationError otherwise."""
    if not attended(Role.HANDLER, organ):
        raise ValidationError(
            _t("%(organ)s现在没有在岗的承办人，交办后无人办理。请先请安全管理员为该单位任命承办人。")
            % {"organ": organ.name}
        )
    return organ


def receiver(case: Any, organ: Organ) -> Organ:
    """Return an organ to which this case may be given; raise ValidationError where it is accused in it or has no handler."""
    return staffed(refuse_accused(case, organ))


class DispatchForm(ActionForm):
    """Of a report it also asks whom it accuses, whose organ can then not be chosen, now or later (信访工作条例 A.30)."""

    organ = OrganField(label=_("承办单位"), queryset=Organ.objects.none())
    note = TextField(label=_("交办意见"), required=False, max_length=1000)
    accused_organs = OrgansField(
        label=_("被举报的单位"), queryset=Organ.objects.none(), required=False,
        help_text=_("举报不得转给、告诉被举报的单位和人员（信访工作条例第三十条）。选中的单位此后看不到本件。"),
    )  # fmt: skip
    accused_people = LineField(
        label=_("被举报的本县工作人员姓名"), required=False, max_length=200,
        help_text=_("几个人用顿号分开。写明的人此后看不到本件，也不能承办。"),
    )  # fmt: skip
    not_accused = forms.BooleanField(
        label=_("已核对：来件提到了承办单位，但举报的不是它和它的工作人员"), required=False
    )

    def prepare(self) -> None:
        self.fields["organ"].queryset = within_reach(self.actor, self.case.addressed_to, Role.INTAKE)
        self.suggestions = list(self.case.describes.suggest(self.case))
        if self.suggestions:
            self.fields["organ"].initial = self.suggestions[0].organ.pk
        if getattr(self.case, "kind", "") == REPORT:
            self._ask_whom_it_accuses()
        else:
            for name in ("accused_organs", "accused_people", "not_accused"):
                del self.fields[name]

    def _ask_whom_it_accuses(self) -> None:
        desk = self.case.addressed_to
        others = Organ.objects.filter(active=True, parent__isnull=False).order_by("path")
        self.fields["accused_organs"].queryset = others.exclude(pk=desk.pk)
        self.fields["accused_organs"].initial = [one.pk for one in organs_named(self.case.accused or "")]

    def clean_organ(self) -> Organ:
        return receiver(self.case, self.cleaned_data["organ"])

    def clean_accused_people(self) -> str:
        people_named(self.cleaned_data["accused_people"])
        return str(self.cleaned_data["accused_people"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        organ = data.get("organ")
        if organ is None or "accused_organs" not in self.fields:
            return data
        if any(accused.covers(organ) for accused in data.get("accused_organs") or ()):
            self.add_error("organ", _t("承办单位是您选中的被举报单位，请选择别的单位。"))
        elif not data.get("not_accused") and organ in organs_named(self.case.told_in_words):
            self.add_error("not_accused", _t(
                "来件里提到了%(organ)s。举报它的，请在“被举报的单位”里选中它，另选承办单位；不是举报它的，请勾选这一项。"
            ) % {"organ": organ.name})  # fmt: skip
        return data


def may_take_over(case: Any, where: Q) -> QuerySet[Staff]:
    """Return who may be given a case: handlers at these organs who are there today, and whom it does not accuse."""
    accused = case.accused_parties.filter(staff__isnull=False).values("staff")
    here = [one.post.staff_id for one in held(where & Q(role=Role.HANDLER)) if one.attended]
    return Staff.objects.filter(pk__in=here).exclude(pk__in=accused)


class HandOverForm(ActionForm):
    handler = forms.ModelChoiceField(label=_("承办人"), queryset=Staff.objects.none())

    def prepare(self) -> None:
        self.fields["handler"].queryset = may_take_over(self.case, Q(organ=self.case.organ))


class ReleaseForm(ActionForm):
    """Whoever takes the case over from a handler who leaves; nobody: it goes back to the post."""

    handler = forms.ModelChoiceField(
        label=_("移交给"), queryset=Staff.objects.none(), required=False, empty_label=_("退回岗位，由同岗位的人签收")
    )

    def prepare(self) -> None:
        above = Q(organ__path__in=self.case.organ.paths_up)
        self.fields["handler"].queryset = may_take_over(self.case, above).exclude(pk=self.case.handler_id)
