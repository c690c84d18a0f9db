"""The administrator's pages: organs, staff, posts. Nothing of a case is here: cases change through `perform` alone."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interaction.organs.models import Organ, Post, Staff

admin.site.site_header = admin.site.site_title = _("回音系统设置")
admin.site.index_title = _("单位、人员和信箱")
admin.site.unregister(Group)  # posts say who may do what


@admin.register(Organ)
class OrganAdmin(admin.ModelAdmin):
    list_display = ("name", "short_name", "code", "kind", "parent", "decides", "active")
    list_filter = ("kind", "active")
    search_fields = ("name", "short_name", "code")
    list_select_related = ("parent",)

    @admin.display(description=_("已写明复议机关、法院和渠道"), boolean=True)
    def decides(self, organ: Organ) -> bool:
        """Whether it may decide on requests: a letter names where to contest it (行政复议法 A.20, 22)."""
        return not organ.lacks_recourse

    def get_readonly_fields(self, request: HttpRequest, obj: Organ | None = None) -> tuple[str, ...]:
        """Code and place in the tree are in the paths of all that lies under it, and in document numbers."""
        return ("code", "parent") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Organ | None = None) -> bool:
        """An organ that has answered cases is closed, not removed."""
        return False


class PostInline(admin.TabularInline):
    model = Post
    extra = 1


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
    fieldsets = ((None, {"fields": ("username", "password", "name", "is_active", "is_staff", "is_superuser")}),)
    add_fieldsets = ((None, {"fields": ("username", "name", "usable_password", "password1", "password2")}),)

    def has_delete_permission(self, request: HttpRequest, obj: Staff | None = None) -> bool:
        """Who has acted stays in the record; leaving means no longer active."""
        return False
