"""Which class of the archive's table a work order belongs to."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from interaction.archive.terms import FileClass, Term

CLASSES = (
    FileClass("order.numbered", _("热线工单：制发过有文号的文书"), Term.TEN),
    FileClass("order.ordinary", _("热线工单：其他"), Term.NONE, "国家档案局令第8号第四条第二项：一般性电话记录不归档"),
)


def class_of(order: Any) -> str:
    """Return the code of the class."""
    return "order.numbered" if order.documents.exists() else "order.ordinary"
