"""Handling: the organ speaks with the caller, works, replies; the hotline checks the reply before the caller has it."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hotline.handling_forms import ContactForm, NewsForm
from hotline.sampling import drawn
from hotline.states import AT_WORK, State
from hotline.texting.invitations import invitation
from interaction.casework.actions import ActionContext, action
from interaction.casework.common_answer import names_nobody
from interaction.casework.steps import mine_or_nobodys
from interaction.organs.actors import SYSTEM
from interaction.organs.models import Role
from interaction.replies.steps import ApprovalForm, RemarksForm, four_eyes

# A caller who cannot be reached at so many attempts does not hold the work up.
ATTEMPTS_TO_CONTACT = 3


class HandlingActions:
    """From the organ's desk back to the hotline's. `Case` is mixed in beside this."""

    @action(_("登记联系来电人"), source=(State.HANDLING, State.REVIEWING), target=None, by=Role.HANDLER, form=ContactForm,
            law="接诉即办", needs=(mine_or_nobodys,), main=True)  # fmt: skip
    def contact_caller(self: Any, ctx: ActionContext, *, reached: bool, words: str) -> None:
        """响应: the unit has spoken with the caller; an attempt that failed is noted, and is none. Whoever calls first has
        taken the order up."""
        self.handler = ctx.actor.in_whose_post
        if reached:
            ctx.mark = "contacted"

    def party_contacted(self: Any) -> bool:
        """Since the order came to this organ; or tried often enough; or there is nobody it could call."""
        if not self.owes_contact or self.reworked:
            return True
        tried = 0
        for event in self.events.all():
            if event.mark in ("dispatched", "arbitrated"):
                tried = 0
            elif event.action == "contact_caller":
                if event.mark == "contacted":
                    return True
                tried += 1
        return tried >= ATTEMPTS_TO_CONTACT

    @action(_("通报进展"), source=AT_WORK, target=None, by=(Role.CALL_AGENT, Role.INTAKE), at="addressed_to",
            form=NewsForm, public_label=_("办理进展"), public_text_field="news")  # fmt: skip
    def tell_news(self: Any, ctx: ActionContext, *, news: str) -> None:
        """All who called about the incident hear how things stand."""
        self._tell_party_news(ctx, news)
        self.for_followers("hear_news", {"news": news})

    def _tell_party_news(self: Any, ctx: ActionContext, news: str) -> None:
        ctx.tell_party(_t("您反映的事项有新进展"), _t("您的诉求 %(number)s：%(news)s") % {
            "number": self.number, "news": news,
        })  # fmt: skip

    @action(_("热线审核退回"), source=State.CHECKING, target=State.HANDLING, by=Role.INTAKE, at="addressed_to",
            form=RemarksForm, needs=(four_eyes,))  # fmt: skip
    def decline_to_sign(self: Any, ctx: ActionContext, *, remarks: str) -> None:
        """The reply does not answer what the caller asked: the organ does it again."""
        self._tell_author(ctx, _t("热线审核退回，请补充办理：%(number)s"))

    @action(_("热线审核通过"), source=State.CHECKING, target=State.REPLIED, by=Role.INTAKE, at="addressed_to",
            form=ApprovalForm, mark="replied", needs=(four_eyes, names_nobody), main=True, public_label=_("已答复"))  # fmt: skip
    def sign(self: Any, ctx: ActionContext, *, remarks: str) -> None:
        """The reply goes to the caller, and to all callers of the incident; then each is called back."""
        self.replied_on = ctx.on
        self.asked = drawn(self.number, ctx.on) and not self.anonymous
        if self.reworked:
            ctx.mark = "replied_again"  # the first answer stopped the caller's clock and is counted; this one is not
        self._tell_answered(ctx)

    def _tell_answered(self: Any, ctx: ActionContext) -> None:
        """The caller may answer by SMS at once, and need not be called."""
        ctx.tell_party(_t("您的诉求已答复"), invitation(self))

    @action(_("随事件答复"), source=State.JOINED, target=State.REPLIED, by=SYSTEM, mark="replied",
            public_label=_("已答复"))  # fmt: skip
    def answer_with_lead(self: Any, ctx: ActionContext) -> None:
        """The incident was answered: this caller has the same answer, and is called back like the others."""
        self.asked = drawn(self.number, ctx.on) and not self.anonymous
        self._answer_like_lead(ctx)
