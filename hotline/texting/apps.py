from django.apps import AppConfig


class TextingConfig(AppConfig):
    name = "hotline.texting"
    label = "texting"

    def ready(self) -> None:
        from hotline.texting.stray import waiting
        from interaction.workflow.todos import offer_todos

        offer_todos(waiting)
