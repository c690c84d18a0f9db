"""Texts that answer no order: who reads them, what was done about each, once, and when they are forgotten."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t

from hotline.centre import DESK, hotline_centre, works_for_centre
from hotline.texting.models import NumberLook, ReceivedText, StrayText
from interaction.errors import NotNow, NotPermitted
from interaction.notices.outbox import in_office_hours, notify_staff
from interaction.organs.actors import Actor, holders
from interaction.publicity.retention import last_day_to_keep
from interaction.workdays.now import SHANGHAI, local_date, now, today
from interaction.workflow.todos import MOST, Todo


def may_read(actor: Actor) -> bool:
    """Whether somebody works at the desk of the hotline centre."""
    return works_for_centre(actor, *DESK)


def keep_stray(received: ReceivedText, sender: str, text: str) -> StrayText:
    """Keep a text for the desk of the hotline, and tell who works there; the notice holds nothing of it."""
    stray = StrayText.objects.create(received=received, sender=sender, text=text)
    people = {one for role in DESK for one in holders(role, hotline_centre())}
    notify_staff(
        people, key=f"stray:{received.digest}", subject=_t("收到一条短信，不是对工单的评价，请到“来电短信”处理"),
        send_after=in_office_hours(received.received_at),
    )  # fmt: skip
    return stray


def unread_texts() -> QuerySet[StrayText]:
    """Return those that nobody has dealt with, the longest waiting first."""
    return StrayText.objects.filter(done="").select_related("received").order_by("received__received_at")


def waiting(actor: Actor) -> Iterator[Todo]:
    """Yield the texts that wait, for whoever works at the desk of the hotline; nothing of their words."""
    if actor.roles.isdisjoint(DESK) or not may_read(actor):
        return
    for one in unread_texts()[:MOST]:
        yield Todo(
            label=_t("处理来电短信"), title=_t("收到一条短信，不是对工单的评价"),
            address=reverse("texting_desk:text", args=[one.received.digest]), since=local_date(one.received.received_at),
        )  # fmt: skip


@transaction.atomic
def deal_with(stray: StrayText, actor: Actor, done: str, remarks: str) -> None:
    """Note what was done about a text. Raises NotPermitted; NotNow where somebody else was faster, with who and when."""
    if actor.staff is None or not may_read(actor):
        raise NotPermitted(_t("您不在热线中心任职，不能处理来电短信。"))
    held = StrayText.objects.select_for_update(of=("self",)).select_related("done_by").get(pk=stray.pk)
    if held.done_at and held.done_by:
        raise NotNow(_t("%(name)s已经在%(at)s处理过这条短信，不用再处理。") % {
            "name": held.done_by.name, "at": f"{held.done_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        })  # fmt: skip
    held.done, held.remarks, held.done_by, held.done_at = done, remarks, actor.staff, now()
    held.save()


def number_of(stray: StrayText, actor: Actor) -> str:
    """Return the number in the clear, and note who looked."""
    if actor.staff is None or not may_read(actor):
        raise NotPermitted(_t("您不在热线中心任职，不能查看来电短信的号码。"))
    NumberLook.objects.create(stray=stray, staff=actor.staff, at=now())
    return str(stray.sender)


def forget_old_texts() -> int:
    """Erase numbers and words of texts received before the years that are kept; return of how many."""
    until = datetime.combine(last_day_to_keep(today()), time.max, SHANGHAI)
    forgotten = 0
    for one in StrayText.objects.filter(received__received_at__lte=until, forgotten=False).iterator():
        one.sender, one.text, one.remarks, one.forgotten = "", "", "", True
        one.save()
        forgotten += 1
    return forgotten
