from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "requests_app.disclosure"
    label = "disclosure"

    def ready(self) -> None:
        from requests_app.disclosure.publishing import provide_all

        provide_all()
