"""核对隐名来件: before others read what a hidden sender wrote, the desk that took it in looks through it (信访工作条例 A.30)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import ActionContext, action
from interaction.casework.clearances import (
    HANDED_ON,
    KEPT_BACK,
    PIECES,
    something_to_clear,
    uncleared_files,
    uncleared_pieces,
)
from interaction.casework.models import CaseMixin
from interaction.casework.steps import Stage
from interaction.organs.models import Role
from interaction.publicity.known import Known
from interaction.publicity.masking import find, mask
from interaction.workflow.forms import ActionForm, TextField

LONGEST = 10_000


class ClearForm(ActionForm):
    """A field for each text, begun with what masking found hidden already; a box for each file, none ticked."""

    checked = forms.BooleanField(
        label=_("已逐项核对：文字和选中的附件里没有能看出来件人是谁的内容"),
        error_messages={"required": _("请逐项核对后勾选确认。")},
    )

    def prepare(self) -> None:
        self.pieces, self.files_sent = uncleared_pieces(self.case), uncleared_files(self.case)
        known = Known.of(self.case.party)
        for piece in self.pieces:
            self.fields[piece.name] = TextField(
                label=_t("转给承办单位的文字：%(what)s") % {"what": piece.label}, max_length=LONGEST,
                initial=mask(piece.text, find(piece.text, known)),
                help_text=_t("已遮住找到的姓名、电话等；能看出来件人是谁的经过、称谓、住处，请改写。"),
            )  # fmt: skip
        if self.files_sent:
            self.fields["files"] = forms.MultipleChoiceField(
                label=_t("可以转给承办单位的附件"), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(str(file.pk), file.name) for file in self.files_sent],
                help_text=_t("请先打开查看；没有选的，承办单位打不开。"),
            )  # fmt: skip
        self.order_fields([*(piece.name for piece in self.pieces), "files", "checked"])

    def remembered(self) -> tuple[dict[str, Any], dict[str, str]]:
        given = self.cleaned_data.get("files", [])
        kept_back = [str(file.pk) for file in self.files_sent if str(file.pk) not in given]
        names = [piece.name for piece in self.pieces]
        details = {PIECES: names, HANDED_ON: given, KEPT_BACK: kept_back}
        return details, {name: self.cleaned_data[name] for name in names}


class ClearingActions(CaseMixin):
    """For channels whose senders may stay unknown. `Case` is mixed in beside this."""

    @action(_("核对隐名来件"), source=Stage.BEFORE_REPLY, target=None, by=(Role.INTAKE, Role.SUPERVISOR), at="addressed_to",
            form=ClearForm, law="信访工作条例第三十条", needs=(something_to_clear,), answers="add_material",
            main=True)  # fmt: skip
    def clear_for_others(self, ctx: ActionContext, **said: Any) -> None:
        """What others will read of a hidden sender, and which files they may fetch."""
