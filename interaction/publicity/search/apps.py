from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "interaction.publicity.search"
    label = "search"

    def ready(self) -> None:
        from interaction.publicity.search.index import provide
        from interaction.publicity.search.replies import public_replies, still_public

        provide("reply", public_replies, still_public)
