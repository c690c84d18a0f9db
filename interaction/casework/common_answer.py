"""An answer that goes to several senders: written for all of them, it names none."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.casework.actions import Condition
from interaction.casework.models import Case, Party
from interaction.privacy.particulars import named_in, numbers_in


def readers_of(case: Any) -> list[Case]:
    """Return the cases whose senders will read the answer: the lead's own and those merged into it, or none but its own."""
    return [case, *case.merged_cases()]


def particulars_said(case: Any, text: str) -> list[str]:
    """Return what of the senders an answer to several of them says; nothing of an answer to one."""
    cases = readers_of(case)
    if len(cases) == 1:
        return []
    names: list[str] = []
    values: list[str] = []
    for party in Party.objects.filter(case__in=cases):
        names += party.names
        values += party.particulars
    for one in cases:
        values += numbers_in(f"{one.title} {one.content}")  # type: ignore[attr-defined]
    return named_in(text, names, values)


def warned(case: Any) -> str:
    """Return what whoever drafts an answer to several is told; nothing for an answer to one."""
    cases = readers_of(case)
    if len(cases) == 1:
        return ""
    return _t(
        "这份答复将同时发给 %(n)s 位来件人（%(numbers)s）。请写给所有人看，不要写某一位的姓名、电话、住址等情况。"
    ) % {"n": len(cases), "numbers": "、".join(one.number for one in cases)}


def refuse_particulars(case: Any, text: str) -> str:
    """Return a text that may go to all who are joined to a case; raise ValidationError where it names one of them."""
    said = particulars_said(case, text)
    if said:
        raise ValidationError(_t("%(warned)s请删去：%(said)s。") % {"warned": warned(case), "said": "、".join(said)})
    return text


def _names_nobody(case: Any, _actor: Any) -> bool:
    draft = case.drafts.order_by("-version").first()
    return draft is None or not particulars_said(case, draft.body)


names_nobody = Condition(
    _names_nobody, _("这份答复同时发给多位来件人，里面写有其中一位的姓名、电话、证件号码或者住址，请退回修改。")
)
