"""After a bad rating: the sender may ask once that it is done again, and a supervisor does that or lets the answer stand.

Both are told to the sender with the reason. A channel declares who sends it back (`rework`) and what a bad rating is.
"""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, Condition, action
from interaction.casework.steps import Stage
from interaction.organs.actors import PARTY
from interaction.organs.models import Role
from interaction.workflow.forms import ActionForm, TextField

ANSWERED = (Stage.REPLIED, Stage.PUBLISHED, Stage.CLOSED)
# Stars from 1 to 5; this many or fewer are a bad rating.
BAD = 2
# Of a case rated badly for the first time; a second bad rating is counted, and nothing is to be decided about it.
RATED_BADLY = "rated_badly"
# The steps by which a sender's bad rating, or its wish, is put before the supervisor.
DECIDES_ABOUT = ("rate", "ask_rework", "call_back", "call_back_from_above")


class AskReworkForm(ActionForm):
    reason = TextField(label=_("还有哪些没有解决"), max_length=1000, help_text=_("写明还需要做什么，督办人员会看到。"))


class ReworkForm(ActionForm):
    demand = TextField(label=_("重办要求"), max_length=1000, help_text=_("写明哪些问题没有解决、需要怎样办理。"))


class KeepForm(ActionForm):
    reason = TextField(label=_("不再重办的理由（告知来件人）"), max_length=1000)


badly_rated = Condition(lambda case, actor: case.badly_rated, _("来件人没有作出不满意或者未解决的评价。"))
not_reworked_before = Condition(
    lambda case, actor: not case.reworked and not case.rework_refused, _("重办只有一次，本件已经作出过决定。")
)
rework_not_asked = Condition(
    lambda case, actor: not case.events.filter(action="ask_rework").exists(), _("您已经要求过重新办理，正在等待决定。")
)


class ReworkActions:
    """When the sender has the reply, and is not content. `Case` is mixed in beside this."""

    stars: Any
    settled: Any

    def _note_rating(self: Any, ctx: ActionContext) -> None:
        """Of a bad rating somebody has to decide, within a limit of its own; once."""
        if self.badly_rated and not self.reworked and not self.rework_refused:
            ctx.mark = RATED_BADLY
            self._ask_whether_to_rework(ctx, _t("来件人不满意，请决定是否重办：%(number)s"))

    def _ask_whether_to_rework(self: Any, ctx: ActionContext, words: str) -> None:
        ctx.ask(Role.SUPERVISOR, self.addressed_to, words % {"number": self.number})

    @action(_("要求重新办理"), source=ANSWERED, target=None, by=PARTY, form=AskReworkForm,
            needs=(badly_rated, not_reworked_before, rework_not_asked), public_label=_("您要求重新办理"),
            public_text_field="reason")  # fmt: skip
    def ask_rework(self: Any, ctx: ActionContext, *, reason: str) -> None:
        """Who is not content says, once, what is left to do; the supervisor who decides reads it."""
        self._ask_whether_to_rework(ctx, _t("来件人要求重新办理，请决定：%(number)s"))

    @action(_("维持原答复"), source=ANSWERED, target=None, by=Role.SUPERVISOR, at="addressed_to", form=KeepForm,
            answers=DECIDES_ABOUT, mark="reply_kept", needs=(badly_rated, not_reworked_before),
            public_label=_("经复核，维持原答复"), public_text_field="reason")  # fmt: skip
    def keep_reply(self: Any, ctx: ActionContext, *, reason: str) -> None:
        """The reply was right; the sender is told why there is no other."""
        self.rework_refused = True
        noun = self.describes.noun
        ctx.tell_party(_t("您的%(noun)s已复核") % {"noun": noun}, _t(
            "您的%(noun)s %(number)s 经复核维持原答复。%(reason)s"
        ) % {"noun": noun, "number": self.number, "reason": reason})  # fmt: skip

    def _do_again(self: Any, ctx: ActionContext) -> None:
        """Once: the organ that answered works on it anew within its own limit, and the sender rates anew."""
        # Of one joined to others, which is answered, what is left to do is this sender's own.
        self.reworked, self.stars, self.settled, self.merged_into = True, None, None, None
        self._tell_organ(ctx, _t("退回重办：%(number)s"))
        noun = self.describes.noun
        ctx.tell_party(_t("您的%(noun)s重新办理") % {"noun": noun}, _t(
            "根据您的评价，%(noun)s %(number)s 退回承办单位重新办理。"
        ) % {"noun": noun, "number": self.number})  # fmt: skip
