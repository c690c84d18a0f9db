"""Who is told of a consultation: colleagues within the house, and everybody who gave an opinion and an address."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from interaction.consultations.models import Consultation, Opinion
from interaction.consultations.permissions import DECIDE
from interaction.notices.outbox import in_office_hours, notify_citizen, notify_staff, notify_stranger
from interaction.organs.actors import holders
from interaction.workdays.now import now
from interaction.workflow.actions import ActionContext


def _key(subject: Any, what: str) -> str:
    return f"{type(subject).__name__.lower()}:{subject.pk}:{what}"


def notify_deciders(subject: Any, context: ActionContext, words: str) -> None:
    """Those who may let it out, but for who handed it in."""
    people = {one for role in DECIDE for one in holders(role, subject.organ)} - {context.staff}
    notify_staff(
        people, key=_key(subject, f"decide:{subject.version}"), subject=words[:120],
        send_after=in_office_hours(context.at),
    )  # fmt: skip


def notify_preparer(subject: Any, context: ActionContext, words: str) -> None:
    """Who handed it in."""
    handed_in = subject.last_entry("submit", "submit_report", "draft")
    if handed_in:
        notify_staff(
            [handed_in.by], key=_key(subject, f"back:{subject.version}"), subject=words[:120],
            send_after=in_office_hours(context.at),
        )  # fmt: skip


def tell_participants(
    consultation: Consultation, what: str, subject: str, body: str, of_each: Callable[[Opinion], str] = lambda one: ""
) -> int:
    """Every participant who left an address, by one message about all they said; answers how many people that are.

    The message names the numbers; the query codes are on the receipts and in no message.
    """
    by_person: dict[str, list[Opinion]] = {}
    for opinion in consultation.opinions.select_related("group").order_by("number"):
        if opinion.email or opinion.phone:
            by_person.setdefault(opinion.person, []).append(opinion)
    for opinions in by_person.values():
        first = next((one for one in opinions if one.email), opinions[0])
        numbers = "\n".join(f"{one.number} {of_each(one)}".rstrip() for one in opinions)
        notify_citizen(
            key=f"opinion:{first.pk}:{what}", email=first.email, phone=first.phone, subject=subject,
            body=_("%(body)s\n您的意见：\n%(numbers)s\n凭编号和查询码查看：%(address)s")
            % {"body": body, "numbers": numbers, "address": address_of_tracking(first)}, about=None,
        )  # fmt: skip
    return len(by_person)


def address_of_tracking(opinion: Opinion) -> str:
    """Where number and code are asked for; the code is in no address."""
    return f"{settings.SITE_URL}{reverse('consultations:track')}?number={opinion.number}"


def tell_received(opinion: Opinion) -> None:
    """A receipt to who left an e-mail address."""
    if not opinion.email:
        return
    with translation.override(settings.LANGUAGE_CODE):
        notify_stranger(
            key=f"opinion:{opinion.pk}:received", email=opinion.email, phone="", subject=_("您的意见已收到"),
            body=_("您对《%(title)s》的意见已收到，编号 %(number)s。征集结束后会公布采纳情况，并告诉您。")
            % {"title": opinion.consultation.title, "number": opinion.number}, about=None,
        )  # fmt: skip


def tell_supervisors(consultation: Consultation, role: str, words: str) -> None:
    """Once for each report that is late, however often somebody looks."""
    notify_staff(
        holders(role, consultation.organ), key=_key(consultation, f"late:{consultation.closes_on}"),  # type: ignore[arg-type]
        subject=words[:120], send_after=in_office_hours(now()),
    )  # fmt: skip
