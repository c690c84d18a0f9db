from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WorkdaysConfig(AppConfig):
    name = "interaction.workdays"
    label = "workdays"

    def ready(self) -> None:
        post_migrate.connect(_refill, sender=self)


def _refill(sender: AppConfig, apps, **kwargs: object) -> None:
    """A flushed database (Django flushes after each transactional test) gets its calendar back."""
    from .filling import fill

    if "calendarversion" in apps.all_models["workdays"]:
        fill(sender.get_model)
