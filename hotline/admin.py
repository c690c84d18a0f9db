from django.contrib import admin

from hotline.sampling import CallBackShare


@admin.register(CallBackShare)
class CallBackShareAdmin(admin.ModelAdmin):
    list_display = ("effective_from", "per_hundred")
