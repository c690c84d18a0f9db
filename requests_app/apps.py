from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "requests_app"
    label = "requests_app"

    def ready(self) -> None:
        from . import time_limits  # noqa: F401 - importing it registers the rules
