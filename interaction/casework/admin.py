"""The administrator's classes of matters. Nothing of a case is here: cases change through `perform` alone."""

from django.contrib import admin
from django.http import HttpRequest

from interaction.casework.models import Subject


@admin.register(Subject)
class SubjectAdmin(admin.ModelAdmin):
    list_display = ("name", "parent", "lead", "position", "active")
    list_filter = ("active",)
    search_fields = ("name", "keywords")
    list_select_related = ("parent", "lead")

    def has_delete_permission(self, request: HttpRequest, obj: Subject | None = None) -> bool:
        """Figures of years past name it; a class no longer wanted is put out of use."""
        return False
