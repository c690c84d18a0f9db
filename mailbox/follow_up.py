"""After the reply: rating, one more try on a bad one (重办), publication, closing."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.organs.actors import PARTY
from interaction.organs.models import Role
from interaction.publicity.publishing import publish, show_rating
from interaction.replies.reworking import (
    DECIDES_ABOUT,
    ReworkActions,
    ReworkForm,
    badly_rated,
    not_reworked_before,
)
from mailbox.conditions import not_rated_before, not_sensitive, not_taken_back, wish_allows_publication
from mailbox.forms import PublishLetterForm, RatingForm, WithholdForm
from mailbox.kinds import Kind
from mailbox.states import ANSWERED, State


class FollowUpActions(ReworkActions):
    """When the sender has the reply. `Case` is mixed in beside this."""

    @action(_("评价"), source=ANSWERED, target=None, by=PARTY, form=RatingForm, mark="rated",
            needs=(not_rated_before,), main=True, public_label=_("您作了评价"))  # fmt: skip
    def rate(self: Any, ctx: ActionContext, *, stars: int, settled: bool, words: str) -> None:
        """The sender says whether the matter is settled and how satisfying the reply is."""
        self.stars, self.settled, ctx.amount = stars, settled, stars
        show_rating(self, stars)
        self._note_rating(ctx)

    @action(_("重办"), source=ANSWERED, target=State.HANDLING, by=Role.SUPERVISOR, at="addressed_to", form=ReworkForm,
            mark="reworked", needs=(badly_rated, not_reworked_before), answers=DECIDES_ABOUT,
            main=True, public_label=_("根据您的评价，重新办理"))  # fmt: skip
    def rework(self: Any, ctx: ActionContext, *, demand: str) -> None:
        """Send it back to the organ that answered."""
        self._do_again(ctx)

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
