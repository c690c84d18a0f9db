from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "requests_app.disclosure"
    label = "disclosure"

    def ready(self) -> None:
        from interaction.workflow.signals import document_changed
        from requests_app.disclosure.publishing import follow, provide_all

        document_changed.connect(follow, dispatch_uid="disclosure.index")
        provide_all()
