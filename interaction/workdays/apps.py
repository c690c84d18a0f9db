from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WorkdaysConfig(AppConfig):
    name = "interaction.workdays"
    label = "workdays"

    def ready(self) -> None:
        from interaction.workdays.watching import watch

        watch()
        post_migrate.connect(_refill, sender=self)


def _refill(sender: AppConfig, plan: object = None, **kwargs: object) -> None:
    """Give a flushed database (Django flushes after each transactional test) its calendar back.

    After a migration there is a plan, and the migration that fills the calendar has done its own work.
    """
    from .filling import fill

    if plan is None:
        fill(sender.get_model)
