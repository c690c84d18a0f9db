"""What a form asks of whoever reports somebody (举报)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.accusations import REPORT
from interaction.workflow.forms import ActionForm, LineField


class ReportFields(ActionForm):
    """Whom it accuses, which a report has to say; a form with a `kind` is mixed in beside this."""

    accused = LineField(
        label=_("举报谁（举报的填写）"), required=False, max_length=200,
        help_text=_("写明被举报的单位、企业或者人员。被举报的单位和工作人员看不到您的举报。"),
    )  # fmt: skip

    # Whoever enters what another wrote or said can say no more than that.
    must_name = True

    def clean_accused(self) -> str:
        data: dict[str, Any] = self.cleaned_data
        if self.must_name and data.get("kind") == REPORT and not data["accused"]:
            raise ValidationError(_t("举报请写明举报的是谁：单位、企业或者人员。不知道名称的，写明怎样辨认。"))
        return str(data["accused"])
