"""What somebody enters who goes on leave: from when to when, and who acts in each post."""

from datetime import date
from typing import Any

from django import forms
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.organs.absences import left_to_nobody
from interaction.organs.models import ADMINISTRATORS, NAMED_BY_TWO, Absence, Post, Staff
from interaction.workdays.now import today
from interaction.workflow.forms import ActionForm, DayField, TextField

# Leaves are entered one after the other: two colleagues may not each count on the other.
LOCK = 7_304
LONGEST = 366


def colleagues(post: Post) -> QuerySet[Staff]:
    """Return who may stand in: people in service with a post at the organ itself or at one above it."""
    here = Staff.objects.filter(is_active=True, posts__organ__path__in=post.organ.paths_up)
    return here.exclude(pk=post.staff_id).distinct().order_by("name", "pk")


class LeaveForm(ActionForm):
    """The days, and for each post somebody who acts in it; who acts in all of them is named once."""

    first_day = DayField(label=_("自哪天起（含当天）"))
    last_day = DayField(label=_("至哪天止（含当天）"))

    def prepare(self) -> None:
        self.posts = list(self.case.staff.posts.select_related("organ").order_by("pk"))
        lent = [post for post in self.posts if post.role not in ADMINISTRATORS]
        if len(lent) > 1:
            together = Staff.objects.filter(pk__in=[one.pk for post in lent for one in colleagues(post)])
            self.fields["everywhere"] = forms.ModelChoiceField(
                label=_("所有岗位由谁代班"), required=False, queryset=together.order_by("name", "pk"),
                empty_label=_("按岗位分别选"),
            )  # fmt: skip
        for post in lent:
            self.fields[f"post_{post.pk}"] = forms.ModelChoiceField(
                label=_t("%(organ)s%(role)s由谁代班")
                % {"organ": post.organ.short_name, "role": post.get_role_display()},
                required=False, queryset=colleagues(post), empty_label=_("不安排代班"),
                help_text=_("代签发、代公开要由另一个人确认后才生效。") if post.role in NAMED_BY_TWO else "",
            )  # fmt: skip

    def substitutes(self) -> dict[Post, Staff | None]:
        """Who acts in each post; an administrator's is not lent."""
        everywhere = self.cleaned_data.get("everywhere")
        return {
            post: None if post.role in ADMINISTRATORS else self.cleaned_data.get(f"post_{post.pk}") or everywhere
            for post in self.posts
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        first, last = data["first_day"], data["last_day"]
        self._clean_days(first, last)
        if not self.errors:
            for post, substitute in self.substitutes().items():
                self._clean_post(post, substitute, Q(first_day__lte=last, last_day__gte=first))
        return data

    def _clean_days(self, first: date, last: date) -> None:
        if first < today():
            self.add_error("first_day", _t("请假不能从过去的日期开始，请填今天或者以后的日期。"))
        if last < first:
            self.add_error("last_day", _t("最后一天不能早于第一天，请改正。"))
        elif (last - first).days >= LONGEST:
            self.add_error("last_day", _t("一次请假最多一年。更长的，请由安全管理员调整岗位。"))
        if not self.posts:
            self.add_error(None, _t("没有岗位的人员不用请假。"))

    def _clean_post(self, post: Post, substitute: Staff | None, then: Q) -> None:
        """Nobody is away twice, stands in while away themselves, or leaves a post to nobody."""
        person, field = self.case.staff, f"post_{post.pk}"
        stands_in = Absence.objects.filter(then, substitute=person).select_related("staff").first()
        if Absence.objects.filter(then, post=post).exists():
            self._complain("first_day", _t("这些天里已经有一次请假，请改日期，或者先销假。"))
        elif stands_in:
            self._complain("first_day", _t("%(person)s在这些天里正代%(other)s的班，请先改由别人代班。") % {
                "person": person.name, "other": stands_in.staff.name,
            })  # fmt: skip
        elif substitute is None:
            if left_to_nobody(post, self.cleaned_data["first_day"], self.cleaned_data["last_day"]):
                self._complain(field, _t("这些天里“%(organ)s%(role)s”没有别人在岗，请选一个人代班，免得办件无人办理。") % {
                    "organ": post.organ.short_name, "role": post.get_role_display(),
                })  # fmt: skip
        elif not colleagues(post).filter(pk=substitute.pk).exists():
            self._complain(field, _t("%(name)s不在“%(organ)s”任职，不能代这个岗位，请另选一个人。") % {
                "name": substitute.name, "organ": post.organ.short_name,
            })  # fmt: skip
        elif Absence.objects.filter(then, staff=substitute).exists():
            self._complain(field, _t("%(name)s在这些天里也请假，不能代班，请另选一个人。") % {"name": substitute.name})
        elif post.role in NAMED_BY_TWO and substitute.pk in self.actor.persons:
            self._complain(field, _t("不能由您提名自己代签发、代公开，请由别人提名。"))

    def _complain(self, field: str, words: str) -> None:
        if words not in self.errors.get(field, []):
            self.add_error(field, words)


class RefuseForm(ActionForm):
    reason = TextField(label=_("为什么不同意"), max_length=500)
