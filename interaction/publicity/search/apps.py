from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "interaction.publicity.search"
    label = "search"

    def ready(self) -> None:
        from interaction.publicity.search.index import provide_rows
        from interaction.publicity.search.replies import SOURCE, entry_of, public_replies

        provide_rows(SOURCE, public_replies, entry_of)
