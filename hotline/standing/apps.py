from django.apps import AppConfig


class StandingConfig(AppConfig):
    name = "hotline.standing"
    label = "standing"

    def ready(self) -> None:
        from hotline.standing import losing  # noqa: F401  (follows the orders' events)
