"""催办 and 督办: reminding an organ, and ordering it to account for a late or bad case by a certain day."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.models import CaseMixin
from interaction.casework.people import who_works_on
from interaction.casework.steps import Stage
from interaction.limits.configured import in_force
from interaction.organs.actors import holders
from interaction.organs.models import Role
from interaction.replies.documents import issue
from interaction.replies.models import Document
from interaction.supervision.models import SupervisionOrder
from interaction.supervision.orders import orders_of
from interaction.supervision.time_limits import RULE
from interaction.workdays.current import calendar
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, TextField

SERIES = "督"
OPEN = Stage.AT_WORK
ANSWERED = (Stage.REPLIED, Stage.PUBLISHED, Stage.CLOSED)


class RemindForm(ActionForm):
    words = TextField(label=_("催办意见（可不填）"), required=False, max_length=500)


class OrderForm(ActionForm):
    demand = TextField(
        label=_("督办要求"), max_length=2000, help_text=_("写明存在的问题、需要采取的措施和反馈的内容。")
    )


class OrderAnswerForm(ActionForm):
    order: Any = forms.ModelChoiceField(label=_("哪一份督办单"), queryset=None)
    answer = TextField(label=_("反馈情况"), max_length=5000, help_text=_("写明原因、已经采取的措施和办结时间。"))

    def prepare(self) -> None:
        pending = self.case.supervision_orders.filter(answered_on__isnull=True).select_related("document")
        self.fields["order"].queryset = pending
        self.fields["order"].label_from_instance = lambda order: order.document.number
        self.fields["order"].initial = pending.first()

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The words are kept with the order."""
        return {"order": str(self.cleaned_data["order"].pk)}, {}


order_pending = Condition(
    lambda case, actor: case.supervised and any(one.answered_on is None for one in orders_of(case)),
    _("没有待反馈的督办单。"),
)


class SupervisionActions(CaseMixin):
    """What a supervisor does about a case. `Case` is mixed in beside this."""

    @action(_("催办"), source=(*OPEN, Stage.MERGED), target=None, by=(Role.SUPERVISOR, Role.INTAKE), at="addressed_to",
            form=RemindForm)  # fmt: skip
    def remind(self, ctx: ActionContext, *, words: str) -> None:
        """Whoever has the case now is reminded of it."""
        self._tell_whoever_has_it(ctx, _t("催办：%(number)s"))

    @action(_("发督办单"), source=(*OPEN, *ANSWERED), target=None, by=Role.SUPERVISOR, at="addressed_to",
            form=OrderForm, mark="supervision_ordered")  # fmt: skip
    def order_supervision(self, ctx: ActionContext, *, demand: str) -> None:
        """A numbered order to the organ, which answers it within its own limit."""
        answer_by = calendar().add(ctx.on, in_force(RULE, ctx.on).length)
        order = SupervisionOrder(case=self, organ=self.organ, demand=demand, issued_on=ctx.on, answer_by=answer_by)
        order.document = _letter(self, order)
        order.save()
        self.supervised = True
        ctx.details |= {"ref": order.ref, "document": order.document.number, "answer_by": order.answer_by.isoformat()}
        self._tell_whoever_has_it(ctx, _t("收到督办单：%(number)s"))

    @action(_("反馈督办"), source=(*OPEN, *ANSWERED), target=None, by=Role.HANDLER, form=OrderAnswerForm,
            mark="supervision_answered", needs=(order_pending,))  # fmt: skip
    def answer_supervision(self, ctx: ActionContext, *, order: SupervisionOrder, answer: str) -> None:
        """The organ accounts for itself."""
        order.answer, order.answered_on, order.answered_by = answer, ctx.on, ctx.actor.staff
        order.save()
        ctx.details["ref"] = order.ref
        for staff in holders(Role.SUPERVISOR, self.addressed_to):
            ctx.tell(staff, _t("督办已反馈：%(number)s") % {"number": self.number})

    def _tell_whoever_has_it(self, ctx: ActionContext, subject: str) -> None:
        people = who_works_on(self)
        for staff in {*people, *holders(Role.REVIEWER, self.organ)}:
            ctx.tell(staff, subject % {"number": self.number})


def _letter(case: Any, order: SupervisionOrder) -> Document:
    """督办单 in the form of a letter; it names the case, not its sender."""
    return issue(
        case, kind="supervision_order", series=SERIES, organ=case.addressed_to, title="督办单",
        addressee=order.organ.name, dated=today(),
        paragraphs=(
            f"办件{case.number}《{case.title}》由你单位承办，"
            + (f"答复期限为{_written(case.due_on)}（含当日）。" if case.due_on else "已经答复。"),
            "现予督办，要求如下：",
            *(line for line in order.demand.splitlines() if line.strip()),
            f"请于{_written(order.answer_by)}前（含当日）书面反馈办理情况；逾期不反馈的，予以通报。",
        ),
    )  # fmt: skip


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
