from django.apps import AppConfig


class RatesConfig(AppConfig):
    name = "hotline.rates"
    label = "rates"

    def ready(self) -> None:
        from hotline.rates import event_fold  # noqa: F401  (answers event_recorded and calendar_changed)
