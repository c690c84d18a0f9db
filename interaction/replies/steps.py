"""From a draft to sign-off: the steps by which every channel's reply comes about."""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import Act, Condition, action
from interaction.casework.forms import ActionForm, TextField
from interaction.casework.steps import Stage
from interaction.organs.models import Role
from interaction.replies.drafting import latest, written_by_other


class RemarksForm(ActionForm):
    remarks = TextField(label=_("修改意见"), max_length=2000)


class ApprovalForm(ActionForm):
    remarks = TextField(label=_("审核意见（可不填）"), required=False, max_length=2000)
    shows_draft = True


four_eyes = Condition(written_by_other, _("拟稿人不能审核、签发自己拟写的答复，请由其他同志办理。"))


class Answering:
    """Review and sign-off of a draft. Drafting and signing themselves belong to the channel: their forms differ."""

    @action(
        _("退回修改"), source=Stage.REVIEWING, target=Stage.HANDLING, by=Role.REVIEWER, form=RemarksForm,
        needs=(four_eyes,),
    )  # fmt: skip
    def send_back(self: Any, act: Act, *, remarks: str) -> None:
        """The reviewer sends the draft back with remarks."""
        self._tell_author(act, _t("答复退回修改：%(number)s"))

    @action(
        _("审核通过"), source=Stage.REVIEWING, target=Stage.SIGNING, by=Role.REVIEWER, form=ApprovalForm,
        needs=(four_eyes,), main=True,
    )  # fmt: skip
    def approve(self: Any, act: Act, *, remarks: str) -> None:
        """The reviewer passes the draft on to sign-off."""

    def _tell_author(self: Any, act: Act, subject: str) -> None:
        draft = latest(self)
        if draft:
            act.tell(draft.author, subject % {"number": self.number})
