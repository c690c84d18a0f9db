"""Answering: extension, interim replies, the draft, sign-off."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import Act, action
from interaction.casework.assisting import parts_in
from interaction.casework.steps import mine_or_nobodys
from interaction.organs.models import Role
from interaction.replies.drafting import save_draft
from interaction.replies.steps import ApprovalForm, RemarksForm, four_eyes
from mailbox.conditions import not_extended_before, within_limit
from mailbox.forms import ExtensionForm, InterimForm, ReplyForm
from mailbox.states import State


class Replying:
    """From the handler's desk to the sender. `Case` is mixed in beside this."""

    @action(_("批准延期"), source=(State.HANDLING, State.REVIEWING), target=None, by=(Role.SIGNER, Role.SUPERVISOR),
            form=ExtensionForm, mark="extended", needs=(not_extended_before, within_limit),
            told=_("延长办理期限"), tells="reason")  # fmt: skip
    def extend(self: Any, act: Act, *, reason: str, workdays: int) -> None:
        """A complex matter gets more time, once; the sender is told why."""
        self.extended, act.amount = True, workdays
        act.tell_party(_t("您的来信需要更多时间办理"), _t(
            "您的来信 %(number)s 经批准延长 %(n)s 个工作日办理，理由：%(reason)s"
        ) % {"number": self.number, "n": workdays, "reason": reason})  # fmt: skip

    @action(_("阶段性答复"), source=(State.HANDLING, State.REVIEWING), target=None, by=Role.HANDLER, form=InterimForm,
            mark="interim_replied", needs=(mine_or_nobodys,), told=_("阶段性答复"), tells="progress")  # fmt: skip
    def reply_meanwhile(self: Any, act: Act, *, progress: str) -> None:
        """The sender is told how things stand; the clock runs on."""
        act.tell_party(_t("您的来信有新进展"), _t(
            "您的来信 %(number)s 有新进展。请凭编号和查询码查看。"
        ) % {"number": self.number})  # fmt: skip

    @action(_("拟写答复"), source=State.HANDLING, target=State.REVIEWING, by=Role.HANDLER, form=ReplyForm,
            needs=(mine_or_nobodys, parts_in), main=True)  # fmt: skip
    def draft_reply(self: Any, act: Act, *, body: str, template: Any = None) -> None:
        """The reply, for review."""
        self.handler = act.actor.staff
        act.details["version"] = save_draft(self, act.actor, body=body).version

    @action(_("退回修改"), source=State.SIGNING, target=State.HANDLING, by=Role.SIGNER, form=RemarksForm,
            needs=(four_eyes,))  # fmt: skip
    def decline_to_sign(self: Any, act: Act, *, remarks: str) -> None:
        """The signer sends the draft back with remarks."""
        self._tell_author(act, _t("答复退回修改：%(number)s"))

    @action(_("签发答复"), source=State.SIGNING, target=State.REPLIED, by=Role.SIGNER, form=ApprovalForm,
            mark="replied", needs=(four_eyes,), main=True, told=_("答复已签发"))  # fmt: skip
    def sign(self: Any, act: Act, *, remarks: str) -> None:
        """Sign off: the reply goes to the sender, and to all whose letters were merged into this one."""
        self.replied_on = act.on
        if self.reworked:
            act.mark = "replied_again"  # the first answer stopped the citizen's clock and is counted; this one is not
        act.tell_party(_t("您的来信已答复"), _t(
            "您的来信 %(number)s 已答复。请凭编号和查询码查看答复，并请您评价。"
        ) % {"number": self.number})  # fmt: skip
        self._for_followers("answer_with_lead")
