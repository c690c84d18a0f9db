"""A new answer that a reconsideration organ or a court orders: the request goes back to work, on a limit of its own."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.casework.clocks import REWORK
from interaction.casework.models import Clock
from interaction.casework.people import who_works_on
from interaction.organs.models import Role
from interaction.workflow.forms import TextField
from requests_app.conditions import remedy_pending
from requests_app.remedying import RemedyResultForm
from requests_app.states import CONTESTABLE, State

# Where the decision sets no limit, that of the Regulation (条例第三十三条): working days from its receipt.
USUAL, MOST = 20, 60


class NewAnswerForm(RemedyResultForm):
    """The decision or judgment that orders a new answer, and by when."""

    workdays = forms.IntegerField(
        label=_("要求几个工作日内重新答复"), min_value=1, max_value=MOST, initial=USUAL,
        help_text=_("按决定书、判决书写明的期限填写；没有写明的，按条例第三十三条填 20。从收到之日起计算。"),
    )  # fmt: skip
    demand = TextField(label=_("决定书、判决书的要求"), max_length=2000)

    def prepare(self) -> None:
        super().prepare()
        del self.fields["result"]  # ordering a new answer is correcting the old one


def owes_a_new_answer(case: Any) -> bool:
    """Whether a new answer was ordered and has not been given."""
    return bool(case.clocks.filter(slot=REWORK, state=Clock.State.RUNNING).exists())


class RedoActions:
    """When the answer given is set aside. `Case` is mixed in beside this."""

    @action(_("责令重新答复，重新办理"), source=CONTESTABLE, target=State.HANDLING, by=(Role.INTAKE, Role.HANDLER),
            at="addressed_to", form=NewAnswerForm, law="行政复议法第六十四条、行政诉讼法第七十条", mark="redo_ordered",
            needs=(remedy_pending,), public_label=_("按照行政复议决定（法院判决）重新办理"))  # fmt: skip
    def answer_anew(
        self: Any, ctx: ActionContext, *, remedy: Any, decided_on: date, workdays: int, demand: str
    ) -> None:
        """Set the old answer aside: the request is worked on again within the limit that was ordered.

        Table 3 of the annual report keeps the first outcome, so that no request is counted twice; table 4 counts the
        remedy as 结果纠正.
        """
        remedy.result, remedy.decided_on = "corrected", decided_on
        remedy.save()
        ctx.on, ctx.amount = decided_on, workdays
        for staff in who_works_on(self):
            ctx.tell(staff, _t("责令重新答复，请按期办理：%(number)s") % {"number": self.number})
        ctx.tell_party(_t("您的信息公开申请重新办理"), _t(
            "您的申请 %(number)s，按照行政复议决定（法院判决）重新办理，我们将在 %(n)s 个工作日内重新答复您。"
        ) % {"number": self.number, "n": workdays})  # fmt: skip
