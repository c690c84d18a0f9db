"""Asking a caller for a rating by SMS, so that the answer is booked to the right order."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from hotline.states import State
from hotline.texting.models import Invitation
from hotline.texting.tokens import next_letter
from hotline.texting.verdicts import INVITATION
from interaction.casework.models import Case
from interaction.notices.outbox import by_sms
from interaction.workdays.now import now

# Two orders of one caller answered at once get different letters.
LOCK = 7_303


def invitation(order: Any) -> str:
    """What the notice of an answer asks: a digit by SMS, with a letter before it where another order of the caller waits for
    one; the page of the case where no SMS goes out. Notes the letter."""
    party = order.party
    if not by_sms(email=party.email, phone=party.phone):
        return _("您的诉求 %(number)s 已答复，凭编号和查询码可以查看，并请您评价。") % {"number": order.number}
    others = _waiting(party.phone_index, order.pk)
    letter = _letter_of(order, party.phone_index, {one.letter for one in others})
    words = {"number": order.number, "digits": INVITATION, "letter": letter}
    if not others or not letter:
        return _("您的诉求 %(number)s 已答复，凭编号和查询码可以查看。请回复数字评价：%(digits)s。") % words
    words["others"] = _("、").join(
        _("评价 %(number)s 的，数字前写 %(letter)s") % {"number": one.case.number, "letter": one.letter}
        for one in others
    )
    return (
        _(
            "您的诉求 %(number)s 已答复，凭编号和查询码可以查看。您有几件等待评价，请在数字前写字母 %(letter)s，例如 %(letter)s1：%(digits)s。"
            "%(others)s。"
        )
        % words
    )


def letters_of(orders: list[Any]) -> dict[int, str]:
    """The letter of each order that has one."""
    return dict(Invitation.objects.filter(case__in=orders).values_list("case_id", "letter"))


def _waiting(phone_index: str, other_than: int) -> list[Invitation]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, phone_index])
    asked = Invitation.objects.filter(phone_index=phone_index, case__state=State.REPLIED).exclude(case=other_than)
    return list(asked.exclude(letter="").select_related("case").order_by("invited_at"))


def _letter_of(order: Case, phone_index: str, taken: set[str]) -> str:
    """A letter of its own; asked anew after a rework, the order gets another, so that no late answer meets it."""
    used = Invitation.objects.filter(phone_index=phone_index).exclude(letter="").order_by("invited_at", "case_id")
    letter = next_letter(list(used.values_list("letter", flat=True)), taken)
    Invitation.objects.update_or_create(
        case=order, defaults={"phone_index": phone_index, "letter": letter, "invited_at": now()}
    )
    return letter
