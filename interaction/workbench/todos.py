"""Questions asked in cases, as they wait for whoever decides them: more time, exclusion from the rates, a bad rating."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from itertools import islice
from operator import or_

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _t

from interaction.casework.accusations import is_accused
from interaction.casework.actions import actions_of
from interaction.casework.models import OpenQuestion
from interaction.casework.queries import whole_case
from interaction.notices import delivery
from interaction.notices.watching import DEAD_WITHIN
from interaction.organs.absences import lacking_posts
from interaction.organs.actors import Actor
from interaction.organs.models import Organ, Role
from interaction.publicity.hiding import Reader
from interaction.workdays.models import Notice
from interaction.workdays.now import local_date, now, today
from interaction.workflow.todos import MOST, Todo

# The roles to whom steps put questions.
DECIDES = (Role.SIGNER, Role.SUPERVISOR, Role.INTAKE)


def questions_for(actor: Actor) -> Iterator[Todo]:
    """Return the open questions that this person may decide, with the words of whoever asked; those are cut off, once what is
    not for an accused person has been left out."""
    return islice(_questions(actor), MOST)


def _questions(actor: Actor) -> Iterator[Todo]:
    if actor.roles.isdisjoint(DECIDES):
        return
    held = [Q(role=post.role, organ__path__startswith=post.organ.path) for post in actor.posts]
    asked = OpenQuestion.objects.filter(reduce(or_, held, Q(pk__in=[]))).select_related("event__actor", "event__words")
    for question in asked.order_by("event__at"):
        case = whole_case(question.case_id)
        if case is None or is_accused(case, actor):
            continue
        words = getattr(question.event, "words", None)
        said = Reader(case, actor).texts(words.texts.values()) if words else []
        yield Todo(
            label=actions_of(type(case))[question.kind].label, title=f"{case.number} {case.title}",
            address=reverse("workbench:case", args=[case.pk]), since=question.event.on,
            asked_by=question.event.actor_name, words="；".join(said),
        )  # fmt: skip


# From this month on a county needs the State Council's notice of the coming year: limits run into it.
NOTICE_FROM = 11


def holiday_notice_for(actor: Actor) -> Iterator[Todo]:
    """Yield, from November on, that the coming year's holiday notice has not been entered; for system administrators."""
    day = today()
    if Role.ADMINISTRATOR not in actor.roles or day.month < NOTICE_FROM:
        return
    if not Notice.objects.filter(year=day.year + 1).exists():
        yield Todo(
            label=_t("录入放假安排"), title=_t("%(year)s年的放假安排还没有录入，跨年的期限都是暂定的") % {"year": day.year + 1},
            address=reverse("workbench:holidays"), since=date(day.year, NOTICE_FROM, 1),
            words=_t("国务院办公厅一般在11月公布。公布后请粘贴全文录入，录入前看得到哪些期限会变。"),
        )  # fmt: skip


def dead_letters_for(actor: Actor) -> Iterator[Todo]:
    """Yield of each outbox that this person sees to how many went out at no attempt of late."""
    if actor.roles.isdisjoint({Role.SUPERVISOR, Role.ADMINISTRATOR}):
        return
    for courier in delivery.couriers_for(actor):
        dead = delivery.dead_letters(courier).filter(send_after__gte=now() - DEAD_WITHIN)
        first = dead.first()
        if first:
            yield Todo(
                label=_t("没有送达"), title=_t("%(outbox)s有 %(count)s 条没有送达") % {"outbox": courier.label, "count": dead.count()},
                address=reverse("workbench:dead_letters"), since=local_date(first.send_after),
                words=_t("请再次发送；对方的地址已经不能用的，请改用其他方式告知。"),
            )  # fmt: skip


def posts_nobody_attends(actor: Actor) -> Iterator[Todo]:
    """Yield the organs at which nobody is there for some role, for security administrators and supervisors."""
    if actor.roles.isdisjoint({Role.SECURITY, Role.SUPERVISOR}):
        return
    lacking = lacking_posts()
    for organ in Organ.objects.filter(pk__in=lacking).order_by("path")[:MOST]:
        if any(actor.holds(role, organ) for role in (Role.SECURITY, Role.SUPERVISOR)):
            roles = "、".join(str(Role(role).label) for role in lacking[organ.pk])
            yield Todo(
                label=_t("安排人员"), title=_t("%(organ)s没有人在岗：%(roles)s") % {"organ": organ.name, "roles": roles},
                address=reverse("leave:index"), since=today(),
                words=_t("等这些岗位办理的办件没有人看到。请安全管理员任命人员，或者请本人销假、另选代班的人。"),
            )  # fmt: skip
