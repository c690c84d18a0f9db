"""协办: organs that contribute their part to an answer which the lead organ (主办) writes."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.accusations import refuse_accused
from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.models import Assist, CaseMixin
from interaction.casework.organ_fields import OrganField, OrgansField
from interaction.casework.people import who_works_on
from interaction.casework.steps import Stage
from interaction.organs.actors import holders
from interaction.organs.models import Organ, Role
from interaction.workflow.forms import ActionForm, TextField

WORKING = (Stage.HANDLING, Stage.REVIEWING, Stage.SIGNING)


class AskForm(ActionForm):
    organs = OrgansField(label=_("协办单位"), queryset=Organ.objects.none(), help_text=_("可以选多个。"))
    note = TextField(label=_("需要协办的内容"), max_length=1000)

    def prepare(self) -> None:
        taken = [self.case.organ_id, *self.case.assists.values_list("organ", flat=True)]
        self.fields["organs"].queryset = Organ.objects.filter(active=True, parent__isnull=False).exclude(pk__in=taken)

    def clean_organs(self) -> Any:
        for organ in self.cleaned_data["organs"]:
            refuse_accused(self.case, organ)
        return self.cleaned_data["organs"]


class PartForm(ActionForm):
    part = TextField(
        label=_("协办意见"), max_length=5000, help_text=_("写明本单位核实的情况和处理结果，供主办单位答复。")
    )

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The words are kept with the assist."""
        return {}, {}


class GoOnForm(ActionForm):
    organ = OrganField(label=_("不再等待哪个单位"), queryset=Organ.objects.none())
    reason = TextField(label=_("理由"), max_length=500)

    def prepare(self) -> None:
        self.fields["organ"].queryset = Organ.objects.filter(pk__in=[one.pk for one in self.case.assisting_organs])
        self.fields["organ"].initial = self.fields["organ"].queryset.first()


parts_pending = Condition(lambda case, actor: bool(case.assisting_organs), _("没有待反馈的协办意见。"))
parts_in = Condition(
    lambda case, actor: not case.assisting_organs,
    _("协办单位的意见还没有反馈齐。请催办，或者说明理由“不再等待协办”后再拟写答复。"),
)


class AssistActions(CaseMixin):
    """One lead, any number of helpers. `Case` is mixed in beside this."""

    @action(_("交协办单位"), source=Stage.HANDLING, target=None, by=(Role.INTAKE, Role.HANDLER), form=AskForm,
            mark="assist_asked")  # fmt: skip
    def ask_assist(self, ctx: ActionContext, *, organs: Any, note: str) -> None:
        """Other organs are asked for their part; the lead organ goes on answering for the whole."""
        for organ in organs:
            self.assists.create(organ=organ, asked_on=ctx.on)
            self.when_assist_asked(ctx, organ, note)
            for staff in holders(Role.HANDLER, organ):
                ctx.tell(staff, _t("请协办：%(number)s") % {"number": self.number})
        self.assisted = True
        ctx.details["names"] = [organ.name for organ in organs]

    def when_assist_asked(self, ctx: ActionContext, organ: Organ, note: str) -> None:
        """For a channel that asks in writing."""

    @action(_("反馈协办意见"), source=WORKING, target=None, by=Role.HANDLER, at="assisting_organs", form=PartForm,
            main=True, needs=(parts_pending,))  # fmt: skip
    def give_part(self, ctx: ActionContext, *, part: str) -> None:
        """An assisting organ says what it found and did."""
        mine = [one for one in self._parts() if ctx.actor.holds(Role.HANDLER, one.organ)]
        self._answered(mine[0], ctx, part)

    @action(_("不再等待协办"), source=WORKING, target=None, by=(Role.INTAKE, Role.HANDLER), form=GoOnForm,
            needs=(parts_pending,))  # fmt: skip
    def go_on_without(self, ctx: ActionContext, *, organ: Organ, reason: str) -> None:
        """The lead organ answers without a part that does not come."""
        self._answered(next(one for one in self._parts() if one.organ == organ), ctx, _t("（未反馈）") + reason)

    def _parts(self) -> list[Assist]:
        return list(self.assists.filter(answered_on__isnull=True).select_related("organ"))

    def _answered(self, assist: Assist, ctx: ActionContext, part: str) -> None:
        assist.part, assist.answered_on, assist.author = part, ctx.on, ctx.actor.staff
        assist.save()
        ctx.details["assisted_by"] = assist.organ_id
        for staff in who_works_on(self):
            ctx.tell(staff, _t("协办意见已反馈：%(number)s") % {"number": self.number})
