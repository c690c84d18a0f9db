"""Signing up for an open day: the quota, the waiting list, what people are told, and when they are forgotten.

Whoever changes sign-ups holds the day's row; the database counts the taken places beside and refuses to pass the quota.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from interaction.casework.numbers import next_case_number, query_code
from interaction.errors import NotNow
from interaction.notices import sms
from interaction.notices.outbox import forget_keys, notify_citizen, notify_stranger
from interaction.organs.actors import Actor
from interaction.outreach.authority import EDITORS
from interaction.outreach.models import Entry, OpenDay, SignUp
from interaction.privacy.encryption import blind_index, current_key_id
from interaction.workdays.now import SHANGHAI, local_date, now, today
from interaction.workflow.actions import ActionContext, Within, WithinForm, document_action
from interaction.workflow.forms import ActionForm

PREFIX = "KF"
State = SignUp.State
# Most that is forgotten or reminded of in one go.
BATCH = 500


@dataclass(frozen=True)
class Wish:
    """Who wants to come, as a good form says; `key` is the form's own."""

    key: uuid.UUID
    name: str
    phone: str
    email: str
    people: int


def _lock_day(day: OpenDay) -> OpenDay:
    """The day as it is now, held by its entry: whoever edits it locks the same row, and no other before."""
    return cast(OpenDay, day.locked())


@transaction.atomic
def sign_up(day: OpenDay, wish: Wish) -> SignUp:
    """Take a place, or one on the waiting list when there are not enough left. A form sent twice signs up once.

    A telephone signs up once: whoever does so again is shown the same as everybody, so that strangers do not learn who comes,
    and the owner is told. Raises NotNow outside the time of signing up.
    """
    before = SignUp.objects.filter(pk=wish.key, day=day).first()
    if before:
        return before
    day = _lock_day(day)
    if not day.takes_sign_ups:
        raise NotNow(_t("现在不在报名时间内。"))
    if wish.people > day.quota:
        raise NotNow(_t("人数超过了这次活动的名额，请减少人数。"))
    first = _first_of(day, wish.phone)
    left = day.shown_left if first else day.left
    state = State.CONFIRMED if wish.people <= left else State.WAITING
    one = SignUp(
        pk=wish.key, day=day, number=next_case_number(PREFIX, today()), query_key_id=current_key_id(),
        state=State.CANCELLED if first else state, shown_as=state if first else "",
        name=wish.name, phone=wish.phone, email=wish.email, people=wish.people, at=now(),
    )  # fmt: skip
    one.save(force_insert=True)
    if first:
        _tell_owner(first, one)
    if first is None or one.email:
        _tell(one, "signed_up")
    return one


def _first_of(day: OpenDay, phone: str) -> SignUp | None:
    """The sign-up that this telephone has already; the day is held, and the database lets no second one in."""
    return day.sign_ups.filter(phone_index=blind_index("phone", phone)).exclude(state=State.CANCELLED).first()


def _tell_owner(first: SignUp, again: SignUp) -> None:
    """Whose telephone it is, is told that it was signed up once more: by SMS, or by the e-mail they gave."""
    reached = sms.reaches(first.phone)
    with override("zh-hans"):
        facts = {"what": first.day.title, "number": first.number}
        notify_stranger(
            key=_key(again, "again"), email="" if reached else first.email, phone=first.phone, about=None,
            subject=_t("有人又用您的电话报名"), body=_t(
                "“%(what)s”您已报过名，编号 %(number)s。刚才又有人用这个电话报名，没有计入，仍以这一次为准。"
                "要改人数，请先取消再报。不是您本人的，不用理会。"
            ) % facts,
        )  # fmt: skip


def code_of(one: SignUp) -> str:
    """The secret that, with its number, opens the sign-up to the person."""
    return query_code(one.number, one.query_key_id)


@transaction.atomic
def cancel(one: SignUp) -> None:
    """Give the place back; who waits moves up. Raises NotNow once the day has begun."""
    day = _lock_day(one.day)
    held = SignUp.objects.select_for_update().get(pk=one.pk)
    if held.shown_state == State.CANCELLED:
        return
    if day.has_begun():
        raise NotNow(_t("活动已经开始，不能再取消。"))
    if held.shown_as:
        held.shown_as = one.shown_as = State.CANCELLED
        held.save(update_fields=["shown_as"])
        if held.email:
            _tell(held, "cancelled")
        return
    held.state = State.CANCELLED
    held.save(update_fields=["state"])
    one.state = held.state
    _tell(held, "cancelled")
    move_up(day)


