"""退办: an organ hands a case back, with grounds; the desk agrees or not; a dispute is ruled on, and the ruling binds.

The citizen's clock runs on through all of it (clock rule 11): a return, its decision and its arbitration have clocks of
their own. What has been is read from the events; nothing is kept twice.
"""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.dispatch_forms import acts_for, receiver, within_reach
from interaction.casework.models import Case, CaseMixin, Clock, Event
from interaction.casework.organ_fields import OrganField
from interaction.casework.people import handlers_of
from interaction.casework.steps import Stage, mine_or_nobodys
from interaction.organs.actors import holders
from interaction.organs.models import Organ, Role
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, TextField

MOST_RETURNS = 2


class ReturnForm(ActionForm):
    grounds = TextField(label=_("退办理由"), max_length=1000, help_text=_("写明依据哪项职责规定、应由哪个单位承办。"))
    instead = OrganField(label=_("建议承办单位（可不选）"), queryset=Organ.objects.none(), required=False)

    def prepare(self) -> None:
        self.fields["instead"].queryset = Organ.objects.filter(active=True).exclude(pk=self.case.organ_id)


class ReasonForm(ActionForm):
    reason = TextField(label=_("理由"), max_length=1000)


class RulingForm(ActionForm):
    organ = OrganField(label=_("裁定承办单位"), queryset=Organ.objects.none())
    grounds = TextField(label=_("裁定理由"), max_length=1000, help_text=_("写明职责依据；今后同类事项照此办理。"))

    def prepare(self) -> None:
        self.fields["organ"].queryset = within_reach(self.actor, self.case.addressed_to, Role.SUPERVISOR)
        self.fields["organ"].initial = self.case.organ_id

    def clean_organ(self) -> Organ:
        return receiver(self.case, self.cleaned_data["organ"])


class TransferForm(ActionForm):
    organ = OrganField(label=_("改由哪个单位承办"), queryset=Organ.objects.none())
    reason = TextField(label=_("转办理由"), max_length=1000)

    def prepare(self) -> None:
        reach = within_reach(self.actor, self.case.addressed_to, Role.INTAKE, Role.SUPERVISOR)
        self.fields["organ"].queryset = reach.exclude(pk=self.case.organ_id)

    def clean_organ(self) -> Organ:
        return receiver(self.case, self.cleaned_data["organ"])


def _events(case: Case, *actions: str) -> list[Event]:
    return [event for event in case.events.all() if event.action in actions]


def within_limit(case: Case, slot: str) -> bool:
    """Whether the limit of a right to act runs today; its length is the rule's, of the day on which it began."""
    clock = next((one for one in case.clocks.all() if one.slot == slot and one.state == Clock.State.RUNNING), None)
    return clock is not None and clock.due_on is not None and today() <= clock.due_on


def _refused_last(case: Case) -> bool:
    """Whether the organ's last word on a return was answered with a refusal that it may dispute."""
    last = _events(case, "refuse_return", "dispute_return", "arbitrate", "dispatch", "transfer")
    return bool(last) and last[-1].action == "refuse_return"


not_ruled = Condition(
    lambda case, actor: not _events(case, "arbitrate"),
    _("承办单位已经裁定，不能再退办；有新情况请与受理机关联系。"),
)
in_time_to_return = Condition(lambda case, actor: within_limit(case, "return"), _("提出退办的期限已过，请继续办理。"))
not_returned_too_often = Condition(
    lambda case, actor: len(_events(case, "return_case")) < MOST_RETURNS,
    _("本件已经退办 2 次，不能再退办；对承办单位有争议的，请受理机关裁定。"),
)
return_refused = Condition(lambda case, actor: _refused_last(case), _("没有被驳回的退办，不能提请裁定。"))


reaches_others = Condition(
    lambda case, actor: any(
        case.organ.path.startswith(organ.dispatches_within) and organ.pk != case.organ_id
        for organ in acts_for(actor, case.addressed_to, Role.INTAKE, Role.SUPERVISOR)
    ),
    _("您只能在本单位范围内交办。"),
)


