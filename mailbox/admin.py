from django.contrib import admin

from mailbox.models import Mailbox


@admin.register(Mailbox)
class MailboxAdmin(admin.ModelAdmin):
    list_display = ("name", "organ", "position", "open")
    list_filter = ("open",)
    search_fields = ("name",)
    list_select_related = ("organ",)
