"""The settings site: our own tables alone. What libraries keep (accounts, sessions, attempts) is nobody's to edit."""

from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig

OURS = ("interaction", "requests_app", "mailbox", "hotline")


class SettingsSite(AdminSite):
    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take in a table of ours; pass over one that a library offers."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        for model in models:
            if apps.get_app_config(model._meta.app_label).name.split(".")[0] in OURS:
                super().register(model, admin_class, **options)


class SettingsSiteConfig(AdminConfig):
    default_site = "interaction.organs.settings_site.SettingsSite"