class ReturnActions(CaseMixin):
    """From dispatch back to the desk, and forth. `Case` is mixed in beside this."""

    @action(_("退办"), source=Stage.HANDLING, target=Stage.RETURNING, by=Role.HANDLER, form=ReturnForm, mark="returned",
            needs=(mine_or_nobodys, not_ruled, in_time_to_return, not_returned_too_often))  # fmt: skip
    def return_case(self, ctx: ActionContext, *, grounds: str, instead: Organ | None) -> None:
        """The organ says that the matter is not its own, and whose it is."""
        ctx.details["returned_by"] = self.organ_id
        if instead:
            ctx.details["proposed"] = instead.name
        for staff in holders(Role.INTAKE, self.addressed_to):
            ctx.tell(staff, _t("申请退办：%(number)s") % {"number": self.number})

    @action(_("同意退办"), source=Stage.RETURNING, target=Stage.ACCEPTED, by=Role.INTAKE, at="addressed_to",
            mark="return_granted", answers="return_case", main=True)  # fmt: skip
    def grant_return(self, ctx: ActionContext) -> None:
        """Back on the desk, to be dispatched anew."""
        self.organ, self.handler = self.addressed_to, None

    @action(_("驳回退办"), source=Stage.RETURNING, target=Stage.HANDLING, by=Role.INTAKE, at="addressed_to",
            form=ReasonForm, mark="return_refused", answers="return_case")  # fmt: skip
    def refuse_return(self, ctx: ActionContext, *, reason: str) -> None:
        """The matter is the organ's after all."""
        self._tell_organ(ctx, _t("退办被驳回，请继续办理：%(number)s"))

    @action(_("提请裁定"), source=Stage.HANDLING, target=Stage.ARBITRATING, by=Role.HANDLER, form=ReasonForm,
            mark="return_disputed", needs=(mine_or_nobodys, return_refused))  # fmt: skip
    def dispute_return(self, ctx: ActionContext, *, reason: str) -> None:
        """Two organs, each of which says that it is the other's."""
        for staff in holders(Role.SUPERVISOR, self.addressed_to):
            ctx.tell(staff, _t("承办争议待裁定：%(number)s") % {"number": self.number})

    @action(_("裁定承办单位"), source=(Stage.ARBITRATING, Stage.RETURNING), target=Stage.HANDLING, by=Role.SUPERVISOR,
            at="addressed_to", form=RulingForm, mark="arbitrated", answers=("return_case", "dispute_return"),
            main=True, public_label=_("已确定承办单位"))  # fmt: skip
    def arbitrate(self, ctx: ActionContext, *, organ: Organ, grounds: str) -> None:
        """The ruling binds, and becomes a rule for like matters (职责清单)."""
        assert ctx.actor.staff
        if organ != self.organ:
            self.organ, self.handler = organ, None
        self.rulings.create(subject=self.subject, organ=organ, grounds=grounds, decided_on=ctx.on,
                            decided_by=ctx.actor.staff)  # fmt: skip
        self._tell_organ(ctx, _t("裁定由你单位承办：%(number)s"))

    @action(_("转办"), source=Stage.HANDLING, target=None, by=(Role.INTAKE, Role.SUPERVISOR), at="addressed_to",
            form=TransferForm, mark="dispatched", needs=(reaches_others,), public_label=_("已改由其他单位办理"))  # fmt: skip
    def transfer(self, ctx: ActionContext, *, organ: Organ, reason: str) -> None:
        """The desk gives the matter to another organ."""
        ctx.details |= {"transferred_from": self.organ_id, "names": [organ.name]}
        self.organ, self.handler = organ, None
        self._tell_organ(ctx, _t("转办：%(number)s"))

    def _tell_organ(self, ctx: ActionContext, subject: str) -> None:
        for staff in handlers_of(self.handler, self.organ):
            ctx.tell(staff, subject % {"number": self.number})
