"""After the reply: rating, one more try on a bad one (重办), publication, closing."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.organs.actors import PARTY
from interaction.organs.models import Role
from interaction.publicity.publishing import publish, show_rating
from mailbox.conditions import (
    BAD,
    badly_rated,
    not_rated_before,
    not_reworked_before,
    not_sensitive,
    not_taken_back,
    rework_not_asked,
    wish_allows_publication,
)
from mailbox.forms import AskReworkForm, KeepForm, PublishLetterForm, RatingForm, ReworkForm, WithholdForm
from mailbox.kinds import Kind
from mailbox.states import ANSWERED, State


class FollowUpActions:
    """When the sender has the reply. `Case` is mixed in beside this."""

    stars: Any
    settled: Any

    @action(_("评价"), source=ANSWERED, target=None, by=PARTY, form=RatingForm, mark="rated",
            needs=(not_rated_before,), main=True, public_label=_("您作了评价"))  # fmt: skip
    def rate(self: Any, ctx: ActionContext, *, stars: int, settled: bool, words: str) -> None:
        """The sender says whether the matter is settled and how satisfying the reply is."""
        self.stars, self.settled, ctx.amount = stars, settled, stars
        show_rating(self, stars)
        if stars <= BAD or not settled:
            ctx.mark = "rated_badly" if not self.reworked else ctx.mark
            words = _t("来信人不满意，请决定是否重办：%(number)s") % {"number": self.number}
            ctx.ask(Role.SUPERVISOR, self.addressed_to, words)

    @action(_("要求重新办理"), source=ANSWERED, target=None, by=PARTY, form=AskReworkForm,
            needs=(badly_rated, not_reworked_before, rework_not_asked), public_label=_("您要求重新办理"),
            public_text_field="reason")  # fmt: skip
    def ask_rework(self: Any, ctx: ActionContext, *, reason: str) -> None:
        """Who is not content says, once, what is left to do; the supervisor who decides reads it."""
        words = _t("来信人要求重新办理，请决定：%(number)s") % {"number": self.number}
        ctx.ask(Role.SUPERVISOR, self.addressed_to, words)

    @action(_("重办"), source=ANSWERED, target=State.HANDLING, by=Role.SUPERVISOR, at="addressed_to", form=ReworkForm,
            mark="reworked", needs=(badly_rated, not_reworked_before), answers=("rate", "ask_rework"),
            main=True, public_label=_("重新办理"))  # fmt: skip
    def rework(self: Any, ctx: ActionContext, *, demand: str) -> None:
        """Once: the organ answers anew within its own limit, and the sender rates anew."""
        self.reworked, self.stars, self.settled, self.merged_into = True, None, None, None
        self._tell_organ(ctx, _t("退回重办：%(number)s"))
        ctx.tell_party(_t("您的来信重新办理"), _t(
            "根据您的评价，来信 %(number)s 退回承办单位重新办理。"
        ) % {"number": self.number})  # fmt: skip

    @action(_("维持原答复"), source=ANSWERED, target=None, by=Role.SUPERVISOR, at="addressed_to", form=KeepForm,
            answers=("rate", "ask_rework"), mark="reply_kept", needs=(badly_rated, not_reworked_before), public_label=_("经复核，维持原答复"),
            public_text_field="reason")  # fmt: skip
    def keep_reply(self: Any, ctx: ActionContext, *, reason: str) -> None:
        """The reply was right; the sender is told why there is no other."""
        self.rework_refused = True
        ctx.tell_party(_t("您的来信已复核"), _t("您的来信 %(number)s 经复核维持原答复。%(reason)s") % {
            "number": self.number, "reason": reason,
        })  # fmt: skip

    @action(_("公开答复"), source=State.REPLIED, target=State.PUBLISHED, by=Role.PUBLISHER, form=PublishLetterForm,
            mark="published", main=True, public_label=_("已公开"),
            needs=(wish_allows_publication, not_sensitive, not_taken_back))  # fmt: skip
    def publish_reply(self: Any, ctx: ActionContext, *, title: str, content: str, reply: str, checked: bool) -> None:
        """The masked letter and reply go on the public site, if the sender agreed."""
        clock = self.clocks.get(slot="reply")
        publish(self, ctx, title=title, content=content, reply=reply, kind=str(Kind(self.kind).label),
                workdays=clock.counted)  # fmt: skip
        self.show_in_mailbox()
        if self.stars:
            show_rating(self, self.stars)

    @action(_("不公开，直接办结"), source=State.REPLIED, target=State.CLOSED, by=Role.PUBLISHER, form=WithholdForm,
            public_label=_("已办结"))  # fmt: skip
    def withhold_reply(self: Any, ctx: ActionContext, *, reason: str) -> None:
        """Close without publishing."""
