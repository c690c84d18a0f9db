from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "interaction.evidence"
    label = "evidence"

    def ready(self) -> None:
        from interaction.evidence.watching import watch

        watch()
