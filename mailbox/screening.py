"""Screening (审看): accept, decline, merge into another letter, turn into a disclosure request. (Urgency: casework.)"""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.casework.classification import AcceptForm
from interaction.casework.engine import perform
from interaction.casework.merging import MergeForm, others_at_work
from interaction.casework.models import Case
from interaction.casework.registry import channel
from interaction.organs.actors import PARTY, SYSTEM, Actor
from interaction.organs.models import Role
from mailbox.conditions import conversion_proposed
from mailbox.kinds import DeclineGround
from mailbox.screening_forms import ConversionForm, DeclineForm, ProposeForm
from mailbox.states import State


class ScreeningActions:
    """The desk's first look. `Case` is mixed in beside this."""

    @action(_("受理"), source=State.SCREENING, target=State.ACCEPTED, by=Role.INTAKE, at="addressed_to",
            form=AcceptForm, mark="accepted", main=True, public_label=_("已受理"))  # fmt: skip
    def accept(self: Any, ctx: ActionContext, *, kind: str, **sorted_as: Any) -> None:
        """The letter is the government's to answer; its kind decides the limit."""
        self.kind = kind
        self._sort(**sorted_as)
        ctx.tell_party(_t("您的来信已受理"), _t(
            "%(mailbox)s已受理您的来信，编号 %(number)s。凭编号和查询码可以随时查询进度。"
        ) % {"mailbox": self.mailbox.name, "number": self.number})  # fmt: skip

    @action(_("不予受理"), source=State.SCREENING, target=State.DECLINED, by=Role.INTAKE, at="addressed_to",
            form=DeclineForm, law="信访工作条例第二十三条", mark="declined",
            public_label=_("未予受理"), public_text_field="advice")  # fmt: skip
    def decline(self: Any, ctx: ActionContext, *, ground: str, advice: str) -> None:
        """Not ours to answer: the sender is told why and where to turn."""
        ctx.tell_party(_t("您的来信未予受理"), _t(
            "您的来信 %(number)s 未予受理，理由：%(ground)s。%(advice)s"
        ) % {"number": self.number, "ground": DeclineGround(ground).label, "advice": advice})  # fmt: skip

    def when_dispatched(self: Any, ctx: ActionContext) -> None:
        """The sender hears who answers."""
        ctx.tell_party(_t("您的来信已交办"), _t("您的来信 %(number)s 已交由%(organ)s办理。") % {
            "number": self.number, "organ": self.organ.name,
        })  # fmt: skip

    # -- One matter, several senders ----------------------------------------------------------------------

    @action(_("并案"), source=(State.SCREENING, State.ACCEPTED), target=State.MERGED, by=Role.INTAKE, at="addressed_to",
            form=MergeForm, mark="merged", needs=(others_at_work,), public_label=_("与同一事项一并办理"))  # fmt: skip
    def merge(self: Any, ctx: ActionContext, *, lead: Any) -> None:
        """Into one lead case, whose reply answers all senders."""
        self._join(ctx, lead)

    @action(_("随主件答复"), source=State.MERGED, target=State.CLOSED, by=SYSTEM, mark="replied",
            public_label=_("已答复"))  # fmt: skip
    def answer_with_lead(self: Any, ctx: ActionContext) -> None:
        """The lead case was answered: this sender has the same answer, as its own."""
        self._answer_like_lead(ctx)

    # -- A letter that is a disclosure request ------------------------------------------------------------

    @action(_("建议转为信息公开申请"), source=State.SCREENING, target=None, by=Role.INTAKE, at="addressed_to",
            form=ProposeForm, law="条例第二十九条", public_label=_("建议您转为政府信息公开申请"), public_text_field="advice")  # fmt: skip
    def propose_conversion(self: Any, ctx: ActionContext, *, advice: str) -> None:
        """The sender decides: an application must contain what 条例 A.29 asks for."""
        self.conversion_proposed = True
        ctx.tell_party(_t("您的来信可以转为信息公开申请"), _t(
            "您的来信 %(number)s：%(advice)s 请凭编号和查询码登录查询页面办理。"
        ) % {"number": self.number, "advice": advice})  # fmt: skip

    @action(_("转为信息公开申请"), source=State.SCREENING, target=State.CONVERTED, by=PARTY, form=ConversionForm,
            law="条例第二十九条", mark="converted", needs=(conversion_proposed,), main=True,
            public_label=_("您已转为信息公开申请"))  # fmt: skip
    def convert(self: Any, ctx: ActionContext, *, application: Any) -> None:
        """With the sender's consent; the request keeps the letter as its origin."""
        data, files = application
        request: Case = channel("disclosure").model()
        request.origin_id = self.pk
        perform(request, "submit", Actor.party(), data, files)
        ctx.details["request"] = request.number
