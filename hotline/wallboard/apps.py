from django.apps import AppConfig


class WallboardConfig(AppConfig):
    name = "hotline.wallboard"
    label = "wallboard"

    def ready(self) -> None:
        from hotline.wallboard import event_fold  # noqa: F401  (follows the orders' events)
