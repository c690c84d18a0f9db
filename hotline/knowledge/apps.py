from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "hotline.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from hotline.knowledge import workflow  # noqa: F401  (declares what can be done to articles)
