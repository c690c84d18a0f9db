"""What somebody who leaves service or a post still has in hand, shown before it is done, and handed over with it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interaction.audit.models import Kind
from interaction.audit.recording import reads
from interaction.casework.dispatch_forms import ReleaseForm
from interaction.casework.engine import perform
from interaction.casework.models import Case
from interaction.casework.registry import channels
from interaction.casework.steps import Stage
from interaction.errors import InvalidData, NotPermitted, Refused
from interaction.leave.models import Leave
from interaction.organs.absences import held
from interaction.organs.actors import Actor
from interaction.organs.models import ADMINISTRATORS, Absence, Post, Role, Staff
from interaction.sign_in.anew import ask_anew
from interaction.workdays.now import today
from interaction.workflow.desk_pages import actor_of, page
from interaction.workflow.forms import PlainForm
from interaction.workflow.models import UnsentForm, unsettled_by
from interaction.workflow.todos import todos_of

FIRST = 10


@dataclass(frozen=True)
class InHand:
    """One kind of what somebody has in hand: how many, and the first of them."""

    label: str
    count: int
    first: list[tuple[str, str]]


def cases_of(person: Staff, post: Post | None) -> QuerySet[Case]:
    """Return the open cases that somebody handles; of one post, those that no other post of theirs covers."""
    cases = Case.objects.filter(handler=person, closed_on__isnull=True, state__in=Stage.BEFORE_REPLY)
    if post is None:
        return cases.order_by("pk")
    if post.role != Role.HANDLER:
        return cases.none()
    for other in person.posts.filter(role=Role.HANDLER).exclude(pk=post.pk).select_related("organ"):
        cases = cases.exclude(organ__path__startswith=other.organ.path)
    return cases.filter(organ__path__startswith=post.organ.path).order_by("pk")


def in_hand(person: Staff, post: Post | None, cases: list[Case]) -> list[InHand]:
    """Return what stays behind: cases by channel, what waits at a post that nobody else attends, to-dos, unsent drafts, and
    whom they stand in for."""
    found = [
        _of_cases(_("承办的%(channel)s") % {"channel": one.label}, [case for case in cases if case.channel == one.key])
        for one in channels()
    ]
    for one in [post] if post else person.posts.select_related("organ"):
        found.append(_left_behind(one))
    if post is None:
        todos = todos_of(Actor.of(person))
        for label, count in Counter(str(todo.label) for todo in todos).items():
            found.append(InHand(_("待办：%(label)s") % {"label": label}, count, []))
        drafts = UnsentForm.objects.filter(writer=person)
        found.append(InHand(_("没有提交的草稿（只有本人能看，停用后没有人能看到）"), drafts.count(), []))
        found.append(_of_documents(person))
        lent = Absence.objects.filter(substitute=person, last_day__gte=today()).select_related("staff")
        leaves = Leave.objects.filter(absences__in=lent).distinct().select_related("staff")
        links = [(one.staff.name, reverse("leave:leave", args=[one.pk])) for one in leaves[:FIRST]]
        found.append(InHand(_("正代别人的班，请另行安排"), leaves.count(), links))
    return [one for one in found if one.count]


def _of_cases(label: str, cases: list[Case], count: int | None = None) -> InHand:
    first = [(one.number, "") for one in cases[:FIRST]]  # what they are about is not an administrator's to read
    return InHand(label, len(cases) if count is None else count, first)


def _of_documents(person: Staff) -> InHand:
    """Texts that wait for their publication; colleagues of the organ find them on the desk and may go on with them."""
    wrote = list(unsettled_by(person))
    first = [(f"{one.label} {one.on}", "") for one in wrote[:FIRST]]
    return InHand(_("写了还没有公布或者决定的文稿（同单位的人可以接着办）"), len(wrote), first)


def _left_behind(post: Post) -> InHand:
    """What waits at a post that nobody else attends."""
    label = _("“%(organ)s%(role)s”没有别人在岗，等待这个岗位办理的") % {
        "organ": post.organ.short_name, "role": post.get_role_display(),
    }  # fmt: skip
    others = held(Q(role=post.role, organ__path__in=post.organ.paths_up) & ~Q(staff=post.staff_id))
    if any(one.attended for one in others):
        return InHand(label, 0, [])
    waiting = Case.objects.filter(closed_on__isnull=True, awaits=post.role, organ__path__startswith=post.organ.path)
    return _of_cases(label, list(waiting.order_by("pk")[:FIRST]), waiting.count())


class LeavingForm(PlainForm):
    """To whom the cases go: a colleague of the same post, or back to the post's queue."""

    handler = forms.ModelChoiceField(queryset=Staff.objects.none(), required=False)

    def __init__(self, *args: Any, person: Staff, cases: Iterable[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paths = {path for case in cases for path in case.organ.paths_up}
        here = held(Q(role=Role.HANDLER, organ__path__in=paths) & ~Q(staff=person))
        field: Any = self.fields["handler"]
        field.label, field.empty_label = _("承办的办件移交给"), _("退回岗位，由同岗位的人签收")
        field.queryset = Staff.objects.filter(pk__in=[one.post.staff_id for one in here if one.attended])


@never_cache
@require_http_methods(["GET", "POST"])
@reads(Kind.PERSON)
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what somebody has in hand, hand it over, and end the account's service or take one post away."""
    person = get_object_or_404(Staff, pk=pk)
    if not request.user.has_perm("organs.change_staff") or person == request.user:
        raise PermissionDenied
    ask_anew(request)
    asked = request.GET.get("post", "")
    post = get_object_or_404(person.posts.select_related("organ"), pk=asked) if asked.isdecimal() else None
    actor, back = actor_of(request), reverse("admin:organs_staff_change", args=[person.pk])
    if not person.is_active:
        return redirect(back)
    cases = list(cases_of(person, post).select_related("organ"))
    form = LeavingForm(request.POST if request.method == "POST" else None, person=person, cases=cases)
    if request.method == "POST" and form.is_valid():
        handed = hand_over(person, post, cases, form.cleaned_data["handler"], actor)
        what = _("撤去岗位：%(post)s") % {"post": post} if post else _("停用账号：%(name)s") % {"name": person.name}
        LogEntry.objects.log_actions(actor.staff.pk, [person], CHANGE, what, single_object=True)  # type: ignore[union-attr]
        messages.success(request, _("%(what)s，移交或者退回岗位 %(count)s 件。") % {"what": what, "count": handed})
        return redirect(back)
    context = {
        "person": person,
        "post": post,
        "kinds": in_hand(person, post, cases),
        "form": form,
        "cases": cases,
        "back": back,
    }
    return page(request, "workbench/leaving.html", actor, context, 422 if form.errors else 200)


@transaction.atomic
def hand_over(person: Staff, post: Post | None, cases: Iterable[Case], to: Staff | None, actor: Actor) -> int:
    """Give each case to a colleague who may have it, else back to the post, each with its event; then end the service, or
    the post."""
    handed = 0
    for case in cases:
        form = ReleaseForm(case=case, actor=actor)
        choice: Any = form.fields["handler"]
        fits = to is not None and choice.queryset.filter(pk=to.pk).exists()
        handed += _released(case, {"handler": str(to.pk) if to and fits else ""}, actor)
    if post:
        post.delete()
        if post.role in ADMINISTRATORS:
            person.is_staff = False
            person.save(update_fields=["is_staff"])
    else:
        person.is_active = False
        person.save(update_fields=["is_active"])
    return handed


def _released(case: Case, data: dict[str, str], actor: Actor) -> bool:
    """Whether it was given on. One that was answered meanwhile needs nothing; for organs of others the system does it."""
    try:
        perform(case, "release", actor, data)
    except NotPermitted:
        perform(case, "release", Actor.system(), data)
    except (Refused, InvalidData):
        return False
    return True
