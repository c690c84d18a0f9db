"""After the reply: the call-back (回访), one rework on 'not settled', exclusion from the rates, publication."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hotline.calling_back_forms import (
    AttemptForm,
    ExclusionDecisionForm,
    ExclusionForm,
    PublishOrderForm,
    RatedForm,
    TextedForm,
)
from hotline.conditions import (
    exclusion_not_asked,
    exclusion_pending,
    has_a_written_reply,
    not_asked,
    not_sensitive,
    not_taken_back,
    not_tried_today,
    tried_often_enough,
    wish_allows_publication,
)
from hotline.kinds import ExclusionGround, Kind, Settled
from hotline.states import ANSWERED, State
from interaction.casework.actions import ActionContext, action
from interaction.organs.actors import PARTY, SYSTEM
from interaction.organs.models import Role
from interaction.publicity.publishing import publish, show_rating
from interaction.replies.reworking import (
    DECIDES_ABOUT,
    ReworkActions,
    ReworkForm,
    badly_rated,
    not_reworked_before,
)


class CallBackActions(ReworkActions):
    """When the caller has the reply. `Case` is mixed in beside this."""

    excluded: Any

    @action(_("登记回访结果"), source=State.REPLIED, target=State.CLOSED, by=Role.CALL_AGENT, at="addressed_to",
            form=RatedForm, mark="rated", main=True, public_label=_("已回访"))  # fmt: skip
    def call_back(self: Any, ctx: ActionContext, *, settled: str, stars: int, words: str) -> None:
        """An agent asks the caller whether it is settled and how satisfying the work was."""
        self._rated(ctx, settled, stars)

    @action(_("评价"), source=State.REPLIED, target=State.CLOSED, by=PARTY, form=RatedForm, mark="rated", main=True,
            public_label=_("您作了评价"))  # fmt: skip
    def rate(self: Any, ctx: ActionContext, *, settled: str, stars: int, words: str) -> None:
        """The caller answers by itself, on the site or by SMS, before anybody calls."""
        self._rated(ctx, settled, stars)

    def _rated(self: Any, ctx: ActionContext, settled: str, stars: int) -> None:
        self.settled, self.stars, ctx.amount = settled, stars, stars
        ctx.details |= {"answer": settled, "settled": settled == Settled.YES}
        show_rating(self, stars)
        self._note_rating(ctx)

    @action(_("来电人回复短信，转人工回访"), source=State.REPLIED, target=None, by=SYSTEM, form=TextedForm)
    def note_text(self: Any, ctx: ActionContext, *, words: str) -> None:
        """What was written is no clear answer, or not clearly about this order: a person asks, also where none was to."""
        self.asked = not self.anonymous

    @property
    def texts(self: Any) -> list[str]:
        """What the caller wrote by SMS since the reply that is asked about, and nobody could take for an answer."""
        found: list[str] = []
        for event in self.events.select_related("words"):
            if event.action == "note_text":
                found.append(event.words.texts["words"])
            elif event.action == "rework":
                found.clear()
        return found

    @action(_("登记联系不上"), source=State.REPLIED, target=None, by=Role.CALL_AGENT, at="addressed_to",
            form=AttemptForm, needs=(not_tried_today,), main=True)  # fmt: skip
    def note_attempt(self: Any, ctx: ActionContext, *, outcome: str) -> None:
        """One attempt on one day that reached nobody."""

    @property
    def days_tried(self: Any) -> set[date]:
        """The days on which calling back came to nothing, since the reply that is asked about."""
        days: set[date] = set()
        for event in self.events.all():
            if event.action == "note_attempt":
                days.add(event.on)
            elif event.action == "rework":
                days.clear()
        return days

    @action(_("联系不上，办结"), source=State.REPLIED, target=State.CLOSED, by=Role.CALL_AGENT, at="addressed_to",
            mark="unreached", needs=(tried_often_enough,), main=True, public_label=_("多次回访未能联系上您，已办结"))  # fmt: skip
    def close_unreached(self: Any, ctx: ActionContext) -> None:
        """Three attempts on different days: left out of resolution and satisfaction, not of response."""

    @action(_("未收到评价，办结"), source=State.REPLIED, target=State.CLOSED, by=SYSTEM, mark="unreached",
            needs=(not_asked,), public_label=_("已办结"))  # fmt: skip
    def close_unrated(self: Any, ctx: ActionContext) -> None:
        """Nobody was to call about it, and no rating came in the time a call-back may take."""

    @action(_("查看来电号码"), source=State.REPLIED, target=None, by=Role.CALL_AGENT, at="addressed_to",
            law="个人信息保护法第五十一条")  # fmt: skip
    def see_number(self: Any, ctx: ActionContext) -> None:
        """Whoever calls back needs the number; the look leaves a trace."""

    @action(_("退回重办"), source=ANSWERED, target=State.HANDLING, by=(Role.CALL_AGENT, Role.INTAKE, Role.SUPERVISOR),
            at="addressed_to", form=ReworkForm, mark="reworked", needs=(badly_rated, not_reworked_before), main=True,
            answers=DECIDES_ABOUT, public_label=_("根据您的评价，重新办理"))  # fmt: skip
    def rework(self: Any, ctx: ActionContext, *, demand: str) -> None:
        """Send it back to the organ that answered; the caller is asked anew."""
        self._do_again(ctx)

    # -- What the rates leave out -------------------------------------------------------------------------

    @action(_("申请剔除"), source=(State.REPLIED, State.CLOSED), target=None, by=(Role.HANDLER, Role.REVIEWER),
            form=ExclusionForm, needs=(exclusion_not_asked,))  # fmt: skip
    def ask_exclusion(self: Any, ctx: ActionContext, *, ground: str, grounds: str) -> None:
        """The organ says why the order should not count against it."""
        self.exclusion_asked = ground
        words = _t("申请剔除待审核：%(number)s") % {"number": self.number}
        ctx.ask(Role.SUPERVISOR, self.addressed_to, words)

    @action(_("审核剔除申请"), source=(State.REPLIED, State.CLOSED, State.PUBLISHED), target=None, by=Role.SUPERVISOR,
            at="addressed_to", form=ExclusionDecisionForm, needs=(exclusion_pending,), answers="ask_exclusion", main=True)  # fmt: skip
    def decide_exclusion(self: Any, ctx: ActionContext, *, granted: bool, reason: str) -> None:
        """A reviewer decides, with recorded grounds."""
        self.excluded = granted
        ctx.details |= {"granted": granted, "ground": ExclusionGround(self.exclusion_asked).value}
        self._tell_organ(ctx, _t("剔除申请已审核：%(number)s"))

    # -- Publication --------------------------------------------------------------------------------------

    @action(_("公开答复"), source=State.CLOSED, target=State.PUBLISHED, by=Role.PUBLISHER, at="addressed_to",
            form=PublishOrderForm, mark="published", public_label=_("已公开"),
            needs=(wish_allows_publication, not_sensitive, has_a_written_reply, not_taken_back))  # fmt: skip
    def publish_reply(self: Any, ctx: ActionContext, *, title: str, content: str, reply: str, checked: bool) -> None:
        """The masked order and reply go on the public site, if the caller agreed."""
        clock = self.clocks.get(slot="reply")
        publish(self, ctx, title=title, content=content, reply=reply, kind=str(Kind(self.kind).label),
                workdays=clock.counted if clock.unit == "workday" else None)  # fmt: skip
        if self.stars:
            show_rating(self, self.stars)
