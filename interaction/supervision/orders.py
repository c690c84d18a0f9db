"""Supervision orders as a case page shows them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from interaction.casework.channels import Table


def orders_table(case: Any) -> Table:
    rows = [
        (one.document.number, one.demand, one.answer_by, one.answered_on or _("待反馈"), one.answer)
        for one in case.supervision_orders.select_related("document")
    ]
    return Table(_("督办"), (_("督办单"), _("要求"), _("期限"), _("反馈"), _("反馈情况")), rows)