@document_action(OpenDay, _("代为取消报名"), source=Entry.State.values, by=EDITORS, within=Within("sign_ups"),
                 form=WithinForm, name="cancel")  # fmt: skip
def cancel_for(day: OpenDay, context: ActionContext) -> None:
    """For somebody who telephones that they cannot come."""
    context.words = context.about.number
    context.afterwards.append(lambda: cancel(context.about))


def move_up(day: OpenDay) -> int:
    """Confirm those on the waiting list for whom there is room, the earliest first; answers how many sign-ups."""
    with transaction.atomic():
        day = _lock_day(day)
        if day.has_begun():
            return 0
        left, moved = day.left, 0
        for one in day.sign_ups.filter(state=State.WAITING).order_by("at", "number"):
            if one.people > left:
                continue  # a smaller party behind may still fit
            one.state, left, moved = State.CONFIRMED, left - one.people, moved + 1
            one.save(update_fields=["state"])
            _tell(one, "moved_up")
        return moved


def call_off(day: OpenDay) -> None:
    """The day was taken back: everybody who had signed up is told."""
    if day.has_begun():
        return
    for one in _lock_day(day).sign_ups.select_related("day").exclude(state=State.CANCELLED):
        one.state = State.CANCELLED
        one.save(update_fields=["state"])
        _tell(one, "called_off")
    for one in _repeated(day):
        one.shown_as = State.CANCELLED
        one.save(update_fields=["shown_as"])
        _tell(one, "called_off")


def _repeated(*days: OpenDay) -> list[SignUp]:
    """Sign-ups that look like any other to who made them, and are written to like these where an e-mail was given."""
    rows = SignUp.objects.filter(day__in=days).exclude(shown_as__in=["", State.CANCELLED]).select_related("day")
    return [one for one in rows if one.email]


class AttendanceForm(ActionForm):
    """How many people came with each confirmed sign-up, as the list was filled in at the door."""

    def clean(self) -> dict[str, Any]:
        came: dict[uuid.UUID, int] = {}
        for one in self.case.sign_ups.filter(state=State.CONFIRMED).only("id", "day", "people"):
            text = str(self.data.get(f"came-{one.pk}", "")).strip()
            if text.isascii() and text.isdigit() and len(text) <= len("99"):
                came[one.pk] = min(int(text), one.people)
        return {"came": came}


def _not_at_the_door(day: OpenDay, actor: Actor) -> str:
    if day.has_begun() and not day.forgotten_on:
        return ""
    return _t("活动开始以后、个人信息删除以前才能登记到场。")


@document_action(
    OpenDay, _("登记到场"), source=Entry.State.PUBLISHED, by=EDITORS, form=AttendanceForm, unmet=_not_at_the_door
)
def attend(day: OpenDay, context: ActionContext) -> None:
    """Note how many people came with each sign-up: never more than signed up."""
    came, total = context.data["came"], 0
    for one in day.sign_ups.filter(state=State.CONFIRMED):
        number = came.get(one.pk, 0)
        total += number
        if number == 0 and one.stars is not None:
            continue  # who has said something about the day was there
        SignUp.objects.filter(pk=one.pk).update(came=number)
    context.words = _t("到场 %(n)s 人") % {"n": total}


@transaction.atomic
def rate(one: SignUp, stars: int, words: str) -> None:
    """What somebody who came says of the day; once. Raises NotNow."""
    held = SignUp.objects.select_for_update().select_related("day").get(pk=one.pk)
    if not may_rate(held):
        raise NotNow(_t("活动结束后，到场的人可以评价一次。"))
    held.stars, held.words = stars, words
    held.save(update_fields=["stars", "words"])


def may_rate(one: SignUp) -> bool:
    return bool(one.came) and one.stars is None and one.day.is_over and one.day.forgotten_on is None


@document_action(OpenDay, _("查看报名人信息"), source=Entry.State.values, by=EDITORS)
def look(day: OpenDay, context: ActionContext) -> None:
    """Open names and telephones of those who signed up: the log says who and when (个人信息保护法 A.51)."""
    context.words = _t("%(n)s 件报名") % {"n": day.sign_ups.count()}


