"""Which class of the archive's table a disclosure request belongs to (条例 A.45: 归档)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from interaction.archive.terms import FileClass, Term
from requests_app.decisions import BY_CODE

CLASSES = (
    FileClass("disclosure.contested", _("公开申请：经过复议、诉讼"), Term.THIRTY),
    FileClass("disclosure.refused", _("公开申请：不予公开、部分公开"), Term.THIRTY),
    FileClass("disclosure.answered", _("公开申请：其他答复"), Term.TEN),
    FileClass("disclosure.ended", _("公开申请：撤回、视为放弃"), Term.TEN),
)


# The rows of the annual report for what was disclosed in part or refused.
NOT_DISCLOSED = ("3.2", "3.3.")


def class_of(request: Any) -> str:
    """Return the code of the class."""
    if request.remedied:
        return "disclosure.contested"
    if not request.decision:
        return "disclosure.ended"
    return "disclosure.refused" if BY_CODE[request.decision].row.startswith(NOT_DISCLOSED) else "disclosure.answered"
