"""Sign-off: the reply goes out."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.casework.common_answer import names_nobody
from interaction.organs.models import Role
from interaction.replies.steps import ApprovalForm, RemarksForm, four_eyes
from mailbox.petitions import opinion
from mailbox.states import State


class SignOffActions:
    """From the signer's desk to the sender. `Case` is mixed in beside this."""

    @action(_("退回修改"), source=State.SIGNING, target=State.HANDLING, by=Role.SIGNER, form=RemarksForm,
            needs=(four_eyes,))  # fmt: skip
    def decline_to_sign(self: Any, ctx: ActionContext, *, remarks: str) -> None:
        """The signer sends the draft back with remarks."""
        self._tell_author(ctx, _t("答复退回修改：%(number)s"))

    @action(_("签发答复"), source=State.SIGNING, target=State.REPLIED, by=Role.SIGNER, form=ApprovalForm,
            mark="replied", needs=(four_eyes, names_nobody), main=True, signs_in_anew=True,
            public_label=_("答复已签发"))  # fmt: skip
    def sign(self: Any, ctx: ActionContext, *, remarks: str) -> None:
        """Sign off: the reply goes to the sender; those whose letters were merged into this one get their own (merging)."""
        self.replied_on = ctx.on
        if self.reworked:
            ctx.mark = "replied_again"  # the first answer stopped the citizen's clock and is counted; this one is not
        if self.petition:
            opinion(self, ctx)
        self._tell_answered(ctx)
