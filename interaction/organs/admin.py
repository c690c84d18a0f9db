"""The administrators' pages: organs, staff. Nothing of a case is here: cases change through `perform` alone."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from interaction.organs.absences import lacking_posts
from interaction.organs.models import GRANTED_BY_TWO, OfficeHours, Organ, Post, Role, Staff
from interaction.workdays.now import today

admin.site.site_header = admin.site.site_title = _("回音系统设置")
admin.site.index_title = _("单位、人员和信箱")


# Within so many days every limit in working hours that runs today has run out, whatever holiday lies between.
AHEAD = timedelta(days=15)


class HoursForm(forms.ModelForm):
    def clean_effective_from(self) -> date:
        """Refuse a day so near that a limit which runs today would be counted by it."""
        day: date = self.cleaned_data["effective_from"]
        if day < today() + AHEAD:
            words = _t("请填写 %(day)s 或者以后的日期：已经起算的期限照原来的办公时间计算。")
            raise forms.ValidationError(words % {"day": today() + AHEAD})
        return day


@admin.register(Organ)
class OrganAdmin(admin.ModelAdmin):
    list_display = ("name", "short_name", "code", "kind", "parent", "decides", "reachable", "lacking", "active")
    list_filter = ("kind", "active")
    search_fields = ("name", "short_name", "code")
    list_select_related = ("parent",)

    @admin.display(description=_("已写明复议机关、法院和渠道"), boolean=True)
    def decides(self, organ: Organ) -> bool:
        """Whether it may decide on requests: a letter names where to contest it (行政复议法 A.20, 22)."""
        return not organ.lacks_recourse

    @admin.display(description=_("已写明地址和电话"), boolean=True)
    def reachable(self, organ: Organ) -> bool:
        """Whether its letters can say how one reaches it, also where it has published no guide (条例 A.4, 12)."""
        return bool(organ.address and organ.phone)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with the posts of all organs read once."""
        self._lacking = lacking_posts()
        return super().changelist_view(request, extra_context)

    @admin.display(description=_("岗位没有人在岗"))
    def lacking(self, organ: Organ) -> str:
        """The roles for which nobody is there: what comes to them waits unseen."""
        return "、".join(str(Role(role).label) for role in self._lacking.get(organ.pk, ())) or "—"

    def get_readonly_fields(self, request: HttpRequest, obj: Organ | None = None) -> tuple[str, ...]:
        """Code and place in the tree are in the paths of all that lies under it, and in document numbers."""
        return ("code", "parent") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Organ | None = None) -> bool:
        """An organ that has answered cases is closed, not removed."""
        return False


@admin.register(OfficeHours)
class OfficeHoursAdmin(admin.ModelAdmin):
    """Added for a day to come, and never changed: what was counted by them stays true."""

    list_display = ("organ", "effective_from", "opens", "rests", "resumes", "closes", "basis")
    list_filter = ("organ",)
    list_select_related = ("organ",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Ask for a day to come: limits that run today go by today's hours."""
        return super().get_form(request, obj, change, form=HoursForm, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PostInline(admin.TabularInline):
    """Posts are shown here; they are granted by appointment, and taken away on the page that hands over what waits there."""

    model = Post
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StaffCreationForm(AdminUserCreationForm):
    class Meta:
        model = Staff
        fields = ("username", "name")


@admin.register(Staff)
class StaffAdmin(UserAdmin):
    add_form = StaffCreationForm
    list_display = ("username", "name", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "posts__role")
    search_fields = ("username", "name")
    ordering = ("username",)
    filter_horizontal = ()
    inlines: ClassVar[list[Any]] = [PostInline]
    fieldsets = ((None, {"fields": ("username", "password", "name", "is_active", "appointing", "leaving")}),)
    add_fieldsets = ((None, {"fields": ("username", "name", "usable_password", "password1", "password2")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Staff | None = None) -> tuple[str, ...]:
        """Somebody in service leaves by the page that hands over; who is not may come back here."""
        return ("appointing", "leaving", *(("is_active",) if obj and obj.is_active else ()))

    @admin.display(description=_("任命"))
    def appointing(self, person: Staff) -> str:
        """Where posts are granted."""
        return format_html('<a href="{}">{}</a>', reverse("appointments:new"), _t("提出岗位任命"))

    @admin.display(description=_("离岗"))
    def leaving(self, person: Staff) -> str:
        """Where to end the service, or take a post away: what is in hand is shown there first."""
        if not person.pk or not person.is_active:
            return "—"
        page = reverse("workbench:leaving", args=[person.pk])
        links = [(page, _t("停用账号，移交办件"))]
        for post in person.posts.select_related("organ"):
            what = {"organ": post.organ.short_name, "role": post.get_role_display()}
            links.append((f"{page}?post={post.pk}", _t("撤去岗位：%(organ)s%(role)s") % what))
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', links)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Of whoever signs, publishes or administers, nobody alone sets the password: that takes two."""
        person = self.get_object(request, id)
        if person and person.posts.filter(role__in=GRANTED_BY_TWO).exists():
            messages.error(request, _t("签发人、公开员和三个管理员的密码，要由两个人在“账号恢复”里办理。"))
            return redirect("recovery:new")
        return super().user_change_password(request, id, form_url)

    def has_delete_permission(self, request: HttpRequest, obj: Staff | None = None) -> bool:
        """Who has acted stays in the record; leaving means no longer active."""
        return False
