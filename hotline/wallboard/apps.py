from django.apps import AppConfig


class WallboardConfig(AppConfig):
    name = "hotline.wallboard"
    label = "wallboard"

    def ready(self) -> None:
        from hotline.wallboard import following  # noqa: F401  (follows the orders' events)