# -- What people are told ---------------------------------------------------------------------------------


def _key(one: SignUp, what: str) -> str:
    return f"open_day:{one.day_id}:{one.pk}:{what}"


def _tell(one: SignUp, what: str) -> None:
    """By e-mail where there is an address, else by SMS where one goes out; in Chinese, as all letters of the county. The query
    code is in no message: it is stored nowhere."""
    with override("zh-hans"):
        facts = {"number": one.number, "what": one.day.title, "people": one.people,
                 "when": _when(one.day), "place": one.day.place}  # fmt: skip
        state = State.CONFIRMED if one.shown_state == State.CONFIRMED else State.WAITING
        subject, body = MESSAGES[what if what != "signed_up" else state](facts)
    if what == "signed_up":
        what = f"{what}:{one.shown_state}"
    notify = notify_stranger if what.startswith("signed_up") else notify_citizen
    notify(key=_key(one, what), email=one.email, phone=one.phone, subject=subject[:120], body=body, about=None)


def _when(day: OpenDay) -> str:
    at = day.starts_at.astimezone(SHANGHAI)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


MESSAGES: dict[str, Any] = {
    "confirmed": lambda facts: (_t("报名成功"), _t(
        "您已报名“%(what)s”，%(people)s 人，时间 %(when)s，地点 %(place)s。报名编号 %(number)s。"
            "不能来请及时取消，把名额让给别人。以前用同一个电话报过的，以那一次为准。"
    ) % facts),
    "waiting": lambda facts: (_t("已列入候补"), _t(
        "“%(what)s”名额不足，您已列入候补，有空出的名额会按先后补上并告诉您。报名编号 %(number)s。"
            "以前用同一个电话报过的，以那一次为准。"
    ) % facts),
    "moved_up": lambda facts: (_t("候补成功"), _t(
        "“%(what)s”有了名额，您的候补已转为报名成功，%(people)s 人，时间 %(when)s，地点 %(place)s。报名编号 %(number)s。"
    ) % facts),
    "cancelled": lambda facts: (_t("报名已取消"), _t("您已取消“%(what)s”的报名，报名编号 %(number)s。") % facts),
    "called_off": lambda facts: (_t("活动取消"), _t(
        "很抱歉，“%(what)s”取消了，原因请看网站公告。您的报名 %(number)s 已一并取消。"
    ) % facts),
    "reminder": lambda facts: (_t("活动提醒"), _t(
        "您报名的“%(what)s”就在 %(when)s，地点 %(place)s，%(people)s 人。报名编号 %(number)s。不能来请及时取消。"
    ) % facts),
}  # fmt: skip


def remind() -> int:
    """Remind, once, everybody who comes within the next day; answers how many sign-ups."""
    soon = OpenDay.objects.filter(
        state=Entry.State.PUBLISHED, starts_at__gt=now(), starts_at__lte=now() + timedelta(days=1)
    )
    comers = [*SignUp.objects.filter(day__in=soon, state=State.CONFIRMED).select_related("day")]
    comers += [one for one in _repeated(*soon) if one.shown_as == State.CONFIRMED]
    for one in comers:
        _tell(one, "reminder")  # the key refuses a second one
    return len(comers)


def forget_old() -> int:
    """Erase who signed up for days that are over as long as the county keeps it; answers how many days.

    个人信息保护法 A.19, A.47: kept no longer than the purpose needs. Numbers of people, ratings and the published
    summary stay.
    """
    last = local_date(now()) - timedelta(days=settings.OPEN_DAY_RETENTION_DAYS)
    done = 0
    for day in OpenDay.objects.filter(forgotten_on__isnull=True).order_by("ends_at")[:BATCH]:
        if local_date(day.ends_at) >= last:
            break
        forget(day)
        done += 1
    return done


@transaction.atomic
def forget(day: OpenDay) -> None:
    day = _lock_day(day)
    for one in day.sign_ups.all():
        one.name = one.phone = one.email = one.words = ""
        one.save()
    forget_keys(f"open_day:{day.pk}:")
    OpenDay.objects.filter(pk=day.pk).update(forgotten_on=today())
